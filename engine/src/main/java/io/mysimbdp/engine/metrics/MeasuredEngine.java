package io.mysimbdp.engine.metrics;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.mysimbdp.engine.config.MetricsConfig;
import io.mysimbdp.engine.ledger.LedgerMeter;
import io.mysimbdp.engine.schedule.PassListener;
import io.mysimbdp.engine.share.TenantMeter;
import io.mysimbdp.engine.share.TenantShares;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Measures an engine with Micrometer. Safe for several threads. */
public final class MeasuredEngine implements EngineMetrics {

  /** So many nodes of a cluster have series of their own. */
  private static final int MOST_NODES = 200;

  private final MetricsConfig config;
  private final String instance;
  private final PrometheusMeterRegistry prometheus;
  private final MeterRegistry registry;
  private final JvmMeters jvm;
  private final TenantLabels labels;
  private final Tenants tenants;
  private final PassMeters passes;
  private final LedgerMeters ledger;
  private final InstantSource clock;
  private volatile @Nullable ServiceGauges service;

  private MeasuredEngine(
      MetricsConfig config,
      String instance,
      BuildInfo build,
      LongSupplier nanoTime,
      InstantSource clock) {
    this.config = config;
    this.clock = clock;
    this.instance = config.instance() == null ? instance : config.instance();
    this.prometheus =
        new PrometheusMeterRegistry(
            PrometheusConfig.DEFAULT, new PrometheusRegistry(), Clock.SYSTEM);
    this.registry = registry(config.otlp());
    registry
        .config()
        .meterFilter(
            MeterFilter.maximumAllowableTags(
                "mysimbdp.driver.nodes", "node", MOST_NODES, MeterFilter.deny()));
    this.jvm = JvmMeters.bind(registry);
    this.labels = new TenantLabels(config.tenantsMax());
    this.tenants = new Tenants(registry, labels);
    this.passes = new PassMeters(tenants, nanoTime, clock);
    this.ledger = new LedgerMeters(registry);
    Metric.BUILD.gauge(registry, () -> 1, build.version(), build.java(), build.tenantApi());
  }

  /**
   * Begins to measure.
   *
   * @param instance the name of the machine, which is used where the configuration has no other
   * @param build what is running
   * @param nanoTime a monotonic clock
   */
  public static EngineMetrics start(
      MetricsConfig config,
      String instance,
      BuildInfo build,
      LongSupplier nanoTime,
      InstantSource clock) {
    return new MeasuredEngine(config, instance, build, nanoTime, clock);
  }

  private MeterRegistry registry(MetricsConfig.@Nullable Otlp otlp) {
    if (otlp == null) {
      return prometheus;
    }
    CompositeMeterRegistry both = new CompositeMeterRegistry(Clock.SYSTEM);
    both.add(prometheus);
    both.add(OtlpPush.registry(otlp, instance, this::refresh));
    return both;
  }

  @Override
  public PassListener passListener() {
    return passes;
  }

  @Override
  public TenantMeter ofTenant(String tenant) {
    return tenants.come(tenant);
  }

  @Override
  public LedgerMeter ledger() {
    return ledger;
  }

  @Override
  public Object driverRegistry() {
    return registry;
  }

  @Override
  public void watch(TenantShares shares) {
    tenants.watch(shares);
  }

  @Override
  public void watchLoaders(IntSupplier lingering) {
    Metric.LINGERING_LOADERS.gauge(registry, lingering::getAsInt);
  }

  @Override
  public void watchService(Supplier<List<TenantStanding>> standings) {
    service = new ServiceGauges(registry, labels, clock, standings);
  }

  private void refresh() {
    ServiceGauges watched = service;
    if (watched != null) {
      watched.refresh();
    }
  }

  @Override
  public void forget(String tenant) {
    tenants.go(tenant);
  }

  @Override
  public Exposition scrape(@Nullable String accept) {
    refresh();
    String type = Exposition.typeFor(accept);
    return new Exposition(type, prometheus.scrape(type));
  }

  @Override
  public void publish() {
    PrometheusRegistry figures = Published.of(prometheus.getPrometheusRegistry());
    Path file = config.file();
    if (file != null) {
      new TextFile(file).write(figures);
    }
    URI gateway = config.pushGateway();
    if (gateway != null) {
      new GatewayPush(gateway, instance, config.pushTimeout()).push(figures);
    }
  }

  @Override
  public void close() {
    jvm.close();
    registry.close();
    prometheus.close();
  }
}
