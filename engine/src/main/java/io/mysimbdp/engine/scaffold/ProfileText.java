package io.mysimbdp.engine.scaffold;

import io.mysimbdp.engine.config.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a profile says about files, where that differs from the defaults. */
final class ProfileText {

  /** The extensions that a profile takes unless told otherwise. */
  private static final Set<String> USUAL = Set.of("csv", "tsv");

  private ProfileText() {}

  /**
   * Returns the lines, without a final line end.
   *
   * @param extension of the files, lower case; empty: none that could stand in a pattern
   */
  static String of(Dialect dialect, String extension) {
    Dialect usual = dialect.format() == Dialect.Format.TSV ? Dialect.tsv() : Dialect.csv();
    List<String> lines = new ArrayList<>();
    lines.add("  format = " + dialect.format().name().toLowerCase(Locale.ROOT));
    if (!dialect.delimiter().equals(usual.delimiter())) {
      lines.add("  delimiter = " + Literal.hocon(dialect.delimiter()));
    }
    Character quote = dialect.quote();
    if (dialect.format() == Dialect.Format.CSV && quote == null) {
      lines.add("  quote = none");
    } else if (quote != null) {
      if (quote != '"') {
        lines.add("  quote = " + Literal.hocon(String.valueOf(quote)));
      }
      if (!quote.equals(dialect.escape())) {
        lines.add("  escape = " + Literal.hocon(String.valueOf(dialect.escape())));
      }
    }
    if (!dialect.encoding().equals(usual.encoding())) {
      lines.add("  encoding = " + dialect.encoding());
    }
    if (dialect.skipLines() > 0) {
      lines.add("  skip-lines = " + dialect.skipLines());
    }
    if (dialect.headerLines() == 0) {
      lines.add("  header-lines = 0");
      lines.add(
          "  columns = ["
              + String.join(", ", dialect.columns().stream().map(Literal::hocon).toList())
              + "]");
    }
    String block = "dialect {\n" + String.join("\n", lines) + "\n}";
    if (USUAL.contains(extension)) {
      return block;
    }
    String pattern = extension.isEmpty() ? "*" : "*." + extension;
    return block
        + "\n\n# Which files are taken.\nfiles.patterns = ["
        + (extension.isEmpty()
            ? Literal.hocon(pattern)
            : Literal.hocon(pattern)
                + ", "
                + Literal.hocon(pattern + ".gz")
                + ", "
                + Literal.hocon(pattern + ".zst"))
        + "]";
  }
}
