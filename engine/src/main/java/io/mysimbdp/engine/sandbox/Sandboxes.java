package io.mysimbdp.engine.sandbox;

import com.datastax.oss.driver.api.core.DriverException;
import io.mysimbdp.engine.config.SandboxConf;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.files.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The sandboxes of an installation. They lie in its working folder, so that what a killed process
 * has left of one is found by the next: a sandbox whose lock nobody holds, and that nobody wants to
 * keep. Safe for all threads and processes.
 */
public final class Sandboxes {

  private static final String LOCK = ".lock";

  private final Path place;
  private final RandomGenerator random;
  private final InstantSource clock;

  /**
   * Makes the way to them.
   *
   * @param work the working folder of the installation, {@code .mysimbdp}; made where missing
   * @param random for names that nobody can guess
   * @param clock the time, more or less that of the file system
   */
  public Sandboxes(Path work, RandomGenerator random, InstantSource clock) {
    this.place = work.toAbsolutePath().normalize().resolve("sandboxes");
    this.random = random;
    this.clock = clock;
  }

  /**
   * Makes one. Nothing is made in Cassandra.
   *
   * @param conf the configuration of the installation
   * @param server the Cassandra that it will use
   * @throws EngineException DISK when it cannot be made; then nothing is left
   */
  public Sandbox make(SandboxConf conf, SandboxSpec spec, SandboxServer server) {
    SandboxKeyspaces keyspaces = SandboxKeyspaces.random(random);
    Path home = place.resolve(keyspaces.name());
    Path lock = place.resolve(keyspaces.name() + LOCK);
    try {
      Files.createDirectories(place);
      SandboxLocks.alone(
          gate(),
          () -> {
            if (!SandboxLocks.take(lock)) {
              throw new IOException("another process has " + lock);
            }
            SandboxFiles.makePrivate(home);
            SandboxFiles.record(home, server);
            return home;
          });
    } catch (IOException e) {
      throw new EngineException(FailureCode.DISK, "Cannot make a sandbox in " + home + ": " + e, e);
    }
    Sandbox sandbox = new Sandbox(home, lock, spec, keyspaces, clock.instant());
    boolean isFilled = false;
    try {
      fill(sandbox, conf, spec, server);
      isFilled = true;
      return sandbox;
    } finally {
      if (!isFilled) {
        sandbox.discard();
      }
    }
  }

  private static void fill(
      Sandbox sandbox, SandboxConf conf, SandboxSpec spec, SandboxServer server) {
    try {
      Files.createDirectories(sandbox.folder().resolve("staging"));
      Path plugins = Files.createDirectory(sandbox.home().resolve("plugins"));
      Files.copy(spec.jar(), plugins.resolve(SandboxFiles.jarName(spec)));
    } catch (IOException e) {
      throw new EngineException(
          FailureCode.DISK, "Cannot copy " + spec.jar() + " to " + sandbox.home() + ": " + e, e);
    }
    SandboxKeyspaces keyspaces = sandbox.keyspaces();
    conf.copyInto(
        sandbox.home(),
        spec.tenant(),
        spec.plan(),
        keyspaces.tables(),
        keyspaces.ledger(),
        server.contactPoints(),
        spec.engineLines());
    spec.profile()
        .copyInto(sandbox.folder(), spec.pluginId(), keyspaces.tables(), spec.tenantLines());
  }

  /**
   * Removes what processes have left that were killed: keyspaces first, so that a sandbox whose
   * keyspaces cannot be dropped is found again.
   *
   * @param server the Cassandra that is at hand; what is in others stays
   * @param drop drops keyspaces in it
   * @return the names of the sandboxes that are gone now
   */
  public List<String> sweep(SandboxServer server, Consumer<SandboxKeyspaces> drop) {
    return remove(server, drop, false);
  }

  /** Removes those that somebody wanted to stay, and what {@link #sweep} does. */
  public List<String> removeKept(SandboxServer server, Consumer<SandboxKeyspaces> drop) {
    return remove(server, drop, true);
  }

  /** Returns the names of those that somebody wanted to stay, sorted. */
  public List<String> kept() {
    return names().stream()
        .filter(name -> Files.exists(place.resolve(name).resolve(SandboxFiles.KEPT)))
        .toList();
  }

  private List<String> remove(
      SandboxServer server, Consumer<SandboxKeyspaces> drop, boolean alsoKept) {
    if (Files.notExists(place)) {
      return List.of();
    }
    try {
      return SandboxLocks.alone(
          gate(),
          () -> {
            List<String> removed = new ArrayList<>();
            for (String name : names()) {
              if (removeIfLeft(name, server, drop, alsoKept)) {
                removed.add(name);
              }
            }
            return removed;
          });
    } catch (IOException e) {
      throw new EngineException(
          FailureCode.DISK, "Cannot remove what is left in " + place + ": " + e, e);
    }
  }

  private boolean removeIfLeft(
      String name, SandboxServer server, Consumer<SandboxKeyspaces> drop, boolean alsoKept)
      throws IOException {
    Path home = place.resolve(name);
    if (!alsoKept && Files.exists(home.resolve(SandboxFiles.KEPT))) {
      return false;
    }
    Path lock = place.resolve(name + LOCK);
    if (!SandboxLocks.take(lock)) {
      return false;
    }
    boolean isGone = false;
    try {
      String owner = SandboxFiles.server(home).orElse(server.name());
      if (owner.equals(server.name())) {
        drop.accept(new SandboxKeyspaces(name));
        Folders.deleteAll(home);
        isGone = true;
      }
    } catch (DriverException e) {
      // Left for a time when Cassandra is better.
      isGone = false;
    } finally {
      SandboxLocks.free(lock, isGone);
    }
    return isGone;
  }

  /** Returns the names of the sandboxes that have a folder or a lock; other files are not ours. */
  private List<String> names() {
    if (Files.notExists(place)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(place)) {
      return files
          .filter(file -> !Files.isSymbolicLink(file))
          .filter(
              file ->
                  Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)
                      || String.valueOf(file.getFileName()).endsWith(LOCK))
          .map(file -> String.valueOf(file.getFileName()))
          .map(
              name -> name.endsWith(LOCK) ? name.substring(0, name.length() - LOCK.length()) : name)
          .filter(SandboxKeyspaces::isName)
          .distinct()
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new EngineException(FailureCode.DISK, "Cannot read " + place + ": " + e, e);
    }
  }

  private Path gate() {
    return place.resolve("gate");
  }
}
