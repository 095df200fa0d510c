package io.mysimbdp.engine.config;

import java.nio.charset.Charset;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Binds the block {@code files}. */
final class FilesSection {

  private static final List<String> FORMATS = List.of("tsv", "csv");

  private static final List<String> COMPRESSIONS = List.of("none", "gzip", "zstd");
  private static final long EIB = 1L << 60;
  private static final int MOST_COLUMNS = 100_000;
  private static final Pattern MARKER = Pattern.compile("\\.[A-Za-z0-9._-]{1,30}");

  private FilesSection() {}

  static FileRules bind(ConfigReader block, String tenant) {
    formats(block);
    encodings(block, tenant);
    FileRules rules =
        new FileRules(
            patterns(block),
            NamesSection.bind(block, "extensions", tenant),
            NamesSection.bindWords(block, "compressions", COMPRESSIONS),
            block.oneOf("completion", FileRules.Completion.class),
            block.duration("quiet-period", Duration.ZERO, Duration.ofDays(1)),
            markerSuffix(block),
            block.bytes("min-size", 0, EIB),
            block.bytesOrUnlimited("max-size", 1, EIB),
            block.bytesOrUnlimited("max-expanded", 1, EIB),
            block.numberOrUnlimited("max-expansion-ratio", Unit.TIMES, 1, 1_000_000),
            block.countOrUnlimited("max-records", Unit.RECORDS, 1),
            block.smallCount("min-columns", Unit.COLUMNS, 1, MOST_COLUMNS),
            block.smallCount("max-columns", Unit.COLUMNS, 1, MOST_COLUMNS),
            header(block.section("header")));
    if (rules.minBytes() > rules.maxBytes()) {
      block.expected("min-size", "at most max-size, which is " + Display.bytes(rules.maxBytes()));
    }
    if (rules.minColumns() > rules.maxColumns()) {
      block.expected("min-columns", "at most max-columns, which is " + rules.maxColumns());
    }
    if (rules.header().required().size() > rules.maxColumns()) {
      block
          .section("header")
          .problem(
              "required",
              rules.header().required().size()
                  + " columns are required, more than max-columns = "
                  + rules.maxColumns());
    }
    return rules;
  }

  /** Checks that a dialect is one of those that are allowed. */
  static void checkAllowed(ConfigReader block, ConfigReader dialect, Dialect bound, String tenant) {
    if (bound.headerLines() == 0) {
      refuseMissingColumns(block.section("header"), bound.columns());
    }
    NamePatterns formats = formats(block);
    String format = bound.format().name().toLowerCase(Locale.ROOT);
    if (!formats.allow(format)) {
      dialect.expected("format", "some of " + formats + ", as files.formats allows");
    }
    NamePatterns encodings = encodings(block, tenant);
    if (!encodings.allow(bound.encoding()) && !isNamed(encodings, bound.encoding())) {
      dialect.expected("encoding", "some of " + encodings + ", as files.encodings allows");
    }
  }

  /** Without a header, the columns are those of the dialect, for every file. */
  private static void refuseMissingColumns(ConfigReader header, List<String> columns) {
    List<String> required = header.texts("required");
    for (int i = 0; i < required.size(); i++) {
      if (!columns.contains(required.get(i))) {
        header.problem(
            "required",
            i,
            "expected some of dialect.columns, for dialect.header-lines = 0, got "
                + Display.quoted(required.get(i)));
      }
    }
  }

  /** Tells whether an encoding goes by one of its other names, in upper or lower case. */
  private static boolean isNamed(NamePatterns encodings, String encoding) {
    Charset charset = Charset.forName(encoding);
    return encodings.patterns().stream()
        .anyMatch(
            name ->
                name.equalsIgnoreCase(charset.name())
                    || charset.aliases().stream().anyMatch(name::equalsIgnoreCase));
  }

  private static NamePatterns formats(ConfigReader block) {
    return NamesSection.bindWords(block, "formats", FORMATS);
  }

  private static NamePatterns encodings(ConfigReader block, String tenant) {
    return NamesSection.bind(block, "encodings", tenant);
  }

  private static List<String> patterns(ConfigReader block) {
    List<String> patterns = block.texts("patterns");
    if (patterns.isEmpty() && block.isSet("patterns")) {
      block.problem("patterns", "expected at least one glob pattern such as *.tsv");
    }
    for (int i = 0; i < patterns.size(); i++) {
      if (!isGlob(patterns.get(i))) {
        block.problem(
            "patterns",
            i,
            "expected a glob pattern for file names such as *.tsv, got "
                + Display.quoted(patterns.get(i)));
      }
    }
    return patterns;
  }

  private static String markerSuffix(ConfigReader block) {
    String suffix = block.text("marker-suffix");
    if (!MARKER.matcher(suffix).matches()) {
      block.expected(
          "marker-suffix", "a dot, then 1 to 30 letters, digits, dots, dashes or underscores");
    }
    return suffix;
  }

  private static FileRules.HeaderRule header(ConfigReader block) {
    List<String> required = block.texts("required");
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < required.size(); i++) {
      if (required.get(i).isBlank()) {
        block.problem("required", i, "expected a column name, got a blank one");
      } else if (!seen.add(required.get(i))) {
        block.problem(
            "required", i, "column " + Display.quoted(required.get(i)) + " is named twice");
      }
    }
    boolean others = block.flag("others");
    if (!others && required.isEmpty()) {
      block.problem("others", "expected the columns in required where there may be no others");
    }
    return new FileRules.HeaderRule(
        required, block.oneOf("order", FileRules.HeaderRule.Order.class), others);
  }

  /**
   * Only {@code *} and {@code ?} mean something; what else globs may hold is refused, not ignored.
   */
  private static boolean isGlob(String pattern) {
    return !pattern.isBlank() && pattern.chars().noneMatch(c -> "/\\[]{}".indexOf(c) >= 0);
  }
}
