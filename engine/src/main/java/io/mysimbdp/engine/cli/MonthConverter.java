package io.mysimbdp.engine.cli;

import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a calendar month. */
final class MonthConverter implements ITypeConverter<YearMonth> {

  /** Cassandra is asked month by month, and nobody has used anything before. */
  private static final int FIRST_YEAR = 2000;

  private static final int LAST_YEAR = 9998;

  @Override
  public YearMonth convert(String text) {
    try {
      YearMonth month = YearMonth.parse(text);
      if (month.getYear() >= FIRST_YEAR && month.getYear() <= LAST_YEAR) {
        return month;
      }
    } catch (DateTimeParseException e) {
      // Said below.
    }
    throw new TypeConversionException("expected a month such as 2026-11, got '" + text + "'");
  }
}
