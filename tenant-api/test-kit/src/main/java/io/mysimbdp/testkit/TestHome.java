package io.mysimbdp.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An installation folder with one tenant, for one run; deleted afterwards. */
final class TestHome implements AutoCloseable {

  private final Path root;
  private final String tenant;

  private TestHome(Path root, String tenant) {
    this.root = root;
    this.tenant = tenant;
  }

  /**
   * Makes the folder of a batch.
   *
   * @param profile lines for tenant.conf, behind all others
   * @param engineConf lines for engine.conf
   */
  static TestHome of(TestBatch batch, String profile, String engineConf) {
    TestHome home = null;
    try {
      home = new TestHome(Files.createTempDirectory("mysimbdp-test"), batch.tenant());
      home.fill(batch, profile, engineConf);
      return home;
    } catch (IOException e) {
      if (home != null) {
        home.close();
      }
      throw new UncheckedIOException(e);
    }
  }

  private void fill(TestBatch batch, String lastLines, String engineConf) throws IOException {
    Files.createDirectories(root.resolve("conf"));
    Files.createDirectories(plugins());
    Files.createDirectories(staging());
    // The tenant may do what it wants: what the provider grants is not what is tested.
    Files.writeString(
        root.resolve("conf/engine.conf"),
        "tenants = [\""
            + tenant
            + "\"]\nprofile { keyspaces = [\"*\"], limits.batch.time = 1 day }\n"
            + engineConf
            + "\n");
    Path profile = batch.profileFile();
    String lines = "";
    if (profile != null) {
      lines = Files.readString(profile);
      copyScripts(profile.toAbsolutePath().getParent());
    }
    Files.writeString(
        folder().resolve("tenant.conf"), lines + "\n" + batch.profileLines() + lastLines);
    FileTime complete = FileTime.from(Instant.now().minusSeconds(3600));
    for (Map.Entry<String, FileContent> file : batch.files().entrySet()) {
      Path staged = staging().resolve(file.getKey());
      file.getValue().writeTo(staged);
      Files.setLastModifiedTime(staged, complete);
    }
  }

  private void copyScripts(@Nullable Path from) throws IOException {
    if (from == null) {
      return;
    }
    try (DirectoryStream<Path> scripts = Files.newDirectoryStream(from, "*.cql")) {
      for (Path script : scripts) {
        Files.copy(script, folder().resolve(String.valueOf(script.getFileName())));
      }
    }
  }

  Path root() {
    return root;
  }

  Path plugins() {
    return root.resolve("plugins");
  }

  Path folder() {
    return root.resolve("tenants").resolve(tenant);
  }

  Path staging() {
    return folder().resolve("staging");
  }

  Path rejects() {
    return folder().resolve("rejects");
  }

  @Override
  public void close() {
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
