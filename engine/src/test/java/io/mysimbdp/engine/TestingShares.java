package io.mysimbdp.engine;

import io.mysimbdp.engine.config.Rates;
import io.mysimbdp.engine.share.FairPermits;
import io.mysimbdp.engine.share.FairRate;
import io.mysimbdp.engine.share.PermitAccount;
import io.mysimbdp.engine.share.TenantMeter;
import io.mysimbdp.engine.share.TenantShares;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Permits and rates for tests in which nobody else wants any. */
public final class TestingShares {

  private TestingShares() {}

  /** Returns the account of a tenant that is alone, with a cap of its own and any latency. */
  public static PermitAccount account(int inFlight) {
    return account(inFlight, System::nanoTime);
  }

  /** Returns such an account on a clock of the test's. */
  public static PermitAccount account(int inFlight, LongSupplier nanoTime) {
    PermitAccount account = new FairPermits(1 << 16, 1L << 40, nanoTime).account("tenant", 1);
    account.cap(inFlight, Duration.ofHours(1));
    return account;
  }

  /** Returns shares without limits for all tenants together. */
  public static TenantShares all() {
    return new TenantShares(
        new FairPermits(1 << 16, 1L << 40, System::nanoTime),
        Rates.UNLIMITED,
        System::nanoTime,
        FairRate.Waiting.REAL,
        any -> TenantMeter.NONE);
  }
}
