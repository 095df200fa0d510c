package io.mysimbdp.engine.scaffold;

import io.mysimbdp.engine.config.Dialect;
import io.mysimbdp.engine.records.FieldCounts;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.regex.Pattern;

/**
 * How well a dialect fits a text.
 *
 * @param dialect what was tried
 * @param columns how many fields most lines have
 * @param share the part of the lines that have so many, of those that are not blank
 * @param lines how many lines have so many
 * @param pieces what stands between the delimiters where quotes mean nothing
 */
record Fit(Dialect dialect, int columns, double share, long lines, Pieces pieces) {

  static Fit of(byte[] text, Dialect dialect) {
    SortedMap<Integer, Long> counts = FieldCounts.linesByFields(text, dialect);
    int columns = 0;
    long lines = 0;
    long all = 0;
    for (Map.Entry<Integer, Long> count : counts.entrySet()) {
      all += count.getValue();
      if (count.getKey() > 0 && count.getValue() >= lines) {
        columns = count.getKey();
        lines = count.getValue();
      }
    }
    return new Fit(
        dialect,
        columns,
        all == 0 ? 0 : (double) lines / all,
        lines,
        Pieces.of(text, dialect.delimiter(), columns));
  }

  DialectGuess guess(boolean certain) {
    String delimiter =
        String.format(
            Locale.ROOT,
            "%.1f %% of the lines looked at are records of %d fields",
            Math.floor(share * 1000) / 10,
            columns);
    boolean paired = dialect.quote() == null && opens('"') && pairs('"') == 1;
    return new DialectGuess(dialect, columns, delimiter, quoteEvidence(), !paired, certain);
  }

  private String quoteEvidence() {
    Character quote = dialect.quote();
    if (quote == null) {
      return opens('"')
          ? "a quote is a character like others: " + pieces.quotes('"').say()
          : "no field begins with a quote";
    }
    return opens(quote) ? pieces.quotes(quote).say() : "none occurs; RFC 4180 is what is usual";
  }

  /** Tells whether some field begins with this quote. */
  boolean opens(char quote) {
    return pieces.quotes(quote).begins > 0;
  }

  /** Returns how nearly as many fields begin with this quote as end with it; 1: as many. */
  double pairs(char quote) {
    Quotes quotes = pieces.quotes(quote);
    return Math.min(quotes.begins, quotes.ends)
        / (double) Math.max(1, Math.max(quotes.begins, quotes.ends));
  }

  boolean isAlwaysQuoted(char quote) {
    return pieces.quotes(quote).always;
  }

  boolean hasDoubled(char quote) {
    return pieces.quotes(quote).doubled;
  }

  /** Returns the part of the fields that hold no other delimiter. */
  double clean() {
    return pieces.clean;
  }

  /** What quotes of a kind do. */
  private record Quotes(long begins, long ends, boolean always, boolean doubled) {

    String say() {
      return begins + " fields begin with one, " + ends + " end with one";
    }
  }

  /** A text split at each delimiter and each line end. */
  record Pieces(Map<Character, Quotes> byQuote, double clean) {

    private static final List<String> OTHERS = List.of("\t", ";", "|", ",");
    private static final Pattern DECIMAL_COMMA = Pattern.compile("-?\\d+,\\d+");
    private static final Pattern LINES = Pattern.compile("\r\n|[\r\n]");

    static Pieces of(byte[] text, String delimiter, int columns) {
      String[] lines = LINES.split(new String(text, StandardCharsets.ISO_8859_1), -1);
      Pattern split = Pattern.compile(Pattern.quote(delimiter));
      Map<Character, Counter> counters =
          new HashMap<>(Map.of('"', new Counter('"'), '\'', new Counter('\'')));
      long all = 0;
      long clean = 0;
      for (String line : lines) {
        if (line.isEmpty()) {
          continue;
        }
        String[] pieces = split.split(line, -1);
        for (Counter counter : counters.values()) {
          counter.line(pieces, columns);
        }
        for (String piece : pieces) {
          all++;
          clean += isClean(piece, delimiter) ? 1 : 0;
        }
      }
      Map<Character, Quotes> byQuote = new HashMap<>();
      counters.forEach((quote, counter) -> byQuote.put(quote, counter.quotes()));
      return new Pieces(byQuote, all == 0 ? 0 : (double) clean / all);
    }

    Quotes quotes(char quote) {
      return byQuote.getOrDefault(quote, new Quotes(0, 0, false, false));
    }

    private static boolean isClean(String piece, String delimiter) {
      return OTHERS.stream()
          .filter(other -> !other.equals(delimiter))
          .noneMatch(
              other ->
                  piece.contains(other)
                      && !(other.equals(",") && DECIMAL_COMMA.matcher(piece).matches()));
    }
  }

  /** Counts quotes of a kind. */
  private static final class Counter {

    private static final int FEW = 3;

    private final String quote;
    private final Map<Integer, Integer> quotedOf = new HashMap<>();
    private long begins;
    private long ends;
    private boolean doubled;
    private int whole;

    Counter(char quote) {
      this.quote = String.valueOf(quote);
    }

    void line(String[] pieces, int columns) {
      whole += pieces.length == columns ? 1 : 0;
      for (int i = 0; i < pieces.length; i++) {
        String piece = pieces[i];
        boolean opens = piece.startsWith(quote);
        boolean closes = piece.endsWith(quote) && !(opens && piece.length() == 1);
        begins += opens ? 1 : 0;
        ends += closes ? 1 : 0;
        if (opens && closes && pieces.length == columns) {
          quotedOf.merge(i, 1, Integer::sum);
          doubled |= piece.substring(1, piece.length() - 1).contains(quote + quote);
        }
      }
    }

    Quotes quotes() {
      boolean always = whole >= FEW && quotedOf.values().stream().anyMatch(n -> n == whole);
      return new Quotes(begins, ends, always, doubled);
    }
  }
}
