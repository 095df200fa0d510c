package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.time.Period;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options {@code --month} and {@code --since}, of which one at most may be given. */
final class PeriodOption {

  @Option(
      names = "--month",
      paramLabel = "YYYY-MM",
      converter = MonthConverter.class,
      description = "A calendar month in UTC. Default: this month.")
  private @Nullable YearMonth month;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = SinceOption.Converter.class,
      description =
          "Instead of a month, all since then: 90m, 12h, 7d, or an instant such as"
              + " 2026-03-01T12:00:00Z.")
  private SinceOption.@Nullable Since since;

  boolean isTwice() {
    return month != null && since != null;
  }

  Period of(Instant now) {
    if (since == null) {
      return Period.of(month == null ? YearMonth.from(now.atZone(ZoneOffset.UTC)) : month);
    }
    Instant from = since.from(now);
    return new Period(from, from.isAfter(now) ? from : now);
  }
}
