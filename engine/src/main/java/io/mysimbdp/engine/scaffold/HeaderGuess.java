package io.mysimbdp.engine.scaffold;

import io.mysimbdp.engine.config.Dialect;
import io.mysimbdp.engine.records.MalformedRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which line of a sample names its columns.
 *
 * @param dialect with header or columns, as a profile has it
 * @param evidence why that line, or why none
 * @param certain false: nothing but the looks of the line says so
 */
record HeaderGuess(Dialect dialect, String evidence, boolean certain) {

  private static final Pattern NAME =
      Pattern.compile("[\\p{L}_#@][\\p{L}\\p{M}\\p{N} _.:/()#%$@?&'\\[\\]-]{0,63}");

  /**
   * Looks at the first record that has as many fields as most.
   *
   * @param guess how the sample is cut
   */
  static HeaderGuess of(Sample sample, DialectGuess guess) {
    List<String> numbered = new ArrayList<>();
    for (int i = 1; i <= guess.columns(); i++) {
      numbered.add("column_" + i);
    }
    SampleRecords all = SampleRecords.of(sample, with(guess.dialect(), 0, 0, numbered));
    if (all.records().isEmpty()) {
      throw Sample.unusable(
          sample.name(),
          "holds no record that can be read: " + firstFault(all) + "; is it delimited text?",
          null);
    }
    SampleRecords.Entry first = all.records().get(0);
    int preamble = preamble(all, first);
    String skipped =
        preamble == 0 ? "" : "; what stands before line " + first.line() + " is skipped";
    Votes votes = Votes.of(all.records());
    if (!votes.isHeader()) {
      return new HeaderGuess(
          with(guess.dialect(), preamble, 0, numbered),
          votes.evidence(first.line()) + skipped,
          votes.isCertain());
    }
    List<String> names = first.values();
    String fault = fault(names);
    if (fault != null) {
      int lines = 1 + (int) first.raw().chars().filter(c -> c == '\n').count();
      return new HeaderGuess(
          with(guess.dialect(), (int) first.line() - 1 + lines, 0, mended(names)),
          votes.evidence(first.line())
              + ", but "
              + fault
              + ": it is skipped and columns names them",
          votes.isCertain());
    }
    return new HeaderGuess(
        with(guess.dialect(), preamble, 1, List.of()),
        votes.evidence(first.line()) + skipped,
        votes.isCertain());
  }

  private static String firstFault(SampleRecords all) {
    MalformedRecord fault = all.firstMalformed();
    return fault == null ? "there is none" : fault.message();
  }

  /** Blank lines are no records anyway; what has other numbers of fields is to be skipped. */
  private static int preamble(SampleRecords all, SampleRecords.Entry first) {
    MalformedRecord fault = all.firstMalformed();
    return fault != null && fault.line() < first.line() ? (int) first.line() - 1 : 0;
  }

  private static @Nullable String fault(List<String> names) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).isBlank()) {
        return "column " + (i + 1) + " has no name";
      }
      if (!seen.add(names.get(i))) {
        return "two columns are named '" + names.get(i) + "'";
      }
    }
    return null;
  }

  private static List<String> mended(List<String> names) {
    List<String> mended = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i).isBlank() ? "column_" + (i + 1) : names.get(i).strip();
      String candidate = name;
      for (int n = 2; mended.contains(candidate); n++) {
        candidate = name + "_" + n;
      }
      mended.add(candidate);
    }
    return mended;
  }

  private static Dialect with(Dialect dialect, int skip, int header, List<String> columns) {
    return new Dialect(
        dialect.format(),
        dialect.delimiter(),
        dialect.quote(),
        dialect.escape(),
        dialect.encoding(),
        skip,
        header,
        columns,
        dialect.maxRecordBytes(),
        dialect.maxFieldBytes());
  }

  /**
   * What each column says about the first record.
   *
   * @param named columns whose first value is not of the type of all others
   * @param same columns whose first value is of it, or occurs again
   * @param looksNamed whether each value of it could be a name, and none is twice
   * @param alone whether there is no other record
   */
  private record Votes(int named, int same, boolean looksNamed, boolean alone) {

    private static final int LOOKED_AT = 1000;

    static Votes of(List<SampleRecords.Entry> records) {
      List<String> first = records.get(0).values();
      List<SampleRecords.Entry> rest = records.subList(1, Math.min(records.size(), LOOKED_AT));
      int named = 0;
      int same = 0;
      for (int i = 0; i < first.size(); i++) {
        int column = i;
        String value = first.get(i).strip();
        List<String> others =
            rest.stream()
                .map(record -> record.values().get(column).strip())
                .filter(other -> !other.isEmpty())
                .toList();
        if (value.isEmpty() || others.isEmpty()) {
          continue;
        }
        Reading reading = Readings.common(others);
        if (reading != null && reading.fits(value)) {
          same++;
        } else if (reading != null) {
          named++;
        } else if (others.contains(value)) {
          same++;
        }
      }
      boolean looksNamed =
          first.stream().allMatch(value -> NAME.matcher(value.strip()).matches())
              && new HashSet<>(first).size() == first.size();
      return new Votes(named, same, looksNamed, rest.isEmpty());
    }

    boolean isHeader() {
      return named > 0 ? named >= same : same == 0 && looksNamed;
    }

    boolean isCertain() {
      return (named > 0) != (same > 0);
    }

    String evidence(long line) {
      if (named == 0 && same == 0) {
        String looks = looksNamed ? "line %d looks like names" : "line %d does not look like names";
        return String.format(Locale.ROOT, looks, line)
            + (alone ? ", and there is no other record" : ", and no column has a type to tell");
      }
      List<String> parts = new ArrayList<>();
      if (named > 0) {
        parts.add("differs in type from what follows in " + columns(named));
      }
      if (same > 0) {
        parts.add("is like what follows in " + columns(same));
      }
      return "line " + line + " " + String.join(", ", parts);
    }

    private static String columns(int count) {
      return count + (count == 1 ? " column" : " columns");
    }
  }
}
