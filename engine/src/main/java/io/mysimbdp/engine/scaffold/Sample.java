package io.mysimbdp.engine.scaffold;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.records.Compression;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The beginning of a file of a tenant, in memory. Immutable. */
public final class Sample {

  /** How much of a file is read, in bytes of its decompressed content. */
  public static final int MOST_BYTES = 4 << 20;

  private static final byte[] UTF_8_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final String name;
  private final byte[] bytes;
  private final boolean whole;
  private final boolean mark;

  /**
   * Takes what is known to be text.
   *
   * @param name the file's name, without folders
   * @param bytes decompressed, without a byte order mark of UTF-8, whole lines only; kept as it is
   * @param whole whether that is all of the file
   * @param mark whether the file begins with a byte order mark of UTF-8
   */
  Sample(String name, byte[] bytes, boolean whole, boolean mark) {
    this.name = name;
    this.bytes = bytes;
    this.whole = whole;
    this.mark = mark;
  }

  /**
   * Reads the beginning of a file. Its suffix says whether it is compressed.
   *
   * @throws EngineException when it cannot be read, or is no delimited text
   */
  public static Sample read(Path file) {
    String name = String.valueOf(file.getFileName());
    byte[] bytes;
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = Compression.ofFileName(name).open(raw)) {
      // One more, to see whether there is more.
      bytes = in.readNBytes(MOST_BYTES + 1);
    } catch (IOException e) {
      throw unusable(name, "cannot be read: " + e.getMessage(), e);
    }
    return of(name, bytes);
  }

  /**
   * Takes the beginning of a file.
   *
   * @param bytes decompressed; more than {@link #MOST_BYTES} when the file has more
   * @throws EngineException when it is no delimited text
   */
  static Sample of(String name, byte[] bytes) {
    String kind = kind(bytes);
    if (kind != null) {
      throw unusable(
          name, kind + "; expected lines of text with a delimiter between the fields", null);
    }
    boolean mark = startsWith(bytes, UTF_8_MARK);
    int from = mark ? UTF_8_MARK.length : 0;
    boolean whole = bytes.length <= MOST_BYTES;
    byte[] text = Arrays.copyOfRange(bytes, from, whole ? bytes.length : wholeLines(name, bytes));
    if (new String(text, StandardCharsets.ISO_8859_1).isBlank()) {
      throw unusable(name, "is empty; expected a header and some records", null);
    }
    return new Sample(name, text, whole, mark);
  }

  String name() {
    return name;
  }

  /** Returns the text; not to be changed. */
  byte[] bytes() {
    return bytes;
  }

  /** Tells whether that is all of the file. */
  boolean whole() {
    return whole;
  }

  /** Tells whether the file begins with a byte order mark, which is no part of the text here. */
  boolean mark() {
    return mark;
  }

  /** Returns what bytes are that are no text; null: they may be one. */
  private static @Nullable String kind(byte[] bytes) {
    if (startsWith(bytes, new byte[] {(byte) 0xff, (byte) 0xfe})
        || startsWith(bytes, new byte[] {(byte) 0xfe, (byte) 0xff})) {
      return "is UTF-16, which the engine does not read; convert it to UTF-8 first, for example by"
          + " \"iconv -f UTF-16 -t UTF-8\"";
    }
    String begin = new String(bytes, 0, Math.min(bytes.length, 512), StandardCharsets.ISO_8859_1);
    if (begin.startsWith("PK\u0003\u0004")) {
      return "is a zip archive, or a spreadsheet; save it as CSV";
    }
    if (begin.startsWith("\u001f\u008b") || begin.startsWith("(\u00b5/\u00fd")) {
      return "is compressed, but its name does not end in .gz or .zst";
    }
    if (begin.startsWith("PAR1") || begin.startsWith("Obj\u0001")) {
      return "is a Parquet or Avro file";
    }
    if (begin.matches("(?s)\\s*(\\[\\s*)?\\{\\s*\".*")) {
      return "is JSON";
    }
    if (begin.matches("(?s)\\s*(<\\?xml|<!DOCTYPE).*")) {
      return "is XML or HTML";
    }
    for (int i = 0; i < Math.min(bytes.length, 4096); i++) {
      if (bytes[i] == 0) {
        return "holds NUL bytes, the first at byte " + i;
      }
    }
    return null;
  }

  private static int wholeLines(String name, byte[] bytes) {
    for (int i = MOST_BYTES - 1; i > 0; i--) {
      if (bytes[i] == '\n' || (bytes[i] == '\r' && bytes[i + 1] != '\n')) {
        return i + 1;
      }
    }
    throw unusable(name, "has no line end in its first " + MOST_BYTES + " bytes", null);
  }

  private static boolean startsWith(byte[] bytes, byte[] prefix) {
    return bytes.length >= prefix.length
        && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
  }

  static EngineException unusable(String name, String what, @Nullable Throwable cause) {
    return new EngineException(FailureCode.FILE_UNUSABLE, "File " + name + " " + what, cause);
  }
}
