package ${package};

import io.mysimbdp.tenant.InputRecord;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The values of a record, each as the Java type that goes with the CQL type of its column; null
 * where there is none, which leaves the column as it is. A method for each type: change what a
 * column is by calling another one, and its type in schema.cql.
 */
final class Values {

  // What must look like a number of a certain type. A zero in front is part of an id or a code: as numbers, 007 and
  // 7 would be one key.
  private static final Pattern WHOLE = Pattern.compile("0|-?[1-9][0-9]{0,18}");
  private static final Pattern DECIMAL = Pattern.compile("-?(?=[0-9.])(0|[1-9][0-9]*)?(\\.[0-9]+)?");
  private static final Pattern FLOATING =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?[eE][+-]?[0-9]{1,3}");
  private static final Pattern UUID_TEXT =
      Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  /** What stands for no value, in columns that hold no text. */
  private static final Set<String> NOTHING = Set.of(""#foreach ($word in $nothing), ${word}#end);

  private final InputRecord record;

  Values(InputRecord record) {
    this.record = record;
  }

  /** A value that is not of the type of its column. */
  static final class UnfitException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 100;

    private final String column;

    UnfitException(String column, String expected, String value) {
      super(
          "expected "
              + expected
              + ", got '"
              + (value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "…")
              + "'");
      this.column = column;
    }

    /** The column at fault. */
    String column() {
      return column;
    }
  }

  /** For {@code text}. */
  String text(String column) {
    String value = record.get(column);
    return value.isEmpty() ? null : value;
  }

  /** For {@code int}. */
  Integer integer(String column) {
    return value(column, "a whole number like 12", value -> Integer.valueOf(fit(value, WHOLE)));
  }

  /** For {@code bigint}. */
  Long bigint(String column) {
    return value(column, "a whole number like 12", value -> Long.valueOf(fit(value, WHOLE)));
  }

  /** For {@code decimal}, which keeps each digit. */
  BigDecimal decimal(String column) {
    return value(column, "a number like 12.5", value -> new BigDecimal(fit(value, DECIMAL)));
  }

  /** For {@code double}. */
  Double floating(String column) {
    return value(
        column,
        "a number like 12.5 or 1e-7",
        value -> {
          Double number = Double.valueOf(fit(value, DECIMAL, FLOATING));
          if (number.isInfinite()) {
            throw new IllegalArgumentException(value);
          }
          return number;
        });
  }

  /**
   * For {@code boolean}.
   *
   * @param words for true and false: {@code yes/no}
   */
  Boolean bool(String column, String words) {
    int slash = words.indexOf('/');
    String yes = words.substring(0, slash);
    String no = words.substring(slash + 1);
    return value(
        column,
        yes + " or " + no,
        value -> {
          if (!value.equalsIgnoreCase(yes) && !value.equalsIgnoreCase(no)) {
            throw new IllegalArgumentException(value);
          }
          return value.equalsIgnoreCase(yes);
        });
  }

  /** For {@code uuid}. */
  UUID uuid(String column) {
    return value(
        column,
        "a UUID like 123e4567-e89b-12d3-a456-426614174000",
        value -> UUID.fromString(fit(value, UUID_TEXT)));
  }

  /**
   * For {@code date}.
   *
   * @param pattern as {@link DateTimeFormatter} has it: {@code uuuu-M-d}
   */
  LocalDate date(String column, String pattern) {
    DateTimeFormatter format = format(pattern);
    return value(column, "a date like " + pattern, value -> LocalDate.parse(value, format));
  }

  /** For {@code timestamp}, of a time with its offset: {@code 2026-01-31T08:00:00Z}. */
  Instant instant(String column) {
    return value(
        column,
        "a time like 2026-01-31T08:00:00.000Z",
        value -> inMillis(OffsetDateTime.parse(value.replace(' ', 'T')).toInstant()));
  }

  /** For {@code timestamp}, of a time in UTC that does not say so: {@code 2026-01-31 08:00:00}. */
  Instant utc(String column) {
    return value(
        column,
        "a time like 2026-01-31 08:00:00.000",
        value -> inMillis(LocalDateTime.parse(value.replace(' ', 'T')).toInstant(ZoneOffset.UTC)));
  }

  /** For {@code timestamp}, of a time in UTC that is written by this pattern. */
  Instant utc(String column, String pattern) {
    DateTimeFormatter format = format(pattern);
    return value(
        column,
        "a time like " + pattern,
        value -> LocalDateTime.parse(value, format).toInstant(ZoneOffset.UTC));
  }

  /** For {@code timestamp}, of seconds since 1970. */
  Instant epochSeconds(String column) {
    return value(column, "seconds since 1970, from 1973 to 2099", value -> epoch(value, 1000));
  }

  /** For {@code timestamp}, of milliseconds since 1970. */
  Instant epochMillis(String column) {
    return value(column, "milliseconds since 1970, from 1973 to 2099", value -> epoch(value, 1));
  }

  /** For a key of type {@code uuid} where no column identifies a record: the same for the same record. */
  UUID hash() {
    return UUID.nameUUIDFromBytes(record.raw().getBytes(StandardCharsets.UTF_8));
  }

  private <T> T value(String column, String expected, Function<String, T> parse) {
    String value = record.get(column).strip();
    if (NOTHING.contains(value)) {
      return null;
    }
    try {
      return parse.apply(value);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new UnfitException(column, expected, value);
    }
  }

  private static String fit(String value, Pattern... patterns) {
    for (Pattern pattern : patterns) {
      if (pattern.matcher(value).matches()) {
        return value;
      }
    }
    throw new IllegalArgumentException(value);
  }

  /** Cassandra keeps no more than milliseconds: what is finer would be cut, and two times become one. */
  private static Instant inMillis(Instant instant) {
    if (!instant.equals(instant.truncatedTo(ChronoUnit.MILLIS))) {
      throw new DateTimeException("more than milliseconds: " + instant);
    }
    return instant;
  }

  /** Outside of these years it is seconds for milliseconds, or no time at all. */
  private static Instant epoch(String value, long millis) {
    if (value.length() > 13) {
      throw new IllegalArgumentException(value);
    }
    long time = Long.parseLong(fit(value, WHOLE)) * millis;
    if (time < 100_000_000_000L || time >= 4_102_444_800_000L) {
      throw new IllegalArgumentException(value);
    }
    return Instant.ofEpochMilli(time);
  }

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
        .withResolverStyle(ResolverStyle.STRICT);
  }
}
