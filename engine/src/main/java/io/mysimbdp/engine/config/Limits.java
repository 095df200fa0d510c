package io.mysimbdp.engine.config;

import java.io.Serializable;
import java.time.Duration;

/**
 * How much of the platform one tenant may use. {@link Long#MAX_VALUE} stands for no limit.
 *
 * @param batchFiles the most files in one batch
 * @param batchBytes the most bytes in one batch, as staged
 * @param batchTime how long one batch may take
 * @param pass what one pass may take
 * @param hour what any 60 minutes may take
 * @param day what any 24 hours may take
 * @param month what any 30 days may take
 * @param concurrentBatches the most batches at a time
 * @param rates how fast
 */
public record Limits(
    int batchFiles,
    long batchBytes,
    Duration batchTime,
    Quota pass,
    Quota hour,
    Quota day,
    Quota month,
    int concurrentBatches,
    Rates rates)
    implements Serializable {

  /** Stands for no limit. */
  public static final long UNLIMITED = Long.MAX_VALUE;

  /** Tells whether others allow the same in each pass and window. */
  public boolean isSameQuota(Limits other) {
    return pass.equals(other.pass)
        && hour.equals(other.hour)
        && day.equals(other.day)
        && month.equals(other.month);
  }

  /**
   * What may be used up.
   *
   * @param files files ingested
   * @param bytes their bytes as staged
   * @param rows rows acknowledged
   */
  public record Quota(long files, long bytes, long rows) implements Serializable {

    /** Returns the quota that is never used up. */
    public static Quota unlimited() {
      return new Quota(UNLIMITED, UNLIMITED, UNLIMITED);
    }

    /** Tells whether anything is limited. */
    public boolean isLimited() {
      return files != UNLIMITED || bytes != UNLIMITED || rows != UNLIMITED;
    }
  }
}
