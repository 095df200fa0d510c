package io.mysimbdp.engine.rehearsal;

import io.mysimbdp.engine.config.Dialect;
import io.mysimbdp.engine.records.Compression;
import io.mysimbdp.engine.records.DelimitedReader;
import io.mysimbdp.engine.records.Parsed;
import io.mysimbdp.engine.records.ParsedRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The records of a file, or its first ones, to make files of. What of it is no record by its
 * dialect is left out: poison is added on purpose.
 */
public final class Sample {

  private final String stem;
  private final String extension;
  private final Dialect dialect;
  private final byte[] preamble;
  private final List<String> columns;
  private final List<Line> records;
  private final long malformed;
  private final boolean cut;

  private Sample(
      String name,
      Dialect dialect,
      byte[] preamble,
      List<String> columns,
      List<Line> records,
      long malformed,
      boolean cut) {
    String plain = Compression.withoutSuffix(name);
    int dot = plain.lastIndexOf('.');
    this.stem = dot < 1 ? plain : plain.substring(0, dot);
    this.extension = dot < 1 ? "" : plain.substring(dot);
    this.dialect = dialect;
    this.preamble = preamble;
    this.columns = List.copyOf(columns);
    this.records = List.copyOf(records);
    this.malformed = malformed;
    this.cut = cut;
  }

  /**
   * A record.
   *
   * @param raw as it stands in the file, without line end
   * @param values its fields
   */
  record Line(String raw, List<String> values) {
    Line {
      values = List.copyOf(values);
    }
  }

  /**
   * Reads the first records of a file.
   *
   * @param mostRecords no more than so many
   * @param mostBytes no more once there are so many bytes
   * @throws IOException when it cannot be read
   * @throws io.mysimbdp.tenant.UnusableFileException when it has no usable header
   */
  public static Sample of(Path file, Dialect dialect, int mostRecords, long mostBytes)
      throws IOException {
    String name = String.valueOf(file.getFileName());
    List<Line> records = new ArrayList<>();
    long malformed = 0;
    long bytes = 0;
    try (InputStream in = Compression.ofFileName(name).open(Files.newInputStream(file));
        DelimitedReader reader = DelimitedReader.open(in, name, dialect)) {
      List<String> columns = reader.columns();
      Parsed next = reader.next();
      while (next != null && records.size() < mostRecords && bytes < mostBytes) {
        if (next instanceof ParsedRecord record) {
          bytes += record.sizeBytes();
          List<String> values = new ArrayList<>();
          for (int i = 0; i < columns.size(); i++) {
            values.add(record.get(i));
          }
          records.add(new Line(record.raw(), values));
        } else {
          malformed++;
        }
        next = reader.next();
      }
      return new Sample(
          name, dialect, reader.preamble(), columns, records, malformed, next != null);
    }
  }

  /** Returns how many records it has. */
  public int size() {
    return records.size();
  }

  /** Returns how many lines were left out because they are no records by the dialect. */
  public long malformed() {
    return malformed;
  }

  /** Tells whether the file has more records. */
  public boolean isCut() {
    return cut;
  }

  Dialect dialect() {
    return dialect;
  }

  List<String> columns() {
    return columns;
  }

  List<Line> records() {
    return records;
  }

  Charset charset() {
    return Charset.forName(dialect.encoding());
  }

  /** Returns the name of a file made of it. */
  String name(String what) {
    return stem + "-" + what + extension;
  }

  /** Returns a file with all of it. */
  byte[] content() {
    return content(0, records.size());
  }

  /** Returns a file with some of its records, the header before them. */
  byte[] content(int from, int to) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(preamble);
    out.writeBytes(lines(from, to));
    return out.toByteArray();
  }

  /** Returns what stands before the first record. */
  byte[] preamble() {
    return preamble.clone();
  }

  /** Returns the lines of some of its records. */
  byte[] lines(int from, int to) {
    StringBuilder text = new StringBuilder();
    for (Line record : records.subList(from, to)) {
      text.append(record.raw()).append('\n');
    }
    return text.toString().getBytes(charset());
  }

  /** Returns how a record with these values is written. */
  String line(List<String> values) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < values.size(); i++) {
      line.append(i == 0 ? "" : dialect.delimiter()).append(field(values.get(i)));
    }
    return line.toString();
  }

  private String field(String value) {
    Character quote = dialect.quote();
    return quote == null || !needsQuotes(value, quote) ? value : quoted(value, quote);
  }

  private boolean needsQuotes(String value, char quote) {
    return value.isEmpty()
        ? columns.size() == 1
        : value.contains(dialect.delimiter())
            || value.chars().anyMatch(c -> c == quote || c == '\n' || c == '\r');
  }

  private String quoted(String value, char quote) {
    Character escape = dialect.escape();
    String before = escape == null ? "" : String.valueOf(escape);
    String mark = String.valueOf(quote);
    String inside =
        before.isEmpty() || before.equals(mark) ? value : value.replace(before, before + before);
    return mark + inside.replace(mark, before + mark) + mark;
  }
}
