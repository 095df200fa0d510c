package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.config.MetricsConfig;
import io.mysimbdp.engine.metrics.BuildInfo;
import io.mysimbdp.engine.metrics.EngineMetrics;
import io.mysimbdp.engine.metrics.MeasuredEngine;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;

/** Begins to measure what an engine does. */
final class Measuring {

  private Measuring() {}

  /** Measures a run if its figures go anywhere. */
  static EngineMetrics ofRun(MetricsConfig config) {
    return config.isForRuns() ? ofService(config) : EngineMetrics.none();
  }

  /** Measures a service, which can be asked at any time. */
  static EngineMetrics ofService(MetricsConfig config) {
    return MeasuredEngine.start(
        config,
        machine(),
        new BuildInfo(Versions.engine(), Runtime.version().toString(), Versions.TENANT_API),
        System::nanoTime,
        InstantSource.system());
  }

  private static String machine() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
