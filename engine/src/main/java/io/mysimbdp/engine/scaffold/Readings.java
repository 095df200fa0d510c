package io.mysimbdp.engine.scaffold;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The ways to read a column that are tried, the narrower before the wider. The project's {@code
 * Values} take the same texts: what is looser there makes one key of two.
 */
final class Readings {

  private static final Pattern UUID_TEXT =
      Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  // A number with a zero in front is mostly an id or a code, and would lose it.
  private static final Pattern WHOLE = Pattern.compile("0|-?[1-9][0-9]{0,18}");
  private static final Pattern DECIMAL =
      Pattern.compile("-?(?=[0-9.])(0|[1-9][0-9]*)?(\\.[0-9]+)?");
  private static final Pattern FLOATING =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?[eE][+-]?[0-9]{1,3}");

  /** Identifiers grow: what has used half of the range needs the next type. */
  private static final long MOST_INT = Integer.MAX_VALUE / 2;

  static final Reading TEXT = new Reading("text", "texts", "text", null, text -> text);

  static final Reading EPOCH_SECONDS =
      new Reading(
          "timestamp", "seconds since 1970", "epochSeconds", null, text -> epoch(text, 1000));
  static final Reading EPOCH_MILLIS =
      new Reading(
          "timestamp", "milliseconds since 1970", "epochMillis", null, text -> epoch(text, 1));

  private static final List<Reading> TYPED =
      List.of(
          new Reading("uuid", "UUIDs", "uuid", null, Readings::uuid),
          bool("true", "false"),
          bool("yes", "no"),
          bool("y", "n"),
          bool("t", "f"),
          new Reading("int", "whole numbers", "integer", null, Readings::integer),
          new Reading("bigint", "whole numbers", "bigint", null, Readings::bigint),
          new Reading("decimal", "decimal numbers", "decimal", null, Readings::decimal),
          new Reading("double", "floating-point numbers", "floating", null, Readings::floating),
          date("uuuu-M-d"),
          date("M/d/uuuu"),
          date("d/M/uuuu"),
          date("uuuu/M/d"),
          date("d.M.uuuu"),
          date("M-d-uuuu"),
          date("d-M-uuuu"),
          new Reading("timestamp", "times with an offset", "instant", null, Readings::instant),
          new Reading("timestamp", "times without an offset", "utc", null, Readings::utc),
          time("M/d/uuuu H:mm[:ss]"),
          time("d/M/uuuu H:mm[:ss]"),
          time("d.M.uuuu H:mm[:ss]"));

  private Readings() {}

  static List<Reading> typed() {
    return TYPED;
  }

  /** Returns the first reading that all these texts fit; null: only text does, or there is none. */
  static @Nullable Reading common(List<String> texts) {
    List<Reading> left = new ArrayList<>(TYPED);
    for (String text : texts) {
      left.removeIf(reading -> !reading.fits(text));
      if (left.isEmpty()) {
        return null;
      }
    }
    return texts.isEmpty() ? null : left.get(0);
  }

  /** Tells two readings apart that take the same text for different days. */
  static boolean isOtherDay(Reading a, Reading b) {
    return a.cql().equals(b.cql())
        && a.argument() != null
        && b.argument() != null
        && a.argument().startsWith("M") != b.argument().startsWith("M");
  }

  private static Reading bool(String yes, String no) {
    return new Reading(
        "boolean",
        yes + " or " + no,
        "bool",
        yes + "/" + no,
        text -> {
          String word = text.toLowerCase(Locale.ROOT);
          require(word.equals(yes) || word.equals(no), text);
          return word.equals(yes);
        });
  }

  private static Reading date(String pattern) {
    DateTimeFormatter format = format(pattern);
    return new Reading(
        "date",
        "dates like " + shown(pattern),
        "date",
        pattern,
        text -> LocalDate.parse(text, format));
  }

  private static Reading time(String pattern) {
    DateTimeFormatter format = format(pattern);
    return new Reading(
        "timestamp",
        "times like " + shown(pattern),
        "utc",
        pattern,
        text -> LocalDateTime.parse(text, format).toInstant(ZoneOffset.UTC));
  }

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
        .withResolverStyle(ResolverStyle.STRICT);
  }

  private static String shown(String pattern) {
    return pattern.replace("uuuu-M-d", "yyyy-MM-dd").replace("uuuu", "yyyy").replace("[:ss]", "");
  }

  private static Object uuid(String text) {
    require(UUID_TEXT.matcher(text).matches(), text);
    return UUID.fromString(text);
  }

  private static Object integer(String text) {
    require(WHOLE.matcher(text).matches(), text);
    int value = Integer.parseInt(text);
    require(Math.abs((long) value) <= MOST_INT, text);
    return value;
  }

  private static Object bigint(String text) {
    require(WHOLE.matcher(text).matches(), text);
    return Long.parseLong(text);
  }

  private static Object decimal(String text) {
    require(DECIMAL.matcher(text).matches(), text);
    return new BigDecimal(text);
  }

  private static Object floating(String text) {
    require(FLOATING.matcher(text).matches() || DECIMAL.matcher(text).matches(), text);
    double value = Double.parseDouble(text);
    require(Double.isFinite(value), text);
    return value;
  }

  private static Object instant(String text) {
    return inMillis(OffsetDateTime.parse(text.replace(' ', 'T')).toInstant(), text);
  }

  private static Object utc(String text) {
    return inMillis(LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC), text);
  }

  /** Cassandra keeps no more than milliseconds. */
  private static Instant inMillis(Instant instant, String text) {
    if (!instant.equals(instant.truncatedTo(ChronoUnit.MILLIS))) {
      throw new DateTimeException("more than milliseconds: " + text);
    }
    return instant;
  }

  private static Object epoch(String text, long millis) {
    require(text.length() <= 13 && WHOLE.matcher(text).matches(), text);
    long value = Long.parseLong(text) * millis;
    // From 1973 to 2099: a number outside is hardly a time.
    require(value >= 100_000_000_000L && value < 4_102_444_800_000L, text);
    return Instant.ofEpochMilli(value);
  }

  private static void require(boolean condition, String text) {
    if (!condition) {
      throw new IllegalArgumentException(text);
    }
  }
}
