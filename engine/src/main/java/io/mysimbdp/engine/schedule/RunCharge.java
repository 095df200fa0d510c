package io.mysimbdp.engine.schedule;

import io.mysimbdp.engine.admission.Charge;
import io.mysimbdp.engine.admission.TenantUse;
import io.mysimbdp.engine.run.Counts;
import java.time.Instant;

/** What one run is charged with, file by file as they get done. For one thread. */
final class RunCharge {

  private final TenantUse use;
  private Charge sum;

  /**
   * Begins with nothing.
   *
   * @param at when the run began, in whole milliseconds
   */
  RunCharge(Instant at, TenantUse use) {
    this.use = use;
    this.sum = new Charge(at, 0, 0, 0);
  }

  /** Returns the sum with one more file, which is not charged yet. */
  Charge with(long bytes, Counts counts) {
    return new Charge(
        sum.at(), sum.files() + 1, sum.bytes() + bytes, sum.rows() + counts.rowsWritten());
  }

  /** Charges one more file, which is done. */
  void add(long bytes, Counts counts) {
    sum = with(bytes, counts);
    use.charge(new Charge(sum.at(), 1, bytes, counts.rowsWritten()));
  }
}
