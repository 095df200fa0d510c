package io.mysimbdp.engine.metrics;

import io.mysimbdp.engine.ledger.LedgerMeter;
import io.mysimbdp.engine.schedule.PassListener;
import io.mysimbdp.engine.share.TenantMeter;
import io.mysimbdp.engine.share.TenantShares;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What an engine measures of itself, and hands over. Safe for several threads; to be closed when
 * nothing is measured any more.
 */
public interface EngineMetrics extends AutoCloseable {

  /** Measures nothing, for runs whose figures nobody gets. */
  static EngineMetrics none() {
    return new NoMetrics();
  }

  /** Returns who hears of runs and files. */
  PassListener passListener();

  /** Returns who hears of the requests of a tenant, which has its series from now on. */
  TenantMeter ofTenant(String tenant);

  /** Returns who hears of the calls of the ledger. */
  LedgerMeter ledger();

  /** Returns the registry for the metrics of Cassandra's driver; null: it measures nothing. */
  @Nullable Object driverRegistry();

  /** Has the permits of tenants looked at, whenever somebody wants to know. */
  void watch(TenantShares shares);

  /** Has the class loaders counted that linger, whenever somebody wants to know. */
  void watchLoaders(IntSupplier lingering);

  /**
   * Has it looked at how tenants stand with the service, whenever somebody wants to know.
   *
   * @param standings of one moment; asked on the thread of whoever reads
   */
  void watchService(Supplier<List<TenantStanding>> standings);

  /** Has the series of a tenant go that is served no more. */
  void forget(String tenant);

  /**
   * Returns the figures of this moment.
   *
   * @param accept what the reader takes, as the header {@code Accept} of HTTP says; null: anything.
   *     It gets OpenMetrics when it asks for it, else the text format of Prometheus.
   */
  Exposition scrape(@Nullable String accept);

  /**
   * Hands the figures of a run over that ends: to the file and the Pushgateway that are configured.
   * What fails is a warning in the log.
   */
  void publish();

  @Override
  void close();
}
