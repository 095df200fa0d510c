package io.mysimbdp.engine.config;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a file is split into records and fields. Nothing is guessed from the content, except the line
 * end, which is taken from the first line.
 *
 * @param format tsv: raw split on the delimiter, no quoting of any kind; csv: RFC 4180
 * @param delimiter one or two ASCII characters between fields; a tab for tsv
 * @param quote the ASCII character around fields that hold delimiters or line ends; null: no
 *     quoting
 * @param escape the ASCII character that, before a quote inside a quoted field, makes it literal;
 *     the same as {@code quote} for doubled quotes; null: a quote cannot be escaped
 * @param encoding the name of the character set: UTF-8 or one with a single byte a character
 * @param skipLines lines before the header that are not read
 * @param headerLines header lines: 0 means that {@code columns} names the columns; the names of
 *     several header lines are joined by a blank
 * @param columns the column names where there is no header line; empty otherwise
 * @param maxRecordBytes a longer record is rejected
 * @param maxFieldBytes a record with a longer field is rejected
 */
public record Dialect(
    Format format,
    String delimiter,
    @Nullable Character quote,
    @Nullable Character escape,
    String encoding,
    int skipLines,
    int headerLines,
    List<String> columns,
    int maxRecordBytes,
    int maxFieldBytes)
    implements Serializable {

  /** The two families of dialects. */
  public enum Format {
    /** Fields separated by tabs; neither quote nor escape. */
    TSV,
    /** Comma-separated values, RFC 4180, with its usual variations. */
    CSV
  }

  /** Copies. The values are checked where the configuration is read. */
  public Dialect {
    columns = List.copyOf(columns);
  }

  /** Returns the plain tab-separated dialect with one header line, as reference.conf has it. */
  public static Dialect tsv() {
    return new Dialect(Format.TSV, "\t", null, null, "UTF-8", 0, 1, List.of(), 1 << 20, 1 << 20);
  }

  /** Returns the RFC 4180 dialect with one header line, as reference.conf has it. */
  public static Dialect csv() {
    return new Dialect(Format.CSV, ",", '"', '"', "UTF-8", 0, 1, List.of(), 1 << 20, 1 << 20);
  }
}
