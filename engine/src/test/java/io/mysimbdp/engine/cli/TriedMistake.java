package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.TestingProfiles;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.plugin.LoadedPlugin;
import io.mysimbdp.engine.plugin.PluginCatalog;
import io.mysimbdp.engine.staging.TenantFolder;
import io.mysimbdp.engine.trial.Trial;
import io.mysimbdp.engine.trial.TrialFaults;
import io.mysimbdp.engine.trial.TrialResult;
import io.mysimbdp.engine.trial.UnansweredException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the test kit says of a mistake: it runs the app in memory. */
final class TriedMistake {

  private TriedMistake() {}

  /**
   * Returns its sentence; empty where the mistake is none in memory: it lies in the JAR, or with
   * the session, the threads or the files of the tenant.
   */
  static Optional<String> sentence(Mistake mistake, Path home) {
    if (!mistake.isTried()) {
      return Optional.empty();
    }
    Path plugins = home.resolve("plugins");
    Path alone = newFolder(home);
    try (PluginCatalog catalog = catalog(plugins.resolve(mistake.id() + ".jar"), alone)) {
      return catalog.find(mistake.id()).map(plugin -> sentence(mistake, plugin, alone));
    }
  }

  private static Path newFolder(Path home) {
    try {
      return Files.createTempDirectory(home, "tried");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static PluginCatalog catalog(Path jar, Path alone) {
    try {
      Path plugins = Files.createDirectories(alone.resolve("plugins"));
      Path copy = plugins.resolve(String.valueOf(jar.getFileName()));
      if (Files.exists(jar) && !Files.exists(copy)) {
        Files.copy(jar, copy);
      }
      return PluginCatalog.load(plugins, Versions.TENANT_API);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sentence(Mistake mistake, LoadedPlugin plugin, Path home) {
    try {
      TenantFolder folder = new TenantFolder(home);
      Files.createDirectories(folder.staging());
      Files.writeString(folder.staging().resolve("a.tsv"), mistake.file());
      TrialResult result =
          new Trial(
                  TestingProfiles.of(mistake.id(), "keyspace = acme\n" + mistake.profile()),
                  folder,
                  plugin.schema().orElse(null),
                  mistake.id() + ".jar!/META-INF/mysimbdp/schema.cql",
                  TrialFaults.NONE,
                  Instant.EPOCH,
                  System::nanoTime)
              .run(plugin.newApp(), List.of("a.tsv"));
      String reason = result.run().files().get(0).reason();
      return reason == null ? result.rejects().get(0).message() : reason;
    } catch (EngineException | UnansweredException e) {
      return String.valueOf(e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
