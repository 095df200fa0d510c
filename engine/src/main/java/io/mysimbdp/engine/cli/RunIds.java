package io.mysimbdp.engine.cli;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * Ids of runs: the time in UTC to the millisecond, which sorts, and eight random hexadecimal
 * digits, which keep engines apart. Fit for file names. Safe for several threads.
 */
final class RunIds implements Supplier<String> {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final InstantSource clock;
  private final IntSupplier random;

  RunIds(InstantSource clock, IntSupplier random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public String get() {
    return TIME.format(clock.instant())
        + "-"
        + String.format(Locale.ROOT, "%08x", random.getAsInt());
  }
}
