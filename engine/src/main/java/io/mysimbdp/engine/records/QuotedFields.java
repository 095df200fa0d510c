package io.mysimbdp.engine.records;

import com.univocity.parsers.csv.CsvFormat;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import io.mysimbdp.engine.config.Dialect;
import org.jspecify.annotations.Nullable;

/**
 * Splits a record that holds quoted fields. The framer has made sure that the quotes are in order;
 * here everything that the parser would do beyond unquoting is switched off: trimming, comments,
 * skipping, replacing.
 */
final class QuotedFields {

  private static final char NONE = '\0';

  private final Dialect dialect;
  private @Nullable CsvParser parser;
  private int parserColumns;

  QuotedFields(Dialect dialect) {
    this.dialect = dialect;
  }

  /** Returns the fields. */
  String[] split(String record, int fields) {
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
    Character quote = dialect.quote();
    Character escape = dialect.escape();
    format.setDelimiter(dialect.delimiter());
    format.setQuote(quote == null ? NONE : quote);
    format.setQuoteEscape(escape == null ? NONE : escape);
    format.setCharToEscapeQuoteEscaping(escape == null || escape.equals(quote) ? NONE : escape);
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
