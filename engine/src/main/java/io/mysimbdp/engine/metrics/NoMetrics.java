package io.mysimbdp.engine.metrics;

import io.mysimbdp.engine.ledger.LedgerMeter;
import io.mysimbdp.engine.schedule.PassListener;
import io.mysimbdp.engine.share.TenantMeter;
import io.mysimbdp.engine.share.TenantShares;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Measures nothing, and loads no library for it. */
final class NoMetrics implements EngineMetrics {

  private static final PassListener DEAF = new PassListener() {};

  @Override
  public PassListener passListener() {
    return DEAF;
  }

  @Override
  public TenantMeter ofTenant(String tenant) {
    return TenantMeter.NONE;
  }

  @Override
  public LedgerMeter ledger() {
    return LedgerMeter.NONE;
  }

  @Override
  public @Nullable Object driverRegistry() {
    return null;
  }

  @Override
  public void watch(TenantShares shares) {}

  @Override
  public void watchLoaders(IntSupplier lingering) {}

  @Override
  public void watchService(Supplier<List<TenantStanding>> standings) {}

  @Override
  public void forget(String tenant) {}

  @Override
  public Exposition scrape(@Nullable String accept) {
    return new Exposition(Exposition.TEXT, "");
  }

  @Override
  public void publish() {}

  @Override
  public void close() {}
}
