package io.mysimbdp.engine.rehearsal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Broken lines made of a good one, by kinds of what can be wrong with it. All of a kind have a
 * column after the other spoilt where that makes a difference.
 */
final class Poison {

  /** Of a file with thousands of columns, so many are spoilt. */
  private static final int MOST_COLUMNS = 40;

  private static final int LONG_FIELD = 70_000;
  private static final String NO_VALUE_OF_ANY_TYPE = "?not@a value";
  private static final String TOO_LARGE_A_NUMBER = "123456789012345678901234567890";

  private final Sample sample;
  private final Sample.Line template;
  private final Charset charset;

  /**
   * Prepares.
   *
   * @param sample its first record on a single line is what is spoilt
   */
  Poison(Sample sample) {
    this.sample = sample;
    this.template = sample.records().get(templateOf(sample));
    this.charset = sample.charset();
  }

  /**
   * Returns which record is spoilt: of one on several lines, each would become a broken record; 0
   * where all are.
   */
  static int templateOf(Sample sample) {
    for (int i = 0; i < sample.size(); i++) {
      if (sample.records().get(i).raw().chars().noneMatch(c -> c == '\n' || c == '\r')) {
        return i;
      }
    }
    return 0;
  }

  /**
   * Lines with the same kind of fault.
   *
   * @param name what is wrong, as a part of a file's name
   * @param isBehindMark whether the file begins with a byte order mark
   * @param lines without line ends; each is one record to whoever counts
   * @param isMalformed whether no reader of the dialect can take the lines for records
   */
  record Kind(String name, boolean isBehindMark, List<byte[]> lines, boolean isMalformed) {
    Kind {
      lines = List.copyOf(lines);
    }
  }

  /** Returns all kinds that this dialect and encoding can have, each with at least one line. */
  List<Kind> kinds() {
    List<Kind> kinds = new ArrayList<>();
    List<String> values = template.values();
    if (values.size() > 1) {
      add(kinds, "too-few-columns", true, List.of(values.subList(0, values.size() - 1)));
    }
    List<String> more = new ArrayList<>(values);
    more.add("more");
    add(kinds, "too-many-columns", true, List.of(more));
    add(kinds, "wrong-type", false, eachWith(NO_VALUE_OF_ANY_TYPE));
    add(kinds, "large-number", false, eachWith(TOO_LARGE_A_NUMBER));
    add(kinds, "empty-cell", false, values.size() > 1 ? eachWith("") : List.of());
    add(kinds, "blank-cell", false, eachWith("   "));
    addText(kinds, "control-characters", "a\u0001b\u001b[31mc\u007f");
    addText(kinds, "beyond-ascii", "\u65e5\u672c \ud83d\ude00 e\u0301 \u202e");
    add(
        kinds,
        "long-field",
        false,
        eachWith("x".repeat(Math.min(LONG_FIELD, sample.dialect().maxFieldBytes()))));
    add(
        kinds,
        "too-long-field",
        true,
        List.of(with(values.size() - 1, "x".repeat(sample.dialect().maxFieldBytes() + 1))));
    kinds.add(new Kind("nul", false, List.of(spoilt((byte) 0)), true));
    if (charset.equals(StandardCharsets.UTF_8)) {
      kinds.add(new Kind("bad-utf-8", false, List.of(spoilt((byte) 0xc3)), true));
      kinds.add(
          new Kind("byte-order-mark", true, List.of(joined(mark(), bytes(template.raw()))), false));
    }
    Character quote = sample.dialect().quote();
    if (quote != null) {
      kinds.add(new Kind("open-quote", false, List.of(bytes(quote + template.raw())), true));
    }
    return kinds;
  }

  /** Returns what a file in UTF-8 may begin with. */
  static byte[] mark() {
    return new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
  }

  private void addText(List<Kind> kinds, String name, String text) {
    CharsetEncoder encoder = charset.newEncoder();
    add(kinds, name, false, encoder.canEncode(text) ? eachWith(text) : List.of());
  }

  private void add(List<Kind> kinds, String name, boolean isMalformed, List<List<String>> rows) {
    if (!rows.isEmpty()) {
      kinds.add(
          new Kind(
              name,
              false,
              rows.stream().map(row -> bytes(sample.line(row))).toList(),
              isMalformed));
    }
  }

  private List<List<String>> eachWith(String value) {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < Math.min(template.values().size(), MOST_COLUMNS); i++) {
      rows.add(with(i, value));
    }
    return rows;
  }

  private List<String> with(int column, String value) {
    List<String> values = new ArrayList<>(template.values());
    values.set(column, value);
    return values;
  }

  /** Returns the good line with a byte more, in its last field. */
  private byte[] spoilt(byte with) {
    int last = template.values().size() - 1;
    String marked = sample.line(with(last, template.values().get(last) + "~"));
    byte[] line = bytes(marked);
    for (int i = line.length - 1; i >= 0; i--) {
      if (line[i] == '~') {
        line[i] = with;
        break;
      }
    }
    return line;
  }

  private byte[] bytes(String text) {
    return text.getBytes(charset);
  }

  private static byte[] joined(byte[] first, byte[] second) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(first);
    out.writeBytes(second);
    return out.toByteArray();
  }
}
