package io.mysimbdp.engine.statistics;

import io.mysimbdp.engine.ledger.EndedFile;
import io.mysimbdp.engine.ledger.EndedFile.End;
import io.mysimbdp.engine.run.Counts;
import io.mysimbdp.engine.time.Period;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Ends of files as tests need them. */
public final class TestingEnds {

  private TestingEnds() {}

  /** Returns a file that is done, of a run of its own that took this long. */
  public static EndedFile done(
      String tenant, String name, Instant endedAt, Duration took, long rows, long bytes) {
    return done(tenant, name, endedAt, took, rows, bytes, "run of " + name, Map.of());
  }

  /** Returns a file that is done; its rejects are as many as there are of all kinds. */
  public static EndedFile done(
      String tenant,
      String name,
      Instant endedAt,
      Duration took,
      long rows,
      long bytes,
      String run,
      Map<String, Long> rejectKinds) {
    long rejects = rejectKinds.values().stream().mapToLong(Long::longValue).sum();
    return new EndedFile(
        tenant,
        name,
        endedAt,
        End.DONE,
        run,
        endedAt.minus(took),
        false,
        bytes,
        new Counts(rows + rejects, rows, rejects, 0, bytes),
        rejectKinds,
        null,
        null);
  }

  /** Returns the same as if its run had gone on where one before had come to. */
  public static EndedFile resumed(EndedFile file) {
    return new EndedFile(
        file.tenant(),
        file.name(),
        file.endedAt(),
        file.end(),
        file.runId(),
        file.startedAt(),
        true,
        file.sizeBytes(),
        file.counts(),
        file.rejectKinds(),
        file.cause(),
        file.reason());
  }

  /** Returns a file that a run was in vain for, or that was refused. */
  public static EndedFile trouble(
      String tenant,
      String name,
      Instant endedAt,
      End end,
      @Nullable String run,
      String cause,
      String reason) {
    return new EndedFile(
        tenant,
        name,
        endedAt,
        end,
        run,
        run == null ? null : endedAt.minusSeconds(1),
        false,
        10,
        Counts.ZERO,
        Map.of(),
        cause,
        reason);
  }

  /** Returns the duplicate of a file. */
  public static EndedFile duplicate(String tenant, String name, Instant endedAt) {
    return new EndedFile(
        tenant,
        name,
        endedAt,
        End.DUPLICATE,
        null,
        null,
        false,
        10,
        Counts.ZERO,
        Map.of(),
        null,
        null);
  }

  /** Returns the statistics of files, whose tenants are all registered. */
  public static Statistics statistics(Period period, List<EndedFile> files) {
    SortedMap<String, Boolean> tenants = new TreeMap<>();
    files.forEach(file -> tenants.put(file.tenant(), true));
    return statistics(period, tenants, files);
  }

  /** Returns the statistics of files. */
  public static Statistics statistics(
      Period period, SortedMap<String, Boolean> tenants, List<EndedFile> files) {
    return Statistics.of(
        period,
        tenants,
        (tenant, wanted, consumer) ->
            files.stream()
                .filter(file -> file.tenant().equals(tenant))
                .filter(file -> !file.endedAt().isBefore(wanted.from()))
                .filter(file -> file.endedAt().isBefore(wanted.until()))
                .sorted(Comparator.comparing(EndedFile::endedAt))
                .forEach(consumer));
  }
}
