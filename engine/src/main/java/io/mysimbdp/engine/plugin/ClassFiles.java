package io.mysimbdp.engine.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The class files of one JAR, those for this version of Java where there are several. Signatures
 * are verified. Safe for all threads.
 */
final class ClassFiles implements AutoCloseable {

  private final JarFile jar;
  private final URL url;
  private volatile boolean closed;

  /**
   * A class file.
   *
   * @param content its bytes
   * @param manifest the JAR's
   * @param source the JAR, and who has signed the class
   */
  record ClassFile(ByteBuffer content, Manifest manifest, CodeSource source) {}

  ClassFiles(Path jar) throws IOException {
    this.url = jar.toUri().toURL();
    this.jar = new JarFile(jar.toFile(), true, ZipFile.OPEN_READ, Runtime.version());
  }

  /**
   * Returns a class file, or null when there is none or the JAR is closed.
   *
   * @param className with slashes
   * @throws IOException when it cannot be read
   * @throws SecurityException when it is not what was signed
   */
  @Nullable ClassFile find(String className) throws IOException {
    if (closed) {
      return null;
    }
    JarEntry entry = jar.getJarEntry(className + ".class");
    if (entry == null) {
      return null;
    }
    try (InputStream in = jar.getInputStream(entry)) {
      ByteBuffer content = ByteBuffer.wrap(in.readAllBytes());
      Manifest manifest = jar.getManifest();
      return new ClassFile(
          content,
          manifest == null ? new Manifest() : manifest,
          new CodeSource(url, entry.getCodeSigners()));
    }
  }

  URL url() {
    return url;
  }

  /** Returns the content of a class file, or null when there is none. */
  byte @Nullable [] bytes(String className) {
    try {
      ClassFile file = find(className);
      return file == null ? null : file.content().array();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    jar.close();
  }
}
