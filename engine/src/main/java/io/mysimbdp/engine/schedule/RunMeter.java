package io.mysimbdp.engine.schedule;

import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.ledger.Ledger;
import io.mysimbdp.engine.metering.Charging;
import io.mysimbdp.engine.metering.UsageRecord;
import io.mysimbdp.engine.run.Counts;
import io.mysimbdp.engine.run.FileResult;
import io.mysimbdp.engine.run.Run;
import io.mysimbdp.engine.run.RunFile;
import io.mysimbdp.engine.run.RunResult;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes down what each run has used. Safe for several threads. */
public final class RunMeter {

  private final Ledger ledger;
  private final InstantSource clock;
  private final Function<String, OptionalLong> storedBytes;

  /**
   * Makes a meter.
   *
   * @param storedBytes what lies in Cassandra for a tenant, by its id; empty: unknown; throws
   *     nothing, and takes no time worth speaking of
   */
  public RunMeter(Ledger ledger, InstantSource clock, Function<String, OptionalLong> storedBytes) {
    this.ledger = ledger;
    this.clock = clock;
    this.storedBytes = storedBytes;
  }

  /**
   * Writes down what a run has used that has just ended. To be called before the first of its files
   * is committed.
   *
   * @throws io.mysimbdp.engine.failure.EngineException when the ledger cannot be reached; then none
   *     of its files may be committed
   */
  void note(Run run, RunResult result) {
    Counts accepted = Counts.ZERO;
    long filesAccepted = 0;
    long bytesOffered = 0;
    long bytesAccepted = 0;
    List<FileResult> results = result.files();
    for (int i = 0; i < results.size(); i++) {
      RunFile file = run.files().get(i);
      bytesOffered += file.sizeBytes();
      if (results.get(i).state() == FileResult.State.DONE) {
        filesAccepted++;
        bytesAccepted += file.sizeBytes();
        accepted = accepted.plus(results.get(i).counts());
      }
    }
    String tenant = run.profile().id();
    OptionalLong stored = storedBytes.apply(tenant);
    ledger
        .usage()
        .add(
            new UsageRecord(
                tenant,
                run.id(),
                ledger.engineId(),
                run.profile().plan(),
                run.startedAt(),
                // Cassandra keeps milliseconds.
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                failure(result),
                run.files().size(),
                filesAccepted,
                bytesOffered,
                bytesAccepted,
                accepted.recordsRead(),
                accepted.rowsWritten(),
                accepted.rejects(),
                result.cpuTime(),
                stored.isPresent() ? Long.valueOf(stored.getAsLong()) : null,
                Charging.of(filesAccepted, result.code())));
  }

  /** Why the run failed; where it did not, why the first file of it is not done. */
  private static @Nullable FailureCode failure(RunResult result) {
    return result.code() != null
        ? result.code()
        : result.files().stream()
            .map(FileResult::code)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
  }
}
