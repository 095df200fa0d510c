package io.mysimbdp.engine.scaffold;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a column of a sample holds.
 *
 * @param heading its name in the file
 * @param name its name in Cassandra
 * @param reading how its texts are read
 * @param example its first value; empty when it has none
 * @param empty how many records have no value
 * @param nothing words that stand for no value, such as {@code NULL}
 * @param evidence why it is read like this
 * @param certain false: it is taken as text, or as what it seems to be, for want of proof
 */
record ColumnGuess(
    String heading,
    String name,
    Reading reading,
    String example,
    int empty,
    Set<String> nothing,
    String evidence,
    boolean certain) {

  private static final Set<String> NOTHING =
      Set.of("NULL", "null", "\\N", "NA", "N/A", "n/a", "nan", "NaN", "None", "none", "-");
  private static final Pattern TIME_NAME =
      Pattern.compile(
          "(.*_)?(time|timestamp|ts|epoch|date|at|created|updated|modified|when)(_.*)?");
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");

  /** With so many of a hundred alike, the others are worth to be told of. */
  private static final double NEARLY = 0.9;

  private static final int LOOKED_AT = 200;
  private static final int SHOWN = 30;

  /**
   * Looks at a column.
   *
   * @param index where it stands in the records, from 0
   */
  static ColumnGuess of(List<SampleRecords.Entry> records, int index, String heading, String name) {
    List<String> texts = new ArrayList<>();
    int empty = 0;
    for (SampleRecords.Entry record : records) {
      String text = record.values().get(index).strip();
      if (text.isEmpty()) {
        empty++;
      } else {
        texts.add(text);
      }
    }
    String example = texts.isEmpty() ? "" : texts.get(0);
    Found found = found(records, index, name, texts);
    return new ColumnGuess(
        heading, name, found.reading, example, empty, found.nothing, found.evidence, found.certain);
  }

  private record Found(Reading reading, Set<String> nothing, String evidence, boolean certain) {
    Found(Reading reading, String evidence, boolean certain) {
      this(reading, Set.of(), evidence, certain);
    }
  }

  private static Found found(
      List<SampleRecords.Entry> records, int index, String name, List<String> texts) {
    if (texts.isEmpty()) {
      return new Found(Readings.TEXT, "no value in the sample", false);
    }
    Reading reading = Readings.common(texts);
    if (reading != null) {
      return typed(reading, name, texts, Set.of());
    }
    Set<String> nothing = new TreeSet<>(texts);
    nothing.retainAll(NOTHING);
    if (!nothing.isEmpty()) {
      List<String> rest = texts.stream().filter(text -> !nothing.contains(text)).toList();
      Reading common = Readings.common(rest);
      if (common != null) {
        return typed(common, name, rest, nothing);
      }
    }
    return text(records, index, texts);
  }

  private static Found typed(
      Reading reading, String name, List<String> texts, Set<String> nothing) {
    if (reading.cql().equals("boolean") && !reading.fits("true")) {
      Set<String> words = new HashSet<>(texts);
      words = new HashSet<>(words.stream().map(word -> word.toLowerCase(Locale.ROOT)).toList());
      if (words.size() < 2) {
        return new Found(Readings.TEXT, "every value is '" + texts.get(0) + "'", true);
      }
    }
    for (Reading other : Readings.typed()) {
      if (Readings.isOtherDay(reading, other) && texts.stream().allMatch(other::fits)) {
        return new Found(
            Readings.TEXT,
            "dates such as " + texts.get(0) + ", but day or month may come first",
            false);
      }
    }
    Reading epoch = epoch(reading, name, texts);
    Reading chosen = epoch == null ? reading : epoch;
    String evidence =
        chosen.what()
            + range(chosen, texts)
            + (nothing.isEmpty() ? "" : "; " + quoted(nothing) + " taken as empty");
    boolean assumed = epoch == null && chosen.method().equals("utc");
    return new Found(chosen, nothing, evidence + (assumed ? "; taken as UTC" : ""), !assumed);
  }

  private static @Nullable Reading epoch(Reading reading, String name, List<String> texts) {
    boolean whole = reading.cql().equals("int") || reading.cql().equals("bigint");
    if (!whole || !TIME_NAME.matcher(name).matches()) {
      return null;
    }
    for (Reading epoch : List.of(Readings.EPOCH_SECONDS, Readings.EPOCH_MILLIS)) {
      if (texts.stream().allMatch(epoch::fits)) {
        return epoch;
      }
    }
    return null;
  }

  private static String range(Reading reading, List<String> texts) {
    if (reading.cql().equals("boolean") || reading.cql().equals("uuid")) {
      return "";
    }
    List<Object> values = texts.stream().map(reading.values()).toList();
    Object least = Collections.min(values, ColumnGuess::compare);
    Object most = Collections.max(values, ColumnGuess::compare);
    return least.equals(most) ? ", all " + least : ", " + least + " to " + most;
  }

  /** All values of a reading are of one class, whose values have an order. */
  @SuppressWarnings("unchecked")
  private static int compare(Object a, Object b) {
    return ((Comparable<Object>) a).compareTo(b);
  }

  private static Found text(List<SampleRecords.Entry> records, int index, List<String> texts) {
    Reading nearly = nearly(texts);
    if (nearly != null) {
      long fits = texts.stream().filter(nearly::fits).count();
      SampleRecords.Entry other =
          records.stream()
              .filter(record -> !record.values().get(index).isBlank())
              .filter(record -> !nearly.fits(record.values().get(index).strip()))
              .findFirst()
              .orElseThrow();
      return new Found(
          Readings.TEXT,
          number(fits)
              + " of "
              + number(texts.size())
              + " are "
              + nearly.what()
              + ", but line "
              + other.line()
              + " has '"
              + cut(other.values().get(index).strip())
              + "'",
          false);
    }
    if (texts.stream().allMatch(text -> DIGITS.matcher(text).matches())) {
      String zero = texts.stream().filter(text -> text.startsWith("0")).findFirst().orElse("");
      return new Found(Readings.TEXT, "digits, with a zero in front such as '" + zero + "'", true);
    }
    int longest = texts.stream().mapToInt(String::length).max().orElse(0);
    return new Found(Readings.TEXT, "texts of up to " + number(longest) + " characters", true);
  }

  /** Returns the reading that nearly all of some texts from everywhere fit; null: there is none. */
  private static @Nullable Reading nearly(List<String> texts) {
    int step = Math.max(1, texts.size() / LOOKED_AT);
    List<String> some = new ArrayList<>();
    for (int i = 0; i < texts.size(); i += step) {
      some.add(texts.get(i));
    }
    if (some.size() < 5) {
      return null;
    }
    return Readings.typed().stream()
        .map(reading -> new Share(reading, some.stream().filter(reading::fits).count()))
        .filter(share -> share.fits >= NEARLY * some.size())
        .max(Comparator.comparingLong(Share::fits))
        .map(Share::reading)
        .orElse(null);
  }

  private record Share(Reading reading, long fits) {}

  private static String quoted(Set<String> words) {
    return "'" + String.join("', '", words) + "'";
  }

  private static String number(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** Returns a text as it can stand in a line. */
  static String cut(String text) {
    String line = text.replaceAll("\\p{Cntrl}+", " ");
    return line.codePointCount(0, line.length()) <= SHOWN
        ? line
        : line.substring(0, line.offsetByCodePoints(0, SHOWN)) + "…";
  }

  /** Tells whether each record has a value that can be part of a key. */
  boolean canBeKey() {
    return empty == 0
        && nothing.isEmpty()
        && !Set.of("boolean", "decimal", "double").contains(reading.cql());
  }
}
