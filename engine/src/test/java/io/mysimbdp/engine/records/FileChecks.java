package io.mysimbdp.engine.records;

import static org.assertj.core.api.Assertions.assertThat;

import com.univocity.parsers.tsv.TsvParser;
import com.univocity.parsers.tsv.TsvParserSettings;
import io.mysimbdp.engine.config.Dialect;
import io.mysimbdp.engine.records.FuzzedFile.Place;
import io.mysimbdp.engine.records.FuzzedFile.Read;
import io.mysimbdp.tenant.UnusableFileException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What must hold for a file; see {@link DelimitedReaderFuzzTest}. */
final class FileChecks {

  private FileChecks() {}

  static void everyByte(FuzzedFile file) {
    Read read = file.read();
    if (read == null) {
      assertThat(file.readInDrops()).isNull();
      return;
    }
    List<Parsed> parsed = read.parsed();
    List<Place> places = read.places();

    assertThat(read.reader().offset()).isEqualTo(file.bytes().length);
    byte lineEnd = lineEnd(file);
    for (int i = 0; i < parsed.size(); i++) {
      checkPlace(file, lineEnd, places.get(i), parsed.get(i), places.get(i + 1));
      if (parsed.get(i) instanceof ParsedRecord record) {
        checkValues(file.dialect(), record);
      }
    }
    Read inDrops = Objects.requireNonNull(file.readInDrops());
    assertThat(shown(inDrops.parsed())).isEqualTo(shown(parsed));
    assertThat(inDrops.places()).isEqualTo(places);
    for (int i = 0; i < places.size(); i += 1 + places.size() / 8) {
      assertThat(shown(file.readFrom(places.get(i))))
          .isEqualTo(shown(parsed.subList(i, parsed.size())));
    }
    checkMended(file, lineEnd, read);
  }

  static void boundedMemory(FuzzedFile file) throws IOException {
    if (file.bytes().length == 0) {
      return;
    }
    Repeated repeated = new Repeated(file.bytes(), 1 << 19);
    Dialect dialect = Reading.limited(file.dialect(), 10_000, 10_000);
    try (DelimitedReader reader = DelimitedReader.open(repeated, "fuzzed", dialect)) {
      while (reader.next() != null) {
        // Only for what it takes.
      }
    } catch (UnusableFileException e) {
      // That, too, must not take more.
    }

    assertThat(repeated.largestBuffer).isLessThanOrEqualTo(1 << 17);
  }

  /** Between what is given and what is given next lie line ends alone. */
  private static void checkPlace(
      FuzzedFile file, byte lineEnd, Place before, Parsed parsed, Place behind) {
    assertThat(parsed.byteOffset()).isBetween(before.offset(), behind.offset() - 1);
    assertThat(latin(file.part(before.offset(), parsed.byteOffset()))).matches("[\r\n]*");
    assertThat(parsed.line() - before.line())
        .isEqualTo(lines(file.part(before.offset(), parsed.byteOffset()), lineEnd));
    byte[] whole = file.part(parsed.byteOffset(), behind.offset());
    int unended = whole[whole.length - 1] == lineEnd ? 0 : 1;
    assertThat(behind.line() - parsed.line()).isEqualTo(lines(whole, lineEnd) + unended);
    byte[] content = content(parsed, Charset.forName(file.dialect().encoding()));
    if (content == null) {
      assertThat(whole.length).isGreaterThan(file.dialect().maxRecordBytes());
      return;
    }
    assertThat(whole).startsWith(content);
    assertThat(latin(Arrays.copyOfRange(whole, content.length, whole.length)))
        .matches("[\r\n]{0,2}");
  }

  private static byte @Nullable [] content(Parsed parsed, Charset charset) {
    if (parsed instanceof MalformedRecord malformed) {
      if (malformed.bytes() == null) {
        return null;
      }
      byte[] bytes = new byte[malformed.bytes().remaining()];
      malformed.bytes().duplicate().get(bytes);
      return bytes;
    }
    return parsed.raw().getBytes(charset);
  }

