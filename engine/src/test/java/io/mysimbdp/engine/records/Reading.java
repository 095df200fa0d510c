package io.mysimbdp.engine.records;

import io.mysimbdp.engine.config.Dialect;
import io.mysimbdp.engine.config.Dialect.Format;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads things wholly, for tests. */
record Reading(List<String> columns, List<Parsed> parsed) {

  static Reading of(InputStream in, Dialect dialect) {
    try (DelimitedReader reader = DelimitedReader.open(in, "test", dialect)) {
      List<Parsed> parsed = new ArrayList<>();
      for (Parsed next = reader.next(); next != null; next = reader.next()) {
        parsed.add(next);
      }
      return new Reading(reader.columns(), parsed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Reading of(byte[] bytes, Dialect dialect) {
    return of(new ByteArrayInputStream(bytes), dialect);
  }

  static Reading of(String text, Dialect dialect) {
    return of(text.getBytes(StandardCharsets.UTF_8), dialect);
  }

  static Reading of(Path file, Dialect dialect) {
    try {
      return of(Files.newInputStream(file), dialect);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the values of the well-formed records. */
  List<List<String>> records() {
    return parsed.stream()
        .filter(ParsedRecord.class::isInstance)
        .map(record -> values((ParsedRecord) record))
        .toList();
  }

  /** Returns the malformed ones, each as {@code line:RULE}. */
  List<String> faults() {
    return parsed.stream()
        .filter(MalformedRecord.class::isInstance)
        .map(fault -> fault.line() + ":" + ((MalformedRecord) fault).rule())
        .toList();
  }

  /** Returns the messages of the malformed ones. */
  List<String> messages() {
    return parsed.stream()
        .filter(MalformedRecord.class::isInstance)
        .map(fault -> ((MalformedRecord) fault).message())
        .toList();
  }

  static List<String> values(ParsedRecord record) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < record.columns().size(); i++) {
      values.add(record.get(i));
    }
    return values;
  }

  static Dialect csv(String delimiter, @Nullable Character quote, @Nullable Character escape) {
    return dialect(Format.CSV, delimiter, quote, escape, 0, 1, List.of());
  }

  static Dialect dialect(
      Format format,
      String delimiter,
      @Nullable Character quote,
      @Nullable Character escape,
      int skipLines,
      int headerLines,
      List<String> columns) {
    return new Dialect(
        format,
        delimiter,
        quote,
        escape,
        "UTF-8",
        skipLines,
        headerLines,
        columns,
        1 << 20,
        1 << 20);
  }

  static Dialect limited(Dialect dialect, int maxRecordBytes, int maxFieldBytes) {
    return new Dialect(
        dialect.format(),
        dialect.delimiter(),
        dialect.quote(),
        dialect.escape(),
        dialect.encoding(),
        dialect.skipLines(),
        dialect.headerLines(),
        dialect.columns(),
        maxRecordBytes,
        maxFieldBytes);
  }

  static Dialect encoded(Dialect dialect, String encoding) {
    return new Dialect(
        dialect.format(),
        dialect.delimiter(),
        dialect.quote(),
        dialect.escape(),
        encoding,
        dialect.skipLines(),
        dialect.headerLines(),
        dialect.columns(),
        dialect.maxRecordBytes(),
        dialect.maxFieldBytes());
  }
}
