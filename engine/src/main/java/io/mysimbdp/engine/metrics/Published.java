package io.mysimbdp.engine.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

/**
 * The figures that leave with a run: without those of its process, which has ended when somebody
 * reads them. Exporters have series of the same names about themselves, and take it ill.
 */
final class Published {

  private Published() {}

  static PrometheusRegistry of(PrometheusRegistry all) {
    PrometheusRegistry published = new PrometheusRegistry();
    published.register(
        new MultiCollector() {
          @Override
          public MetricSnapshots collect() {
            return all.scrape(name -> !name.startsWith("process_") && !name.startsWith("system_"));
          }
        });
    return published;
  }
}
