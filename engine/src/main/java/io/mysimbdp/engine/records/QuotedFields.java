package io.mysimbdp.engine.records;

import com.univocity.parsers.csv.CsvFormat;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import io.mysimbdp.engine.config.Dialect;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * Splits a record that holds quoted fields. The framer has made sure that the quotes are in order;
 * here everything that the parser would do beyond unquoting is switched off: trimming, comments,
 * skipping, replacing.
 */
final class QuotedFields {

  private static final char NONE = '\0';

  /** At the start of a record, as where files were joined, it is data; the parser drops it. */
  private static final String BYTE_ORDER_MARK = "\ufeff";

  private final Dialect dialect;
  private final char quote;
  private final char escape;
  // Without an escape, or with a delimiter of two characters, the parser gives other values than
  // the framer's bounds for an empty quoted field and for a quote before a delimiter.
  private final boolean exactInParser;
  private @Nullable CsvParser parser;
  private int parserColumns;

  QuotedFields(Dialect dialect) {
    this.dialect = dialect;
    Character quoteChar = dialect.quote();
    Character escapeChar = dialect.escape();
    this.quote = quoteChar == null ? NONE : quoteChar;
    this.escape = escapeChar == null ? NONE : escapeChar;
    this.exactInParser = escapeChar != null && dialect.delimiter().length() == 1;
  }

  /**
   * Returns the fields.
   *
   * @param content the bytes of the record
   * @param ends the end of each field in them
   */
  String[] split(byte[] content, int[] ends, int fields, Charset charset) {
    if (!exactInParser) {
      return unquote(content, ends, fields, charset);
    }
    String record = new String(content, charset);
    return record.startsWith(BYTE_ORDER_MARK)
        ? unquote(content, ends, fields, charset)
        : parse(record, fields);
  }

  /** Takes the quotes off where the parser would guess. */
  private String[] unquote(byte[] content, int[] ends, int fields, Charset charset) {
    String[] values = new String[fields];
    int begin = 0;
    for (int i = 0; i < fields; i++) {
      String text = new String(content, begin, ends[i] - begin, charset);
      values[i] = text.isEmpty() || text.charAt(0) != quote ? text : unescaped(text);
      begin = ends[i] + dialect.delimiter().length();
    }
    return values;
  }

  private String unescaped(String quoted) {
    StringBuilder text = new StringBuilder(quoted.length());
    for (int i = 1; i < quoted.length() - 1; i++) {
      char c = quoted.charAt(i);
      if (escape != NONE && c == escape && i + 1 < quoted.length() - 1) {
        char next = quoted.charAt(i + 1);
        if (next == quote || next == escape) {
          c = next;
          i++;
        }
      }
      text.append(c);
    }
    return text.toString();
  }

  private String[] parse(String record, int fields) {
    CsvParser current = parser;
    if (current == null || parserColumns < fields) {
      parserColumns = fields;
      current = new CsvParser(settings(fields));
      parser = current;
    }
    String[] values = current.parseLine(record);
    if (values == null || values.length != fields) {
      throw new IllegalStateException(
          "Record with "
              + fields
              + " fields was split into "
              + (values == null ? 0 : values.length));
    }
    return values;
  }

  private CsvParserSettings settings(int fields) {
    CsvParserSettings settings = new CsvParserSettings();
    CsvFormat format = settings.getFormat();
    format.setDelimiter(dialect.delimiter());
    format.setQuote(quote);
    format.setQuoteEscape(escape);
    format.setCharToEscapeQuoteEscaping(escape == quote ? NONE : escape);
    format.setComment(NONE);
    format.setLineSeparator("\n");
    format.setNormalizedNewline('\n');
    settings.setNormalizeLineEndingsWithinQuotes(false);
    settings.setCommentProcessingEnabled(false);
    settings.setIgnoreLeadingWhitespaces(false);
    settings.setIgnoreTrailingWhitespaces(false);
    settings.setSkipEmptyLines(false);
    settings.setNullValue("");
    settings.setEmptyValue("");
    settings.setMaxCharsPerColumn(-1);
    settings.setMaxColumns(Math.max(1, fields));
    settings.setLineSeparatorDetectionEnabled(false);
    settings.setReadInputOnSeparateThread(false);
    // A record has no line end of its own any more; one inside quotes must not end it.
    settings.setInputBufferSize(1 << 12);
    return settings;
  }
}
