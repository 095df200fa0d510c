package io.mysimbdp.engine.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is measured, and who gets it.
 *
 * @param tenantsMax how many tenants have series of their own; the others share one
 * @param instance what tells the figures of this engine from those of others; null: the name of the
 *     machine
 * @param pushGateway the Pushgateway that gets the figures of a run; null: none
 * @param pushTimeout how long that may take
 * @param file where the figures of a run are written; null: nowhere
 * @param otlp a collector that gets the figures while the engine runs; null: none
 */
public record MetricsConfig(
    int tenantsMax,
    @Nullable String instance,
    @Nullable URI pushGateway,
    Duration pushTimeout,
    @Nullable Path file,
    @Nullable Otlp otlp) {

  /** Tells whether the figures of a run that is no service go anywhere. */
  public boolean isForRuns() {
    return pushGateway != null || file != null || otlp != null;
  }

  /**
   * A collector that speaks the OpenTelemetry protocol.
   *
   * @param url where it takes metrics
   * @param interval how often it gets them
   * @param headers go with each request
   */
  public record Otlp(URI url, Duration interval, Map<String, Secret> headers) {

    /** Copies. */
    public Otlp {
      headers = Map.copyOf(headers);
    }
  }
}
