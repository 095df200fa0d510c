package io.mysimbdp.engine.plugin;

import io.mysimbdp.engine.failure.FailureCode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The tenant JARs of an installation: those that could be loaded, and what is wrong with the
 * others. A snapshot of the folder at the time of {@link #load}. Safe for several threads.
 */
public final class PluginCatalog implements AutoCloseable {

  private final TenantPlugins manager;
  private final JarCopies copies;
  private final Map<String, LoadedPlugin> plugins;
  private final List<PluginFailure> failures;

  private PluginCatalog(
      TenantPlugins manager,
      JarCopies copies,
      Map<String, LoadedPlugin> plugins,
      List<PluginFailure> failures) {
    this.manager = manager;
    this.copies = copies;
    this.plugins = plugins;
    this.failures = List.copyOf(failures);
  }

  /**
   * Loads every {@code *.jar} that lies directly in the folder. Runs no code of a tenant.
   *
   * @param pluginsDirectory the drop folder
   * @param apiVersion the version of tenant-api that {@code Plugin-Requires} is checked against
   * @return never fails for a JAR; see {@link #failures}
   */
  public static PluginCatalog load(Path pluginsDirectory, String apiVersion) {
    JarCopies copies = JarCopies.create();
    TenantPlugins manager = new TenantPlugins(copies.folder(), apiVersion);
    List<PluginFailure> failures = new ArrayList<>();
    Map<String, LoadedPlugin> plugins = new TreeMap<>();
    Map<String, List<Candidate>> byId = new TreeMap<>();
    for (Path jar : jarsIn(pluginsDirectory, failures)) {
      candidate(jar, copies, apiVersion, manager, failures)
          .ifPresent(c -> byId.computeIfAbsent(c.facts.id(), id -> new ArrayList<>()).add(c));
    }
    byId.forEach(
        (id, candidates) -> {
          if (candidates.size() > 1) {
            candidates.forEach(c -> failures.add(duplicate(c, candidates)));
          } else {
            loadInto(plugins, candidates.get(0), manager, failures);
          }
        });
    failures.sort(Comparator.comparing(PluginFailure::jar));
    return new PluginCatalog(manager, copies, plugins, failures);
  }

  /** Returns the loaded JARs, by id. */
  public List<LoadedPlugin> plugins() {
    return List.copyOf(plugins.values());
  }

  /** Returns what is wrong with the other JARs, by file name. */
  public List<PluginFailure> failures() {
    return failures;
  }

  /** Returns the JAR with this {@code Plugin-Id}. */
  public Optional<LoadedPlugin> find(String id) {
    return Optional.ofNullable(plugins.get(id));
  }

  /** Closes the class loaders and deletes the copies. No app may be running any more. */
  @Override
  public void close() {
    manager.unloadPlugins();
    copies.close();
  }

  private record Candidate(Path jar, JarCopies.Copy copy, JarFacts facts) {}

  private static List<Path> jarsIn(Path directory, List<PluginFailure> failures) {
    List<Path> jars = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, "*.jar")) {
      for (Path entry : entries) {
        if (!entry.getFileName().toString().startsWith(".")) {
          jars.add(entry);
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      failures.add(
          new PluginFailure(
              "",
              Optional.empty(),
              FailureCode.PLUGIN_MISSING,
              "The folder " + directory + " for tenant JARs does not exist"));
    } catch (IOException e) {
      failures.add(
          new PluginFailure(
              "",
              Optional.empty(),
              FailureCode.PLUGIN_UNREADABLE,
              "The folder " + directory + " for tenant JARs cannot be read: " + e.getMessage()));
    }
    jars.sort(null);
    return jars;
  }

  private static Optional<Candidate> candidate(
      Path jar,
      JarCopies copies,
      String apiVersion,
      TenantPlugins manager,
      List<PluginFailure> failures) {
    try {
      if (!Files.isRegularFile(jar)) {
        throw new UnusablePluginException(
            FailureCode.PLUGIN_UNREADABLE, "is a folder or something else, not a file");
      }
      JarCopies.Copy copy = copies.copy(jar);
      JarFacts facts = JarFacts.read(copy.path(), apiVersion, manager.getVersionManager());
      return Optional.of(new Candidate(jar, copy, facts));
    } catch (UnusablePluginException e) {
      failures.add(failure(jar, JarFacts.idOf(jar), e));
    } catch (IOException e) {
      failures.add(
          failure(
              jar,
              Optional.empty(),
              new UnusablePluginException(
                  FailureCode.PLUGIN_UNREADABLE, "cannot be read: " + e.getMessage(), e)));
    }
    return Optional.empty();
  }

  private static void loadInto(
      Map<String, LoadedPlugin> plugins,
      Candidate candidate,
      TenantPlugins manager,
      List<PluginFailure> failures) {
    JarFacts facts = candidate.facts;
    try {
      String id = manager.loadPlugin(candidate.copy.path());
      ClassLoader loader = manager.getPluginClassLoader(id);
      try {
        TrialLink.check(facts.appClass(), loader);
      } catch (UnusablePluginException e) {
        manager.unloadPlugin(id);
        throw e;
      }
      plugins.put(
          facts.id(), new LoadedPlugin(facts, candidate.jar, candidate.copy.sha256(), loader));
    } catch (UnusablePluginException e) {
      failures.add(failure(candidate.jar, Optional.of(facts.id()), e));
    } catch (RuntimeException | LinkageError e) {
      failures.add(
          failure(
              candidate.jar,
              Optional.of(facts.id()),
              new UnusablePluginException(
                  FailureCode.PLUGIN_BROKEN_CLASS, "cannot be loaded: " + e, e)));
    }
  }

  /** None of them is loaded: nobody can say which one is meant. */
  private static PluginFailure duplicate(Candidate one, List<Candidate> all) {
    List<String> others =
        all.stream()
            .filter(other -> !other.jar.equals(one.jar))
            .map(other -> other.jar.getFileName().toString())
            .toList();
    return failure(
        one.jar,
        Optional.of(one.facts.id()),
        new UnusablePluginException(
            FailureCode.PLUGIN_DUPLICATE_ID,
            "has the Plugin-Id "
                + one.facts.id()
                + ", and so has "
                + String.join(", ", others)
                + "; remove all but one"));
  }

  private static PluginFailure failure(Path jar, Optional<String> id, UnusablePluginException why) {
    String name = jar.getFileName().toString();
    return new PluginFailure(name, id, why.code(), "plugins/" + name + " " + why.getMessage());
  }
}
