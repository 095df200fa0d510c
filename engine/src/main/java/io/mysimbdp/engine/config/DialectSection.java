package io.mysimbdp.engine.config;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Binds the block {@code dialect}. Some defaults depend on the format. */
final class DialectSection {

  private static final String NONE = "none";
  private static final int MAX_BYTES = 256 << 20;

  private DialectSection() {}

  static Dialect bind(ConfigReader block) {
    Dialect.Format format = block.oneOf("format", Dialect.Format.class);
    String delimiter = delimiter(block, format);
    Character quote = null;
    Character escape = null;
    if (format == Dialect.Format.CSV) {
      quote = character(block, "quote", '"');
      escape = character(block, "escape", quote);
      checkApart(block, delimiter, quote, escape);
    } else {
      refuseQuoting(block, "quote");
      refuseQuoting(block, "escape");
    }
    int headerLines = block.smallCount("header-lines", Unit.LINES, 0, 100);
    return new Dialect(
        format,
        delimiter,
        quote,
        escape,
        encoding(block),
        block.smallCount("skip-lines", Unit.LINES, 0, 1_000_000),
        headerLines,
        columns(block, headerLines),
        (int) block.bytes("max-record", 1, MAX_BYTES),
        (int) block.bytes("max-field", 1, MAX_BYTES));
  }

  private static String delimiter(ConfigReader block, Dialect.Format format) {
    String set = block.optionalText("delimiter");
    if (set == null) {
      return format == Dialect.Format.TSV ? "\t" : ",";
    }
    if (set.isEmpty() || set.length() > 2 || !set.chars().allMatch(DialectSection::isUsable)) {
      block.expected("delimiter", "one or two ASCII characters, no line ends");
    }
    return set;
  }

  private static @Nullable Character character(
      ConfigReader block, String key, @Nullable Character fallback) {
    String set = block.optionalText(key);
    if (set == null) {
      return fallback;
    }
    if (set.equalsIgnoreCase(NONE)) {
      return null;
    }
    if (set.length() != 1 || !isUsable(set.charAt(0))) {
      block.expected(key, "one ASCII character, no line end, or none");
      return fallback;
    }
    return set.charAt(0);
  }

  private static void checkApart(
      ConfigReader block, String delimiter, @Nullable Character quote, @Nullable Character escape) {
    if (quote == null && escape != null) {
      block.problem("escape", "expected no escape where quote = none");
    }
    if (quote != null && delimiter.indexOf(quote) >= 0) {
      block.expected("quote", "a character that is not in the delimiter");
    } else if (escape != null && delimiter.indexOf(escape) >= 0) {
      block.expected("escape", "a character that is not in the delimiter");
    }
  }

  private static void refuseQuoting(ConfigReader block, String key) {
    if (block.isSet(key) && !block.isWord(key, NONE)) {
      block.problem(key, "TSV has no quoting; use format = csv with delimiter \"\\t\"");
    }
  }

  private static String encoding(ConfigReader block) {
    String name = block.text("encoding");
    try {
      Charset charset = Charset.forName(name);
      if (charset.name().equals("UTF-8") || isSingleByteAscii(charset)) {
        return charset.name();
      }
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      // Said below.
    }
    block.expected(
        "encoding",
        "UTF-8 or a character set with one byte a character, such as ISO-8859-1 or windows-1252");
    return name;
  }

  /** Line ends and delimiters are looked for as bytes, so ASCII must look like ASCII. */
  private static boolean isSingleByteAscii(Charset charset) {
    if (!charset.canEncode() || charset.newEncoder().maxBytesPerChar() != 1.0f) {
      return false;
    }
    byte[] ascii = new byte[128];
    for (int i = 0; i < ascii.length; i++) {
      ascii[i] = (byte) i;
    }
    String decoded = new String(ascii, charset);
    return decoded.length() == ascii.length
        && Arrays.equals(decoded.getBytes(charset), ascii)
        && decoded.chars().allMatch(c -> c < 128)
        && decoded.charAt('A') == 'A';
  }

  private static List<String> columns(ConfigReader block, int headerLines) {
    List<String> columns = block.texts("columns");
    if (headerLines == 0 && columns.isEmpty()) {
      block.problem("header-lines", "expected the names in columns where there is no header line");
    }
    if (headerLines > 0 && !columns.isEmpty()) {
      block.problem("columns", "expected no columns where there is a header line to name them");
    }
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).isBlank()) {
        block.problem("columns", i, "expected a column name, got a blank one");
      } else if (!seen.add(columns.get(i))) {
        block.problem("columns", i, "column " + Display.quoted(columns.get(i)) + " is named twice");
      }
    }
    return columns;
  }

  private static boolean isUsable(int character) {
    return character > 0 && character < 128 && character != '\n' && character != '\r';
  }
}
