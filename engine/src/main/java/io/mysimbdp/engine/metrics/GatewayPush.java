package io.mysimbdp.engine.metrics;

import io.prometheus.metrics.exporter.pushgateway.Format;
import io.prometheus.metrics.exporter.pushgateway.PushGateway;
import io.prometheus.metrics.exporter.pushgateway.Scheme;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Pushgateway, which keeps the figures of the last run until somebody reads them. */
final class GatewayPush {

  private static final String JOB = "mysimbdp";
  private static final Logger LOG = LoggerFactory.getLogger(GatewayPush.class);

  private final URI url;
  private final String instance;
  private final Duration timeout;

  /**
   * Makes a way to a gateway.
   *
   * @param instance what the figures are kept under; those before under it are replaced
   * @param timeout how long a push may take
   */
  GatewayPush(URI url, String instance, Duration timeout) {
    this.url = url;
    this.instance = instance;
    this.timeout = timeout;
  }

  void push(PrometheusRegistry figures) {
    CompletableFuture<Void> pushed = new CompletableFuture<>();
    // The look-up of a name knows no time limit, and an answer may come byte by byte.
    Thread thread =
        new Thread(
            () -> {
              try {
                gateway(figures).push();
                pushed.complete(null);
              } catch (IOException | RuntimeException e) {
                pushed.completeExceptionally(e);
              }
            },
            "push-metrics");
    thread.setDaemon(true);
    thread.start();
    try {
      pushed.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      warn(String.valueOf(e.getCause()));
    } catch (TimeoutException e) {
      warn("it has not answered within metrics.push-timeout = " + timeout.toMillis() + " ms");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      warn("interrupted");
    }
  }

  private void warn(String why) {
    LOG.warn("The metrics cannot be pushed to {}: {}", url, why);
  }

  private PushGateway gateway(PrometheusRegistry figures) {
    return PushGateway.builder()
        .scheme(Scheme.fromString(url.getScheme()))
        .address(url.getAuthority())
        .job(JOB)
        .groupingKey("instance", instance)
        .registry(figures)
        .format(Format.PROMETHEUS_TEXT)
        .connectionTimeout(timeout)
        .readTimeout(timeout)
        .build();
  }
}