  private static void checkValues(Dialect dialect, ParsedRecord record) {
    List<String> values = Reading.values(record);
    assertThat(values).isEqualTo(new PlainFields(dialect).of(record.raw()));
    if (dialect.quote() == null && dialect.delimiter().equals("\t")) {
      checkAgainstUnivocity(record.raw(), values);
    }
  }

  /** Nothing that it would take for an escape or for a byte order mark. */
  private static void checkAgainstUnivocity(String raw, List<String> values) {
    if (raw.indexOf('\\') >= 0
        || raw.startsWith("\ufeff")
        || raw.indexOf('\n') >= 0
        || raw.indexOf('\r') >= 0) {
      return;
    }
    TsvParserSettings settings = new TsvParserSettings();
    settings.setIgnoreLeadingWhitespaces(false);
    settings.setIgnoreTrailingWhitespaces(false);
    settings.setCommentProcessingEnabled(false);
    settings.setSkipEmptyLines(false);
    settings.setNullValue("");
    settings.setMaxCharsPerColumn(-1);
    settings.setMaxColumns(values.size());
    assertThat(new TsvParser(settings).parseLine(raw)).containsExactlyElementsOf(values);
  }

  /** Rejects are written behind the preamble: what is in order there is in order here. */
  private static void checkMended(FuzzedFile file, byte lineEnd, Read read) {
    if (lineEnd == '\r') {
      return;
    }
    ByteArrayOutputStream mended = new ByteArrayOutputStream();
    mended.writeBytes(read.reader().preamble());
    List<String> values = new ArrayList<>();
    for (Parsed parsed : read.parsed()) {
      if (parsed instanceof ParsedRecord record) {
        mended.writeBytes(record.raw().getBytes(Charset.forName(file.dialect().encoding())));
        mended.writeBytes(
            (record.raw().endsWith("\r") ? "\r\n" : "\n").getBytes(StandardCharsets.UTF_8));
        values.add(Reading.values(record).toString());
      }
    }
    Read again = new FuzzedFile(mended.toByteArray(), file.dialect()).read();
    assertThat(Objects.requireNonNull(again).reader().columns()).isEqualTo(read.reader().columns());
    assertThat(again.parsed())
        .as("%s", file)
        .map(record -> Reading.values((ParsedRecord) record).toString())
        .isEqualTo(values);
  }

  private static byte lineEnd(FuzzedFile file) {
    byte[] bytes = file.bytes();
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n' || (bytes[i] == '\r' && i + 1 < bytes.length && bytes[i + 1] == '\n')) {
        return '\n';
      }
      if (bytes[i] == '\r') {
        return '\r';
      }
    }
    return '\n';
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static int lines(byte[] bytes, byte lineEnd) {
    int lines = 0;
    for (byte each : bytes) {
      lines += each == lineEnd ? 1 : 0;
    }
    return lines;
  }

  private static List<String> shown(List<Parsed> parsed) {
    return parsed.stream()
        .map(
            each ->
                each.byteOffset()
                    + ":"
                    + each.line()
                    + ":"
                    + each.raw()
                    + (each instanceof MalformedRecord malformed ? malformed.message() : ""))
        .toList();
  }

  /** Gives the same bytes again and again, and notes how many it was asked for at most. */
  private static final class Repeated extends InputStream {

    private final byte[] bytes;
    private final int length;
    private int given;
    private int largestBuffer;

    Repeated(byte[] bytes, int length) {
      this.bytes = bytes;
      this.length = length;
    }

    @Override
    public int read() {
      if (given == length) {
        return -1;
      }
      // The line end is looked for further than a record may be long, so it comes first.
      return given++ == 0 ? '\n' : bytes[given % bytes.length] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int most) {
      largestBuffer = Math.max(largestBuffer, into.length);
      int count = Math.min(most, length - given);
      for (int i = 0; i < count; i++) {
        into[from + i] = (byte) read();
      }
      return count == 0 ? -1 : count;
    }
  }
}
