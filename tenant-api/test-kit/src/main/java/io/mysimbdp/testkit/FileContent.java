package io.mysimbdp.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** What a file of a test holds. */
@FunctionalInterface
interface FileContent {

  /** Writes it to where there is nothing yet. */
  void writeTo(Path target) throws IOException;

  static FileContent of(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException("There is no file " + file.toAbsolutePath());
    }
    return target -> Files.copy(file, target);
  }

  static FileContent of(byte[] bytes) {
    byte[] copy = bytes.clone();
    return target -> Files.write(target, copy);
  }

  static byte[] gzip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
