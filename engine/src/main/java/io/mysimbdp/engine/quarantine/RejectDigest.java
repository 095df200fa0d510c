package io.mysimbdp.engine.quarantine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The rejects of one log, counted by what is wrong, with the first one of each kind as example. */
public final class RejectDigest {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Rejects of one kind.
   *
   * @param rule what was violated
   * @param column the column at fault; null: the record as a whole
   * @param count how many there are
   * @param line the line of the first one
   * @param message what is wrong with the first one
   */
  public record Kind(String rule, @Nullable String column, long count, long line, String message) {}

  private record Key(String rule, @Nullable String column) {}

  private RejectDigest() {}

  /**
   * Reads a log.
   *
   * @return the kinds, the most frequent first
   * @throws EngineException when it cannot be read
   */
  public static List<Kind> of(Path log) {
    Map<Key, Kind> kinds = new LinkedHashMap<>();
    forEach(
        log,
        reject -> {
          String column = column(reject);
          kinds.merge(
              new Key(reject.path("rule").asText(), column),
              new Kind(
                  reject.path("rule").asText(),
                  column,
                  1,
                  reject.path("line").asLong(),
                  reject.path("message").asText()),
              (first, next) ->
                  new Kind(first.rule, first.column, first.count + 1, first.line, first.message));
        });
    return kinds.values().stream()
        .sorted(Comparator.comparingLong(Kind::count).reversed())
        .toList();
  }

  /**
   * Returns the lines of the records that Cassandra has refused, and nobody before.
   *
   * @throws EngineException when the log cannot be read
   */
  public static Set<Long> refusedByCassandra(Path log) {
    Set<Long> lines = new HashSet<>();
    forEach(
        log,
        reject -> {
          if (reject.path("rule").asText().equals(Reject.BY_CASSANDRA)) {
            lines.add(reject.path("line").asLong());
          }
        });
    return lines;
  }

  static void forEach(Path log, Consumer<JsonNode> action) {
    try (BufferedReader lines = RejectLog.reader(log)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode reject = tree(line);
        if (reject.isObject()) {
          action.accept(reject);
        }
      }
    } catch (IOException e) {
      throw new EngineException(FailureCode.DISK, "Rejects " + log + " cannot be read: " + e, e);
    }
  }

  /** Returns the column that a line of a log names; null: it names none. */
  static @Nullable String column(JsonNode reject) {
    String column = reject.path("column").asText("");
    return reject.path("column").isNull() || column.isEmpty() ? null : column;
  }

  /** Returns a line of a log; a crash may have cut off the last one, which is no object then. */
  static JsonNode tree(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      return JSON.nullNode();
    }
  }
}
