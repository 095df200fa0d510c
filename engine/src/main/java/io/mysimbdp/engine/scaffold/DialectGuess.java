package io.mysimbdp.engine.scaffold;

import io.mysimbdp.engine.config.Dialect;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the records of a sample are cut into fields. Each dialect that may be is tried by the
 * engine's own reader, and the one wins by which most lines are records with the same number of
 * fields.
 *
 * @param dialect with neither header nor columns
 * @param columns how many fields a record has
 * @param delimiterEvidence why this delimiter
 * @param quoteEvidence why this quoting
 * @param quoteCertain false: quotes come in pairs, so they may be more than characters
 * @param certain false: another dialect fits nearly as well, or this one does not fit well
 */
record DialectGuess(
    Dialect dialect,
    int columns,
    String delimiterEvidence,
    String quoteEvidence,
    boolean quoteCertain,
    boolean certain) {

  /** What a file says in its first part, it says in all of it. */
  private static final int LOOKED_AT_BYTES = 1 << 20;

  /** Where several fit, the earlier one wins: it is less likely to be part of a text. */
  private static final List<String> DELIMITERS = List.of("\t", "::", "||", ";", "|", ",");

  private static final double FITS_WELL = 0.9;
  private static final double AS_GOOD = 0.02;

  static DialectGuess of(Sample sample, EncodingGuess encoding) {
    byte[] text = begin(sample.bytes());
    List<Fit> fits = new ArrayList<>();
    for (String delimiter : DELIMITERS) {
      Fit fit = bestQuoting(text, delimiter, encoding.name());
      if (fit != null && fit.columns() > 1) {
        fits.add(fit);
      }
    }
    if (fits.isEmpty()) {
      return oneColumn(text, encoding.name());
    }
    double best = fits.stream().mapToDouble(fit -> fit.share()).max().orElseThrow();
    // In the order of DELIMITERS.
    List<Fit> good = fits.stream().filter(fit -> fit.share() >= best - AS_GOOD).toList();
    Fit chosen =
        good.stream().max(Comparator.comparingDouble(fit -> fit.clean())).orElse(good.get(0));
    if (chosen.share() < 0.5) {
      // Most lines are no records of it: commas in a text, for example.
      DialectGuess single = oneColumn(text, encoding.name());
      return chosen.columns() == 2 ? single : chosen.guess(false);
    }
    boolean rival =
        good.stream()
            .anyMatch(fit -> !fit.equals(chosen) && fit.share() >= chosen.share() - AS_GOOD);
    return chosen.guess(chosen.share() >= FITS_WELL && !rival);
  }

  private static byte[] begin(byte[] bytes) {
    if (bytes.length <= LOOKED_AT_BYTES) {
      return bytes;
    }
    for (int i = LOOKED_AT_BYTES; i > 0; i--) {
      if (bytes[i] == '\n' || bytes[i] == '\r') {
        return Arrays.copyOf(bytes, i + 1);
      }
    }
    return bytes;
  }

  /** What does not occur in the text cuts nothing. */
  private static DialectGuess oneColumn(byte[] text, String encoding) {
    Fit best = Fit.of(text, dialect(",", '"', '"', encoding));
    for (String delimiter : List.of("\t", "|", ";")) {
      Fit fit = Fit.of(text, dialect(delimiter, null, null, encoding));
      best = best.columns() == 1 && best.share() >= fit.share() ? best : fit;
    }
    return new DialectGuess(
        best.dialect(),
        1,
        "no delimiter cuts the lines into the same number of fields",
        "",
        true,
        false);
  }

  /** Returns the best quoting for a delimiter; null: that delimiter does not occur. */
  private static @Nullable Fit bestQuoting(byte[] text, String delimiter, String encoding) {
    Fit raw = Fit.of(text, dialect(delimiter, null, null, encoding));
    if (raw.columns() < 2 && !raw.opens('"')) {
      return null;
    }
    boolean tab = delimiter.equals("\t");
    Fit best = raw;
    for (char quote : new char[] {'"', '\''}) {
      if (raw.opens(quote)) {
        for (char escape : escapes(quote, text)) {
          Fit quoted = Fit.of(text, dialect(delimiter, quote, escape, encoding));
          best = better(best, quoted, quote, tab);
        }
      }
    }
    // Where nothing speaks for quotes, nor against them: what is usual with this delimiter.
    return best.equals(raw) && !tab && !raw.opens('"')
        ? Fit.of(text, dialect(delimiter, '"', '"', encoding))
        : best;
  }

  private static char[] escapes(char quote, byte[] text) {
    for (int i = 0; i + 1 < text.length; i++) {
      if (text[i] == '\\' && text[i + 1] == quote) {
        return new char[] {quote, '\\'};
      }
    }
    return new char[] {quote};
  }

  /**
   * Quotes that are no quotes swallow lines, and then may even give records with the right number
   * of fields. So where no quoting fits as well, quotes must always come in pairs; with tabs, some
   * must also be needed.
   */
  private static Fit better(Fit best, Fit quoted, char quote, boolean tab) {
    if (Math.abs(quoted.share() - best.share()) > 1e-9 || best.dialect().quote() != null) {
      // One of ten or more may be a stray one: its record is a reject.
      boolean stray =
          best.dialect().quote() == null
              && best.share() > quoted.share()
              && best.pairs(quote) >= 0.9;
      return quoted.share() > best.share() || (stray && !tab && quoted.share() >= FITS_WELL)
          ? quoted
          : best;
    }
    boolean pairs = best.pairs(quote) >= (tab ? 1 : 0.9);
    return pairs && (!tab || best.isAlwaysQuoted(quote) || best.hasDoubled(quote)) ? quoted : best;
  }

  private static Dialect dialect(
      String delimiter, @Nullable Character quote, @Nullable Character escape, String encoding) {
    boolean tsv = delimiter.equals("\t") && quote == null;
    Dialect usual = tsv ? Dialect.tsv() : Dialect.csv();
    return new Dialect(
        usual.format(),
        delimiter,
        quote,
        escape,
        encoding,
        0,
        1,
        List.of(),
        usual.maxRecordBytes(),
        usual.maxFieldBytes());
  }
}
