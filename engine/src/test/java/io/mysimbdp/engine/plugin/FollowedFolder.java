package io.mysimbdp.engine.plugin;

import io.mysimbdp.engine.config.PluginTrust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;

/** A plugins folder that a catalog follows, with a clock that stands still until it is moved. */
final class FollowedFolder implements AutoCloseable {

  static final Duration QUIET = Duration.ofSeconds(5);
  private static final Instant BEGIN = Instant.parse("2030-01-01T00:00:00Z");

  final PluginCatalog catalog;
  private final Path folder;
  private volatile Instant now = BEGIN;

  /** Loads what lies there already. */
  FollowedFolder(Path folder) {
    this.folder = folder;
    this.catalog = PluginCatalog.load(folder, "1.0.0", PluginTrust.ANY, QUIET, () -> now);
  }

  /** Lets time pass. */
  void pass(Duration time) {
    now = now.plus(time);
  }

  /** Builds a JAR that was last written long ago. */
  Path put(PluginJar jar) {
    return aged(jar.buildInto(folder));
  }

  /** Puts another file that was last written long ago. */
  Path put(String name, String text) {
    try {
      return aged(Files.writeString(folder.resolve(name), text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void delete(String name) {
    try {
      Files.delete(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void rename(String from, String to) {
    try {
      Files.move(folder.resolve(from), folder.resolve(to), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void copy(String from, String to) {
    try {
      Files.copy(folder.resolve(from), folder.resolve(to));
      aged(folder.resolve(to));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Has a file look as if it was last written at some distance from now; the past is negative. */
  Path written(Path file, Duration fromNow) {
    try {
      return Files.setLastModifiedTime(file, FileTime.from(now.plus(fromNow)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  PluginChanges refresh() {
    return catalog.refresh();
  }

  LoadedPlugin serving(String id) {
    return catalog.find(id).orElseThrow();
  }

  private Path aged(Path file) {
    return written(file, Duration.ofDays(-1));
  }

  @Override
  public void close() {
    catalog.close();
  }
}
