package io.mysimbdp.engine.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Supplier;

/**
 * What waits and what is left, by tenant, each time of one moment. Tenants that share a label are
 * put together; those that are not there any more have no series. Safe for several threads.
 */
final class ServiceGauges {

  private final TenantLabels labels;
  private final InstantSource clock;
  private final Supplier<List<TenantStanding>> standings;
  private final Map<Metric, MultiGauge> gauges = new EnumMap<>(Metric.class);
  // What the gauges read: a series is made once, and its values come and go.
  private volatile Map<Metric, Map<Tags, Double>> latest = Map.of();

  ServiceGauges(
      MeterRegistry registry,
      TenantLabels labels,
      InstantSource clock,
      Supplier<List<TenantStanding>> standings) {
    this.labels = labels;
    this.clock = clock;
    this.standings = standings;
    for (Metric metric :
        List.of(
            Metric.QUEUE_FILES,
            Metric.QUEUE_UNREADY,
            Metric.QUEUE_OLDEST,
            Metric.SUSPENDED,
            Metric.QUOTA_LEFT)) {
      gauges.put(metric, metric.gauges(registry));
    }
  }

  /** Takes over how things stand now; to be called before somebody reads. */
  synchronized void refresh() {
    Map<Metric, Map<Tags, Double>> values = new EnumMap<>(Metric.class);
    gauges.keySet().forEach(metric -> values.put(metric, new HashMap<>()));
    Instant now = clock.instant();
    standings.get().forEach(standing -> add(standing, now, values));
    latest = values;
    gauges.forEach((metric, gauge) -> gauge.register(rows(metric, of(metric)), false));
  }

  private List<Row<?>> rows(Metric metric, Map<Tags, Double> values) {
    List<Row<?>> rows = new ArrayList<>();
    for (Tags tags : values.keySet()) {
      rows.add(Row.of(tags, () -> of(metric).getOrDefault(tags, Double.NaN)));
    }
    return rows;
  }

  private Map<Tags, Double> of(Metric metric) {
    return latest.getOrDefault(metric, Map.of());
  }

  private void add(TenantStanding tenant, Instant now, Map<Metric, Map<Tags, Double>> values) {
    String label = labels.of(tenant.tenant());
    Instant since = tenant.waitingSince();
    double age = since == null ? 0 : Math.max(0, Duration.between(since, now).toMillis() / 1000.0);
    put(values, Metric.QUEUE_FILES, (double) tenant.waitingFiles(), Double::sum, label);
    put(values, Metric.QUEUE_UNREADY, (double) tenant.unreadyFiles(), Double::sum, label);
    put(values, Metric.QUEUE_OLDEST, age, Math::max, label);
    put(values, Metric.SUSPENDED, tenant.isSuspended() ? 1 : 0, Double::sum, label);
    for (TenantStanding.Quota quota : tenant.quotas()) {
      put(values, Metric.QUOTA_LEFT, quota.left(), Math::min, label, quota.window(), quota.what());
    }
  }

  private static void put(
      Map<Metric, Map<Tags, Double>> values,
      Metric metric,
      double value,
      DoubleBinaryOperator together,
      String... labels) {
    values
        .getOrDefault(metric, new HashMap<>())
        .merge(metric.tags(labels), value, together::applyAsDouble);
  }
}
