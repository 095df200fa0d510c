package io.mysimbdp.engine.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The option {@code --since}, shared by the commands that look back. */
final class SinceOption {

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = Converter.class,
      description =
          "How far to look back: 90m, 12h, 7d, or an instant such as 2026-03-01T12:00:00Z. Default:"
              + " ${DEFAULT-VALUE}.",
      defaultValue = "30d")
  private Since since = now -> now.minus(Duration.ofDays(30));

  Instant from(Instant now) {
    return since.from(now);
  }

  /** A time that may depend on now. */
  interface Since {
    Instant from(Instant now);
  }

  /** Reads one. */
  static final class Converter implements ITypeConverter<Since> {

    /** Cassandra is asked day by day and month by month, and nobody has used anything before. */
    private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");

    private static final Duration LONGEST = Duration.ofDays(7_300);

    private static final Pattern AGO = Pattern.compile("(\\d{1,6})\\s*([smhd])");

    @Override
    public Since convert(String text) {
      Matcher ago = AGO.matcher(text.toLowerCase(Locale.ROOT));
      if (ago.matches()) {
        long count = Long.parseLong(ago.group(1));
        Duration length =
            switch (ago.group(2)) {
              case "s" -> Duration.ofSeconds(count);
              case "m" -> Duration.ofMinutes(count);
              case "h" -> Duration.ofHours(count);
              default -> Duration.ofDays(count);
            };
        if (length.compareTo(LONGEST) > 0) {
          throw new TypeConversionException(
              "expected a time at most " + LONGEST.toDays() + "d back, got '" + text + "'");
        }
        return now -> now.minus(length);
      }
      try {
        Instant at = Instant.parse(text);
        if (at.isBefore(FIRST)) {
          throw new TypeConversionException(
              "expected a time from " + FIRST + " on, got '" + text + "'");
        }
        return now -> at;
      } catch (DateTimeParseException e) {
        throw new TypeConversionException(
            "expected a time such as 90m, 12h, 7d or 2026-03-01T12:00:00Z, got '" + text + "'");
      }
    }
  }
}
