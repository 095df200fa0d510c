package io.mysimbdp.engine.plugin;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;

/**
 * Private copies of the JARs, from which classes are loaded: a JAR that is replaced or deleted
 * while its app runs would break it in the middle.
 */
final class JarCopies implements AutoCloseable {

  private final Path folder;

  private JarCopies(Path folder) {
    this.folder = folder;
  }

  /** A copy and the digest of what was copied. */
  record Copy(Path path, String sha256) {}

  static JarCopies create() {
    try {
      return new JarCopies(Files.createTempDirectory("mysimbdp-plugins-"));
    } catch (IOException e) {
      throw new EngineException(
          FailureCode.DISK, "No temporary folder for plugins can be made: " + e.getMessage(), e);
    }
  }

  Path folder() {
    return folder;
  }

  Copy copy(Path jar) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
    Path copy = folder.resolve(jar.getFileName());
    try (InputStream in = new DigestInputStream(Files.newInputStream(jar), digest)) {
      Files.copy(in, copy);
    }
    return new Copy(copy, HexFormat.of().formatHex(digest.digest()));
  }

  @Override
  public void close() {
    try (Stream<Path> copies = Files.list(folder)) {
      for (Path copy : copies.toList()) {
        Files.delete(copy);
      }
      Files.delete(folder);
    } catch (IOException e) {
      throw new EngineException(
          FailureCode.DISK, "Copies of plugins cannot be deleted: " + e.getMessage(), e);
    }
  }
}
