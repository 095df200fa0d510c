package io.mysimbdp.engine.records;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import io.mysimbdp.engine.config.Dialect;
import io.mysimbdp.engine.config.Dialect.Format;
import io.mysimbdp.tenant.UnusableFileException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file and the dialect it is read by, both made of what the fuzzer has thought of. */
final class FuzzedFile {

  private final byte[] bytes;
  private final Dialect dialect;

  FuzzedFile(byte[] bytes, Dialect dialect) {
    this.bytes = bytes;
    this.dialect = dialect;
  }

  byte[] bytes() {
    return bytes;
  }

  Dialect dialect() {
    return dialect;
  }

  /** What the reader gives, and its places before the first record and behind each. */
  record Read(DelimitedReader reader, List<Parsed> parsed, List<Place> places) {}

  /** Where a reader has come to. */
  record Place(long offset, long line) {}

  static FuzzedFile csv(FuzzedDataProvider data) {
    return of(
        data,
        Format.CSV,
        data.pickValue(new String[] {",", ";", "\t", "||", "::", "|"}),
        data.pickValue(new Character[] {'"', '\'', null}),
        data.pickValue(new Character[] {'"', '\\', '\'', null}));
  }

  static FuzzedFile tsv(FuzzedDataProvider data) {
    return of(data, Format.TSV, "\t", null, null);
  }

  private static FuzzedFile of(
      FuzzedDataProvider data,
      Format format,
      String delimiter,
      @Nullable Character quote,
      @Nullable Character escape) {
    int headerLines = data.consumeInt(0, 2);
    Dialect dialect =
        new Dialect(
            format,
            delimiter,
            quote,
            // The escape of a dialect is another quote, or no quote at all.
            quote == null ? null : escape,
            data.pickValue(new String[] {"UTF-8", "ISO-8859-1", "windows-1252"}),
            data.consumeInt(0, 1),
            headerLines,
            headerLines == 0 ? List.of("a", "b") : List.of(),
            data.pickValue(new Integer[] {8, 40, 1 << 20}),
            data.pickValue(new Integer[] {4, 1 << 20}));
    return new FuzzedFile(data.consumeRemainingAsBytes(), dialect);
  }

  /** Reads it wholly; null when it is unusable. */
  @Nullable Read read() {
    return read(new ByteArrayInputStream(bytes));
  }

  /** Reads it from a stream that gives its bytes one by one. */
  @Nullable Read readInDrops() {
    return read(
        new ByteArrayInputStream(bytes) {
          @Override
          public synchronized int read(byte[] into, int from, int length) {
            return super.read(into, from, Math.min(1, length));
          }
        });
  }

  /** Reads what is behind a place. */
  List<Parsed> readFrom(Place place) {
    try {
      DelimitedReader reader = open(new ByteArrayInputStream(bytes));
      reader.resume(place.offset(), place.line());
      return rest(reader, new ArrayList<>());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private @Nullable Read read(InputStream in) {
    try {
      DelimitedReader reader = open(in);
      List<Place> places = new ArrayList<>();
      return new Read(reader, rest(reader, places), places);
    } catch (UnusableFileException e) {
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private DelimitedReader open(InputStream in) throws IOException {
    return DelimitedReader.open(in, "fuzzed", dialect);
  }

  private static List<Parsed> rest(DelimitedReader reader, List<Place> places) throws IOException {
    List<Parsed> parsed = new ArrayList<>();
    places.add(new Place(reader.offset(), reader.line()));
    for (Parsed next = reader.next(); next != null; next = reader.next()) {
      parsed.add(next);
      places.add(new Place(reader.offset(), reader.line()));
    }
    return parsed;
  }

  /** Returns a part of it. */
  byte[] part(long from, long to) {
    return Arrays.copyOfRange(bytes, (int) from, (int) to);
  }

  @Override
  public String toString() {
    return dialect + " for " + Arrays.toString(bytes);
  }
}
