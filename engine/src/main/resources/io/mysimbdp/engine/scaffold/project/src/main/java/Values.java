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
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * The values of a record, each as the Java type that goes with the CQL type of its column; null
 * where there is none, which leaves the column as it is. A method for each type: change what a
 * column is by calling another one, and its type in schema.cql.
 */
final class Values {

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
    return value(column, "a whole number", Integer::valueOf);
  }

  /** For {@code bigint}. */
  Long bigint(String column) {
    return value(column, "a whole number", Long::valueOf);
  }

  /** For {@code decimal}, which keeps each digit. */
  BigDecimal decimal(String column) {
    return value(column, "a number", BigDecimal::new);
  }

  /** For {@code double}. */
  Double floating(String column) {
    return value(column, "a number", Double::valueOf);
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
    return value(column, "a UUID", UUID::fromString);
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
        "a time with its offset",
        value -> OffsetDateTime.parse(value.replace(' ', 'T')).toInstant());
  }

  /** For {@code timestamp}, of a time in UTC that does not say so: {@code 2026-01-31 08:00:00}. */
  Instant utc(String column) {
    return value(
        column,
        "a time like 2026-01-31 08:00:00",
        value -> LocalDateTime.parse(value.replace(' ', 'T')).toInstant(ZoneOffset.UTC));
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
    return value(
        column, "seconds since 1970", value -> Instant.ofEpochSecond(Long.parseLong(value)));
  }

  /** For {@code timestamp}, of milliseconds since 1970. */
  Instant epochMillis(String column) {
    return value(
        column, "milliseconds since 1970", value -> Instant.ofEpochMilli(Long.parseLong(value)));
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

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
        .withResolverStyle(ResolverStyle.STRICT);
  }
}
