package io.mysimbdp.engine.staging;

import io.mysimbdp.engine.files.NoLinks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The identity of a file's content, whatever its name: the SHA-256 of its bytes as staged. */
public final class Fingerprint {

  private static final int BUFFER_BYTES = 1 << 17;

  private Fingerprint() {}

  /**
   * Reads a file to its end and returns the digest in hexadecimal.
   *
   * @throws IOException when it cannot be read, or it or its folder is a symbolic link by now
   */
  public static String of(Path path) throws IOException {
    return of(path, () -> true).orElseThrow();
  }

  /**
   * Reads a file to its end, as long as it may.
   *
   * @param goOn asked before each piece
   * @return the digest; empty when it was not to go on
   * @throws IOException when the file cannot be read, or it or its folder is a symbolic link by now
   */
  public static Optional<String> of(Path path, BooleanSupplier goOn) throws IOException {
    try (InputStream in = NoLinks.read(path)) {
      return of(in, goOn);
    }
  }

  /**
   * Reads a stream to its end, as long as it may; the caller closes it.
   *
   * @param goOn asked before each piece
   * @return the digest; empty when it was not to go on
   * @throws IOException when it cannot be read
   */
  public static Optional<String> of(InputStream in, BooleanSupplier goOn) throws IOException {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[BUFFER_BYTES];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      digest.update(buffer, 0, n);
      if (!goOn.getAsBoolean()) {
        return Optional.empty();
      }
    }
    return Optional.of(HexFormat.of().formatHex(digest.digest()));
  }

  /** Returns the digest of a text in hexadecimal. */
  public static String ofText(String text) {
    return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
