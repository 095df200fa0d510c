package io.mysimbdp.engine.admission;

import io.mysimbdp.engine.records.Compression;
import java.util.Locale;

/**
 * What the directory says of a staged file.
 *
 * @param name its name
 * @param bytes its size as staged
 */
public record FileFacts(String name, long bytes) {

  /** Returns how its name says that it is compressed: none, gzip or zstd. */
  public String compression() {
    return Compression.ofFileName(name).name().toLowerCase(Locale.ROOT);
  }

  /** Returns its extension, lower case, that of a compression left out; empty when it has none. */
  public String extension() {
    String plain = Compression.withoutSuffix(name).toLowerCase(Locale.ROOT);
    int dot = plain.lastIndexOf('.');
    return dot < 0 ? "" : plain.substring(dot + 1);
  }
}
