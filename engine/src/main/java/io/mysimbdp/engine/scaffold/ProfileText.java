package io.mysimbdp.engine.scaffold;

import io.mysimbdp.engine.config.Dialect;
import io.mysimbdp.engine.records.Compression;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a profile says about files, where that differs from the defaults. */
final class ProfileText {

  private static final List<String> PACKED = List.of("", ".gz", ".zst");

  /** The ends of names that a profile takes unless told otherwise. */
  private static final Set<String> USUAL = Set.copyOf(withPacked(List.of(".csv", ".tsv")));

  private ProfileText() {}

  /**
   * Returns the lines, without a final line end.
   *
   * @param suffix the end of the files' names from the extension on, as it is written; empty: none
   *     that could stand in a pattern
   */
  static String of(Dialect dialect, String suffix) {
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
    if (USUAL.contains(suffix)) {
      return block;
    }
    return block
        + "\n\n# Which files are taken.\nfiles.patterns = ["
        + String.join(", ", suffixes(suffix).stream().map(s -> Literal.hocon("*" + s)).toList())
        + "]";
  }

  /** Patterns mind the case: those of the sample are taken as they are written, and as is usual. */
  private static Set<String> suffixes(String suffix) {
    if (suffix.isEmpty()) {
      return Set.of("");
    }
    String plain = Compression.withoutSuffix(suffix);
    Set<String> suffixes =
        new LinkedHashSet<>(withPacked(List.of(plain.toLowerCase(Locale.ROOT), plain)));
    suffixes.add(suffix);
    return suffixes;
  }

  private static List<String> withPacked(List<String> plain) {
    return plain.stream().flatMap(end -> PACKED.stream().map(packed -> end + packed)).toList();
  }
}
