package io.mysimbdp.engine.estimate;

import io.mysimbdp.engine.metering.UsageRecord;
import java.time.Duration;
import java.util.Collection;
import java.util.Objects;

/**
 * What a sample has come to: the files of it whose runs have brought all of theirs to their ends.
 * Of a run that has not, nobody knows how much of its time went into what.
 *
 * @param bytes their bytes as staged
 * @param records their records, the rejected ones among them
 * @param rows rows acknowledged
 * @param rejects records that could not be ingested
 * @param wallTime how long their runs took, one after the other
 * @param cpuTime the CPU time of the app in them
 */
public record Measured(
    long bytes, long records, long rows, long rejects, Duration wallTime, Duration cpuTime) {

  /** Below this a run is over before the JVM has compiled what it does often. */
  private static final Duration TOO_SHORT = Duration.ofSeconds(5);

  /** Checks. */
  public Measured {
    Objects.requireNonNull(wallTime, "wallTime");
    Objects.requireNonNull(cpuTime, "cpuTime");
  }

  /** Adds up the runs of a sample; those that have failed, or did so in part, are left out. */
  public static Measured of(Collection<UsageRecord> runs) {
    Measured sum = new Measured(0, 0, 0, 0, Duration.ZERO, Duration.ZERO);
    for (UsageRecord run : runs) {
      if (run.outcome() == UsageRecord.Outcome.DONE && run.failure() == null) {
        sum =
            new Measured(
                sum.bytes + run.bytesAccepted(),
                sum.records + run.records(),
                sum.rows + run.rows(),
                sum.rejects + run.rejects(),
                sum.wallTime.plus(run.wallTime()),
                sum.cpuTime.plus(run.cpuTime()));
      }
    }
    return sum;
  }

  /** Tells whether anything can be concluded from it. */
  public boolean isEmpty() {
    return bytes == 0 || records == 0;
  }

  /** Tells whether a longer sample would show a higher speed, and less CPU time for a row. */
  public boolean isShort() {
    return wallTime.compareTo(TOO_SHORT) < 0;
  }

  /** Returns rows written in a second; 0 for none. */
  public long rowsPerSecond() {
    return perSecond(rows);
  }

  /** Returns bytes as staged that were read in a second; 0 for none. */
  public long bytesPerSecond() {
    return perSecond(bytes);
  }

  private long perSecond(long amount) {
    return Math.round(amount / Math.max(0.001, wallTime.toNanos() / 1e9));
  }
}
