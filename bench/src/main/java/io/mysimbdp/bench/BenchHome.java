package io.mysimbdp.bench;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** An installation folder made for a benchmark. */
public final class BenchHome {

  private final Path project;
  private final Path root;

  /** Makes an empty one in the place of a former one. */
  public BenchHome(Path project, Path root) throws IOException {
    this.project = project;
    this.root = root;
    delete(root);
    for (String folder : List.of("conf", "plugins", "tenants")) {
      Files.createDirectories(root.resolve(folder));
    }
  }

  /** Returns its folder. */
  public Path root() {
    return root;
  }

  /** Puts a JAR into the drop folder. */
  public void jar(Path jar) throws IOException {
    Files.copy(jar, root.resolve("plugins").resolve(jar.getFileName().toString()));
  }

  /** Takes the JAR of a sample tenant over. */
  public void jar(String plugin) throws IOException {
    jar(project.resolve("plugins").resolve(plugin + ".jar"));
  }

  /** Writes {@code conf/engine.conf}: these tenants, and further lines. */
  public void conf(List<String> tenants, String... lines) throws IOException {
    Files.writeString(
        root.resolve("conf/engine.conf"),
        "tenants = [\n"
            + String.join("\n", tenants)
            + "\n]\nprofile.keyspaces = [\"*\"]\n"
            + String.join("\n", lines)
            + "\n");
  }

  /** Makes a tenant; its profile has these lines. */
  public void tenant(String id, String... profile) throws IOException {
    Files.createDirectories(staging(id));
    Files.writeString(folder(id).resolve("tenant.conf"), String.join("\n", profile) + "\n");
  }

  /** Returns the folder of a tenant. */
  public Path folder(String tenant) {
    return root.resolve("tenants").resolve(tenant);
  }

  Path staging(String tenant) {
    return folder(tenant).resolve("staging");
  }

  /** Stages a text that counts as complete. */
  void stage(String tenant, String name, String content) throws IOException {
    Path file = Files.writeString(staging(tenant).resolve("." + name), content);
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
    Files.move(file, staging(tenant).resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Stages a copy of a file; a link would be refused. Its age is that of the file. */
  public void copy(String tenant, String name, Path file) throws IOException {
    Path hidden = staging(tenant).resolve("." + name);
    Files.copy(file, hidden, StandardCopyOption.COPY_ATTRIBUTES);
    Files.move(hidden, staging(tenant).resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  boolean isDone(String tenant, String name) {
    return Files.exists(folder(tenant).resolve("done").resolve(name));
  }

  /** Returns how many files of a tenant are in a folder. */
  long count(String tenant, String folder) throws IOException {
    Path path = folder(tenant).resolve(folder);
    if (!Files.isDirectory(path)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(path)) {
      return files.count();
    }
  }

  void empty(String tenant) throws IOException {
    try (Stream<Path> files = Files.list(staging(tenant))) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** Deletes a tenant with all its files. */
  public void remove(String tenant) throws IOException {
    delete(folder(tenant));
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(
              Path visited, @org.jspecify.annotations.Nullable IOException e) throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
