package io.mysimbdp.engine.metrics;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.registry.otlp.OtlpConfig;
import io.micrometer.registry.otlp.OtlpMeterRegistry;
import io.mysimbdp.engine.config.MetricsConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Hands the figures to a collector of OpenTelemetry, every now and then and when it is closed. */
final class OtlpPush {

  private OtlpPush() {}

  /**
   * Begins to hand over.
   *
   * @param refresh is called each time before
   */
  static MeterRegistry registry(MetricsConfig.Otlp otlp, String instance, Runnable refresh) {
    return new OtlpMeterRegistry(new Settings(otlp, instance), Clock.SYSTEM) {
      @Override
      protected void publish() {
        refresh.run();
        super.publish();
      }
    };
  }

  /** Those of the configuration alone; the library would also read the environment. */
  private record Settings(MetricsConfig.Otlp otlp, String instance) implements OtlpConfig {

    @Override
    public @Nullable String get(String key) {
      return null;
    }

    @Override
    public String url() {
      return otlp.url().toString();
    }

    @Override
    public Duration step() {
      return otlp.interval();
    }

    @Override
    public Map<String, String> resourceAttributes() {
      return Map.of("service.name", "mysimbdp", "service.instance.id", instance);
    }

    @Override
    public Map<String, String> headers() {
      Map<String, String> headers = new HashMap<>();
      otlp.headers().forEach((name, value) -> headers.put(name, value.reveal()));
      return headers;
    }
  }
}
