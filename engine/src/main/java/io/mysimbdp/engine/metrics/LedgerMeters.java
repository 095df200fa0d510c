package io.mysimbdp.engine.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.mysimbdp.engine.ledger.LedgerMeter;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Measures the calls of the ledger. Safe for several threads. */
final class LedgerMeters implements LedgerMeter {

  private final Map<Part, OfPart> parts = new EnumMap<>(Part.class);
  private final Counter lost;

  private record OfPart(Timer latency, Counter retries, Counter failures) {}

  LedgerMeters(MeterRegistry registry) {
    for (Part part : Part.values()) {
      String label = part.name().toLowerCase(Locale.ROOT);
      parts.put(
          part,
          new OfPart(
              Metric.LEDGER_LATENCY.timer(registry, label),
              Metric.LEDGER_RETRIES.counter(registry, label),
              Metric.LEDGER_FAILURES.counter(registry, label)));
    }
    this.lost = Metric.LEASES_LOST.counter(registry);
  }

  @Override
  public void called(Part part, long nanos, int attempts, boolean isAnswered) {
    OfPart of = parts.get(part);
    if (of == null) {
      throw new IllegalArgumentException("Not measured: " + part);
    }
    of.latency.record(nanos, TimeUnit.NANOSECONDS);
    if (attempts > 1) {
      of.retries.increment(attempts - 1.0);
    }
    if (!isAnswered) {
      of.failures.increment();
    }
  }

  @Override
  public void leaseLost() {
    lost.increment();
  }
}
