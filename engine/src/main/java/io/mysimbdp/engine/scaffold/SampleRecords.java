package io.mysimbdp.engine.scaffold;

import io.mysimbdp.engine.config.Dialect;
import io.mysimbdp.engine.records.DelimitedReader;
import io.mysimbdp.engine.records.MalformedRecord;
import io.mysimbdp.engine.records.Parsed;
import io.mysimbdp.engine.records.ParsedRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The records of a sample, as the engine's own reader gives them to an app.
 *
 * @param columns the names by which an app asks for values
 * @param records what is well formed
 * @param malformed how many records are not
 * @param firstMalformed the first of these; null: there is none
 */
record SampleRecords(
    List<String> columns,
    List<Entry> records,
    int malformed,
    @Nullable MalformedRecord firstMalformed) {

  /** At the end of a part of a file a quoted field may be cut. */
  private static final int CUT_BYTES = 1 << 16;

  /**
   * One record.
   *
   * @param line the line it begins in, from 1
   * @param offset where it begins in the sample, in bytes
   * @param raw as it stands in the file
   * @param values a value for each column
   */
  record Entry(long line, long offset, String raw, List<String> values) {}

  SampleRecords {
    columns = List.copyOf(columns);
    records = List.copyOf(records);
  }

  /**
   * Reads a sample.
   *
   * @throws io.mysimbdp.tenant.UnusableFileException when there is no usable header
   */
  static SampleRecords of(Sample sample, Dialect dialect) {
    byte[] bytes = sample.bytes();
    long end = sample.whole() ? Long.MAX_VALUE : bytes.length - CUT_BYTES;
    List<Entry> records = new ArrayList<>();
    int malformed = 0;
    MalformedRecord first = null;
    try (DelimitedReader reader =
        DelimitedReader.open(new ByteArrayInputStream(bytes), sample.name(), dialect)) {
      for (Parsed parsed = reader.next();
          parsed != null && parsed.byteOffset() < end;
          parsed = reader.next()) {
        if (parsed instanceof ParsedRecord record) {
          List<String> values = new ArrayList<>(record.columns().size());
          for (int i = 0; i < record.columns().size(); i++) {
            values.add(record.get(i));
          }
          records.add(
              new Entry(record.line(), record.byteOffset(), record.raw(), List.copyOf(values)));
        } else if (parsed instanceof MalformedRecord fault) {
          malformed++;
          first = first == null ? fault : first;
        }
      }
      return new SampleRecords(reader.columns(), records, malformed, first);
    } catch (IOException e) {
      throw new UncheckedIOException("Bytes in memory can be read", e);
    }
  }

  /** Returns how many records there are, malformed ones among them. */
  int count() {
    return records.size() + malformed;
  }
}
