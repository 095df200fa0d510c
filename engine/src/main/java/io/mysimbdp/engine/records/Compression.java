package io.mysimbdp.engine.records;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** How a file is compressed, as its name says. */
public enum Compression {
  /** Not at all. */
  NONE,
  /** gzip, one member or several. */
  GZIP,
  /** Zstandard, one frame or several. */
  ZSTD;

  private static final int BUFFER_BYTES = 1 << 16;

  /** Returns the compression by the suffix {@code .gz} or {@code .zst}, in any case. */
  public static Compression ofFileName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".gz")) {
      return GZIP;
    }
    return lower.endsWith(".zst") ? ZSTD : NONE;
  }

  /** Returns the name without the suffix that says how the file is compressed. */
  public static String withoutSuffix(String name) {
    return ofFileName(name) == NONE ? name : name.substring(0, name.lastIndexOf('.'));
  }

  /**
   * Opens the decompressed content.
   *
   * @throws IOException when the stream cannot be read, or does not begin as it should; the stream
   *     returned throws it when data is damaged or ends too early
   */
  public InputStream open(InputStream raw) throws IOException {
    return switch (this) {
      case NONE -> raw;
      case GZIP -> new Clear(gunzip(raw), "gzip");
      case ZSTD -> new Clear(new ZstdInputStream(raw), "zstd");
    };
  }

  /** The JDK's own stream takes a second member that is cut short for the end of the file. */
  private static InputStream gunzip(InputStream raw) throws IOException {
    return GzipCompressorInputStream.builder()
        .setInputStream(new BufferedInputStream(raw, BUFFER_BYTES))
        .setDecompressConcatenated(true)
        .get();
  }

  /**
   * Opens a stream that compresses what is written to it; its end is written when it is closed.
   *
   * @throws IOException when the stream cannot be written
   */
  public OutputStream create(OutputStream raw) throws IOException {
    return switch (this) {
      case NONE -> raw;
      case GZIP -> new GZIPOutputStream(raw, BUFFER_BYTES);
      case ZSTD -> new ZstdOutputStream(raw);
    };
  }

  /** Says what ended too early; the libraries only say that something did. */
  private static final class Clear extends FilterInputStream {

    private final String format;

    Clear(InputStream in, String format) {
      super(in);
      this.format = format;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      int count = read(one, 0, 1);
      return count < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      try {
        return super.read(buffer, offset, length);
      } catch (EOFException e) {
        throw new EOFException("the " + format + " data ends too early");
      } catch (ZstdIOException e) {
        throw new IOException("the zstd data is damaged or ends too early", e);
      }
    }
  }
}
