package io.mysimbdp.engine.sandbox;

import com.datastax.oss.driver.api.core.CqlSession;
import io.mysimbdp.engine.config.ConfigException;
import io.mysimbdp.engine.config.Installation;
import io.mysimbdp.engine.config.Problem;
import io.mysimbdp.engine.config.Registration;
import io.mysimbdp.engine.config.SandboxConf;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.files.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A throw-away installation with one tenant, which every command of the engine can work on. Nobody
 * else deletes it while this process lives and has not closed it. Its keyspaces are made by those
 * who run it. For one thread.
 */
public final class Sandbox implements AutoCloseable {

  /** A file that nobody has touched for so long is complete, whatever the profile says. */
  private static final Duration AGE = Duration.ofHours(1);

  private final Path home;
  private final Path lock;
  private final SandboxSpec spec;
  private final SandboxKeyspaces keyspaces;
  private final Instant made;
  private boolean isKept;
  private boolean isDropped;

  Sandbox(Path home, Path lock, SandboxSpec spec, SandboxKeyspaces keyspaces, Instant made) {
    this.home = home;
    this.lock = lock;
    this.spec = spec;
    this.keyspaces = keyspaces;
    this.made = made;
  }

  /** Returns its installation folder, absolute. */
  public Path home() {
    return home;
  }

  /** Returns the id of its only tenant. */
  public String tenant() {
    return spec.tenant();
  }

  /** Returns the folder of its tenant, absolute. */
  public Path folder() {
    return home.resolve("tenants").resolve(spec.tenant());
  }

  /** Returns its keyspaces. */
  public SandboxKeyspaces keyspaces() {
    return keyspaces;
  }

  /**
   * Loads its configuration.
   *
   * @param environment as for the installation that it was made from
   * @throws ConfigException when something is wrong with it, also with its tenant's; in terms of
   *     the files that were given
   */
  public Installation load(Map<String, String> environment) {
    try {
      Installation installation = Installation.load(home, environment);
      for (Registration registration : installation.registrations()) {
        registration.requireProfile();
      }
      return installation;
    } catch (ConfigException e) {
      throw new ConfigException(
          e.problems().stream()
              .map(
                  each ->
                      new Problem(
                          original(each.file()), each.line(), each.key(), original(each.message())))
              .toList());
    }
  }

  /** Returns a message about it as one about the files that it was made from. */
  public String original(String message) {
    return SandboxConf.original(spec.profile().original(message, "tenants/" + spec.tenant()))
        .replace("plugins/" + SandboxFiles.jarName(spec), spec.jar().toString());
  }

  /**
   * Copies a file into the staging directory of its tenant, as one that is complete.
   *
   * @return the copy
   * @throws EngineException FILE_UNUSABLE when there is no such file; DISK when it cannot be copied
   */
  public Path stage(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new EngineException(
          FailureCode.FILE_UNUSABLE,
          Files.isDirectory(file)
              ? "Expected a file with records, got a folder: " + file
              : "Expected a file with records, found none at " + file);
    }
    Path copy = folder().resolve("staging").resolve(String.valueOf(file.getFileName()));
    try {
      Files.copy(file, copy);
      Files.setLastModifiedTime(copy, FileTime.from(made.minus(AGE)));
      return copy;
    } catch (IOException e) {
      throw new EngineException(
          FailureCode.DISK, "Cannot copy " + file + " to " + copy + ": " + e, e);
    }
  }

  /** Returns the files that are in a folder of its tenant, such as {@code rejects}, sorted. */
  public List<Path> filesIn(String name) {
    List<Path> files = new ArrayList<>();
    Path place = folder().resolve(name);
    if (Files.isDirectory(place)) {
      try (var all = Files.newDirectoryStream(place)) {
        all.forEach(files::add);
      } catch (IOException e) {
        throw new EngineException(FailureCode.DISK, "Cannot read " + place + ": " + e, e);
      }
    }
    files.sort(null);
    return files;
  }

  /**
   * Has it stay when it is closed, and its keyspaces with it, until {@link Sandboxes#removeKept}.
   */
  public void keep() {
    isKept = true;
  }

  /**
   * Drops its keyspaces, where there are any.
   *
   * @throws com.datastax.oss.driver.api.core.DriverException when Cassandra does not do so
   */
  public void drop(CqlSession session) {
    keyspaces.drop(session);
    isDropped = true;
  }

  /**
   * Deletes its folder. One that is kept, or whose keyspaces could not be dropped, stays: without
   * it nobody would know of them.
   *
   * @throws EngineException DISK when it cannot be deleted
   */
  @Override
  public void close() {
    try {
      if (isKept) {
        Files.writeString(home.resolve(SandboxFiles.KEPT), "");
      }
      boolean isGone = !isKept && isDropped;
      if (isGone) {
        Folders.deleteAll(home);
      }
      SandboxLocks.free(lock, isGone);
    } catch (IOException e) {
      throw new EngineException(FailureCode.DISK, "Cannot delete " + home + ": " + e, e);
    }
  }

  /**
   * Deletes its folder where nothing was made in Cassandra, or that Cassandra goes with the folder.
   *
   * @throws EngineException DISK when it cannot be deleted
   */
  public void discard() {
    isDropped = true;
    close();
  }
}
