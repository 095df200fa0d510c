package io.mysimbdp.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;

/** An installation folder made for a test: nothing but conf/, plugins/ and tenants/. */
final class TestingHome {

  private final Path root;

  TestingHome(Path root) {
    this.root = root;
    create(root.resolve("conf"));
    create(root.resolve("plugins"));
    create(root.resolve("tenants"));
  }

  Path root() {
    return root;
  }

  Engine engine() {
    return new Engine(root);
  }

  /**
   * Writes conf/engine.conf with these tenants and further lines. The tenants may do what they
   * want.
   */
  TestingHome conf(String[] tenants, String... lines) {
    String ids = Arrays.stream(tenants).collect(Collectors.joining(", "));
    write(
        root.resolve("conf/engine.conf"),
        "tenants = ["
            + ids
            + "]\nprofile { keyspaces = [\"*\"], limits.batch.time = 1 day }\n"
            + String.join("\n", lines)
            + "\ncassandra.embedded {\n  heap = 512 MiB\n"
            + "  jvm-options = [\"-XX:TieredStopAtLevel=1\"]\n}\n");
    return this;
  }

  /** Takes a sample tenant over as it is in the source tree: JAR and profile. */
  TestingHome sample(String tenant) {
    copy(Engine.project().resolve("plugins").resolve(tenant + ".jar"), plugins());
    Path folder = root.resolve("tenants").resolve(tenant);
    create(folder.resolve("staging"));
    copy(Engine.project().resolve("tenants").resolve(tenant).resolve("tenant.conf"), folder);
    return this;
  }

  /** Makes the folder of a tenant with this profile. */
  TestingHome tenant(String tenant, String profile) {
    Path folder = root.resolve("tenants").resolve(tenant);
    create(folder.resolve("staging"));
    write(folder.resolve("tenant.conf"), profile);
    return this;
  }

  Path plugins() {
    return root.resolve("plugins");
  }

  Path staging(String tenant) {
    return root.resolve("tenants").resolve(tenant).resolve("staging");
  }

  Path folder(String tenant, String name) {
    return root.resolve("tenants").resolve(tenant).resolve(name);
  }

  /** Stages a copy of a file under another name, old enough to count as complete. */
  TestingHome stage(String tenant, Path file, String name) {
    try {
      Path staged =
          Files.copy(file, staging(tenant).resolve(name), StandardCopyOption.REPLACE_EXISTING);
      staged.toFile().setWritable(true);
      Files.setLastModifiedTime(staged, FileTime.from(Instant.now().minusSeconds(60)));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stages bytes. */
  TestingHome stage(String tenant, String name, byte[] content) {
    try {
      Path staged = Files.write(staging(tenant).resolve(name), content);
      Files.setLastModifiedTime(staged, FileTime.from(Instant.now().minusSeconds(60)));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stages a text. */
  TestingHome stage(String tenant, String name, String content) {
    Path staged = staging(tenant).resolve(name);
    write(staged, content);
    try {
      Files.setLastModifiedTime(staged, FileTime.from(Instant.now().minusSeconds(60)));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(Path file, Path folder) {
    try {
      Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String content) {
    try {
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void create(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
