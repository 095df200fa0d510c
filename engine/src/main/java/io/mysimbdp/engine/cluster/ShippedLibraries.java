package io.mysimbdp.engine.cluster;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.staging.Fingerprint;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Makes archives of JARs that executors get: once for each set of JARs, in a folder where the next
 * engine finds them.
 */
final class ShippedLibraries {

  private static final int NAME_CHARS = 16;

  private final Path folder;

  /** Keeps archives in a folder, which is made. */
  ShippedLibraries(Path folder) {
    this.folder = folder;
  }

  /**
   * Returns an archive of JARs, which lie in it side by side. A folder of classes, as there is one
   * while the engine is developed, becomes a JAR.
   *
   * @param name what its file's name begins with
   * @param entries JARs and folders of classes; what does not exist is left out
   */
  Path zip(String name, List<Path> entries) {
    try {
      List<Path> there = entries.stream().filter(Files::exists).toList();
      Path archive = folder.resolve(name + "-" + digest(there) + ".zip");
      if (!Files.exists(archive)) {
        write(archive, out -> fill(out, there));
      }
      return archive;
    } catch (IOException | UncheckedIOException e) {
      throw failed(name, e);
    }
  }

  /** Returns a JAR as it is, and a folder of classes as a JAR. */
  Path jar(String name, Path entry) {
    if (!Files.isDirectory(entry)) {
      return entry;
    }
    try {
      Path jar = folder.resolve(name + "-" + digest(List.of(entry)) + ".jar");
      if (!Files.exists(jar)) {
        write(jar, out -> classes(out, entry));
      }
      return jar;
    } catch (IOException | UncheckedIOException e) {
      throw failed(name, e);
    }
  }

  private EngineException failed(String name, Exception e) {
    return new EngineException(
        FailureCode.DISK,
        "What executors get of " + name + " cannot be written to " + folder + ": " + e.getMessage(),
        e);
  }

  @FunctionalInterface
  private interface Content {
    void to(OutputStream out) throws IOException;
  }

  /** Another engine may do the same just now; whoever is last wins, with the same content. */
  private void write(Path target, Content content) throws IOException {
    Files.createDirectories(folder);
    Path part = Files.createTempFile(folder, target.getFileName().toString(), ".part");
    try {
      try (OutputStream out = Files.newOutputStream(part)) {
        content.to(out);
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static void fill(OutputStream out, List<Path> entries) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    // They are compressed already.
    zip.setLevel(Deflater.NO_COMPRESSION);
    int number = 0;
    for (Path entry : entries) {
      // Of two JARs with the same classes, the first one on the class path counts.
      String position = String.format(Locale.ROOT, "%03d-", number++);
      if (Files.isDirectory(entry)) {
        zip.putNextEntry(new ZipEntry(position + "classes.jar"));
        classes(zip, entry);
      } else {
        zip.putNextEntry(new ZipEntry(position + entry.getFileName()));
        Files.copy(entry, zip);
      }
      zip.closeEntry();
    }
    zip.finish();
  }

  private static void classes(OutputStream out, Path folder) throws IOException {
    ZipOutputStream jar = new ZipOutputStream(out);
    for (Path file : files(folder)) {
      jar.putNextEntry(new ZipEntry(folder.relativize(file).toString().replace('\\', '/')));
      Files.copy(file, jar);
      jar.closeEntry();
    }
    jar.finish();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      return found.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** Goes by names, sizes and times, for to read all of them takes longer than it is worth. */
  private static String digest(List<Path> entries) throws IOException {
    StringBuilder listed = new StringBuilder();
    for (Path entry : entries) {
      for (Path file : Files.isDirectory(entry) ? files(entry) : List.of(entry)) {
        listed
            .append(file.toAbsolutePath())
            .append('\t')
            .append(Files.size(file))
            .append('\t')
            .append(Files.getLastModifiedTime(file).toMillis())
            .append('\n');
      }
    }
    return Fingerprint.ofText(listed.toString()).substring(0, NAME_CHARS);
  }
}
