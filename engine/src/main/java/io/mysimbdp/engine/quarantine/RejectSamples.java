package io.mysimbdp.engine.quarantine;

import com.fasterxml.jackson.databind.JsonNode;
import io.mysimbdp.engine.failure.EngineException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rejects of one kind in one file, with the first few of them.
 *
 * @param file the name of the file
 * @param rule what was violated
 * @param column the column at fault; null: the record as a whole
 * @param count how many there are
 * @param first the first ones, in the order of the file
 */
public record RejectSamples(
    String file, String rule, @Nullable String column, long count, List<Example> first) {

  /** Copies. */
  public RejectSamples {
    first = List.copyOf(first);
  }

  /**
   * One of them.
   *
   * @param line where it begins, from 1
   * @param message what is wrong
   * @param raw the record as it stands in the file
   */
  public record Example(long line, String message, String raw) {}

  private record Key(String file, String rule, @Nullable String column) {}

  private static final class Kind {
    private long count;
    private final List<Example> first = new ArrayList<>();
  }

  /**
   * Reads a log.
   *
   * @param most how many of each kind
   * @return the kinds, the most frequent first
   * @throws EngineException when it cannot be read
   */
  public static List<RejectSamples> of(Path log, int most) {
    Map<Key, Kind> kinds = new LinkedHashMap<>();
    RejectDigest.forEach(
        log,
        reject -> {
          Kind kind = kinds.computeIfAbsent(key(reject), key -> new Kind());
          kind.count++;
          if (kind.first.size() < most) {
            kind.first.add(
                new Example(
                    reject.path("line").asLong(),
                    reject.path("message").asText(),
                    reject.path("raw").asText()));
          }
        });
    return kinds.entrySet().stream()
        .map(
            each ->
                new RejectSamples(
                    each.getKey().file,
                    each.getKey().rule,
                    each.getKey().column,
                    each.getValue().count,
                    each.getValue().first))
        .sorted(Comparator.comparingLong(RejectSamples::count).reversed())
        .toList();
  }

  private static Key key(JsonNode reject) {
    return new Key(
        reject.path("file").asText(), reject.path("rule").asText(), RejectDigest.column(reject));
  }
}
