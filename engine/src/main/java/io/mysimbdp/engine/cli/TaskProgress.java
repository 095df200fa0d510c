package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.report.Sizes;
import io.mysimbdp.engine.run.Counts;
import io.mysimbdp.engine.run.ProgressMeter;
import io.mysimbdp.engine.terminal.ProgressBar;
import io.mysimbdp.engine.terminal.StatusBlock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

/**
 * Shows how the one long task of a command gets on: on a terminal a bar, drawn anew in place;
 * elsewhere a line every few seconds. For one thread.
 */
final class TaskProgress implements AutoCloseable {

  private static final Duration LINE_INTERVAL = Duration.ofSeconds(5);
  private static final Duration BAR_INTERVAL = Duration.ofMillis(100);

  private final Console console;
  private final StatusBlock status;
  private final String name;
  private final long total;
  private final LongFunction<String> amount;
  private final LongSupplier nanoTime;
  private final ProgressMeter meter;
  private long nextNanos;

  /**
   * Begins.
   *
   * @param status where bars go; may be off although the console has a terminal
   * @param name what it is
   * @param total how much there is to do
   * @param amount writes so much of it, with its unit
   * @param nanoTime a monotonic clock
   */
  TaskProgress(
      Console console,
      StatusBlock status,
      String name,
      long total,
      LongFunction<String> amount,
      LongSupplier nanoTime) {
    this.console = console;
    this.status = status;
    this.name = name;
    this.total = total;
    this.amount = amount;
    this.nanoTime = nanoTime;
    long now = nanoTime.getAsLong();
    this.meter = new ProgressMeter(total, now);
    this.nextNanos = now + (status.isOn() ? 0 : LINE_INTERVAL.toNanos());
  }

  /**
   * Says how much is done; may be called very often.
   *
   * @param what what is being done now; empty: there is nothing to say
   */
  void at(long done, String what) {
    long now = nanoTime.getAsLong();
    if (now - nextNanos < 0) {
      return;
    }
    nextNanos = now + (status.isOn() ? BAR_INTERVAL : LINE_INTERVAL).toNanos();
    Counts counts = new Counts(0, 0, 0, 0, done);
    ProgressMeter.Reading reading = meter.read(counts, counts, now);
    if (status.isOn()) {
      status.show(
          List.of(
              ProgressBar.of(
                  name, 0, reading.share(), facts(reading, done, what), status.columns())));
    } else {
      console
          .err()
          .println(
              name
                  + ": "
                  + (int) (100 * reading.share())
                  + " %, "
                  + String.join(", ", facts(reading, done, what)));
    }
  }

  private List<String> facts(ProgressMeter.Reading reading, long done, String what) {
    List<String> facts = new ArrayList<>();
    facts.add(reading.left() == null ? "" : ProgressLines.clock(reading.left()) + " left");
    facts.add(amount.apply(Math.round(reading.bytesPerSecond())) + "/s");
    facts.add(amount.apply(done) + " of " + amount.apply(total));
    facts.add(what);
    facts.removeIf(String::isEmpty);
    return facts;
  }

  @Override
  public void close() {
    status.clear();
  }

  /** Writes a number of rows. */
  static String rows(long count) {
    return Sizes.counted(count, "row");
  }
}
