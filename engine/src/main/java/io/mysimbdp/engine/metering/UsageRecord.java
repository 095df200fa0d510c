package io.mysimbdp.engine.metering;

import io.mysimbdp.engine.failure.FailureCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one run has used. Written once, at its end and before any of its files is committed; never
 * changed.
 *
 * @param tenant the tenant's id
 * @param runId the run
 * @param engineId the engine that made it
 * @param plan the plan that the tenant was on; null: none
 * @param startedAt when it began, in whole milliseconds
 * @param endedAt when it ended, in whole milliseconds; which month it belongs to
 * @param failure why the run, or else the first file of it that is not done, failed; null: nothing
 *     did
 * @param filesOffered the files of its batch
 * @param filesAccepted those of them that it brought to their ends
 * @param bytesOffered the bytes of all, as staged
 * @param bytesAccepted the bytes of those accepted
 * @param records records of the files accepted, the rejected ones among them; as those below, of a
 *     file that was resumed what runs before have done is in it
 * @param rows rows written of the files accepted
 * @param rejects rejects of the files accepted
 * @param cpuTime the CPU time of the tenant's app; see {@link
 *     io.mysimbdp.engine.run.RunResult#cpuTime}
 * @param storedBytes the bytes of the tenant's tables on the disks of Cassandra, all replicas, as
 *     it estimates them; null: unknown
 * @param charging whether its CPU time is to be charged, should one of its files be committed
 */
public record UsageRecord(
    String tenant,
    String runId,
    String engineId,
    @Nullable String plan,
    Instant startedAt,
    Instant endedAt,
    @Nullable FailureCode failure,
    long filesOffered,
    long filesAccepted,
    long bytesOffered,
    long bytesAccepted,
    long records,
    long rows,
    long rejects,
    Duration cpuTime,
    @Nullable Long storedBytes,
    Charging charging) {

  /** Checks. */
  public UsageRecord {
    Objects.requireNonNull(runId, "runId");
    if (filesAccepted > filesOffered || filesOffered < 1 || cpuTime.isNegative()) {
      throw new IllegalArgumentException(
          "Run " + runId + ": " + filesAccepted + " of " + filesOffered + " files, " + cpuTime);
    }
  }

  /** How a run can end, by what was accepted of what was offered. */
  public enum Outcome {
    /** All files. */
    DONE,
    /** Some. */
    PARTLY,
    /** None. */
    FAILED
  }

  /** Returns how it ended. */
  public Outcome outcome() {
    if (filesAccepted == filesOffered) {
      return Outcome.DONE;
    }
    return filesAccepted == 0 ? Outcome.FAILED : Outcome.PARTLY;
  }

  /** Returns how long it took by the clock; zero when that was set back meanwhile. */
  public Duration wallTime() {
    Duration wall = Duration.between(startedAt, endedAt);
    return wall.isNegative() ? Duration.ZERO : wall;
  }
}
