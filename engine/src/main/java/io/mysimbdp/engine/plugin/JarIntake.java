package io.mysimbdp.engine.plugin;

import io.mysimbdp.engine.confine.Retelling;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.jar.JarFile;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** Takes in one JAR: copies, inspects, loads. Whatever is wrong with it becomes a failure. */
final class JarIntake {

  private final String apiVersion;
  private final PrivateCopies copies;
  private final BiFunction<String, String, Optional<LoadedPlugin>> serving;
  private final LingeringLoaders lingering;
  private final Consumer<LoadedPlugin> whenClosed;
  private volatile JarTrust trust;

  /**
   * Makes an intake.
   *
   * @param apiVersion a release of the tenant API
   * @param trust which JARs may run
   * @param serving finds, by id and SHA-256, what need not be loaded once more
   * @param lingering is told of each class loader that is closed
   * @param whenClosed is told of each plugin that is closed
   */
  JarIntake(
      String apiVersion,
      JarTrust trust,
      PrivateCopies copies,
      BiFunction<String, String, Optional<LoadedPlugin>> serving,
      LingeringLoaders lingering,
      Consumer<LoadedPlugin> whenClosed) {
    this.apiVersion = apiVersion;
    this.trust = trust;
    this.copies = copies;
    this.serving = serving;
    this.lingering = lingering;
    this.whenClosed = whenClosed;
  }

  /** Has other JARs be trusted from now on. */
  void trust(JarTrust now) {
    trust = now;
  }

  /** Tells whether a plugin that was taken in may still run. */
  boolean isTrusted(LoadedPlugin plugin) {
    try {
      plugin.check(trust);
      return true;
    } catch (EngineException e) {
      return false;
    }
  }

  /** Returns what a file counts as that was taken in, by what is trusted now. */
  JarContent judge(Path file, JarContent content) {
    PluginFailure failure = content.failure();
    if (failure != null && failure.code() == FailureCode.PLUGIN_NOT_TRUSTED) {
      return take(file);
    }
    LoadedPlugin plugin = content.plugin();
    try {
      if (plugin != null) {
        plugin.check(trust);
      }
      return content;
    } catch (EngineException e) {
      return JarContent.of(
          new PluginFailure(
              String.valueOf(file.getFileName()),
              content.id(),
              e.code(),
              String.valueOf(e.getMessage())),
          false);
    }
  }

  /** Returns what a file is. Never throws: one JAR must not stop the others. */
  JarContent take(Path original) {
    JarLabel label = new JarLabel(original.getFileName().toString());
    Attempt attempt = new Attempt(label, original);
    try {
      return JarContent.of(attempt.run());
    } catch (EngineException e) {
      return attempt.failed(e.code(), e.getMessage());
    } catch (Throwable e) { // Errors too.
      return attempt.failed(
          FailureCode.PLUGIN_UNREADABLE, label + " is damaged: " + Retelling.of(e));
    }
  }

  /** Closes what was taken in, unless it serves. */
  void giveBack(JarContent content) {
    LoadedPlugin plugin = content.plugin();
    if (plugin != null && serving.apply(plugin.id(), plugin.sha256()).isEmpty()) {
      plugin.close();
    }
  }

  /** One file on its way in; remembers how far it came. */
  private final class Attempt {

    private final JarLabel label;
    private final Path original;
    private Optional<String> id = Optional.empty();
    private @Nullable Path copy;
    private boolean cannotCopy;

    Attempt(JarLabel label, Path original) {
      this.label = label;
      this.original = original;
    }

    LoadedPlugin run() throws IOException {
      TenantJar jar = inspect();
      trust.check(label, jar.manifest().id(), jar.sha256(), jar.signatures());
      Optional<LoadedPlugin> same = serving.apply(jar.manifest().id(), jar.sha256());
      if (same.isPresent()) {
        copies.delete(jar.copy());
        return same.get();
      }
      return load(jar);
    }

    JarContent failed(FailureCode code, String message) {
      if (copy != null) {
        copies.delete(copy);
      }
      return JarContent.of(new PluginFailure(label.jar(), id, code, message), cannotCopy);
    }

    private TenantJar inspect() throws IOException {
      try (JarFile jar = openCopy()) {
        JarInspection inspection = new JarInspection(label, jar);
        id = inspection.id();
        return inspection.check(original, apiVersion);
      }
    }

    private JarFile openCopy() throws IOException {
      checkFile();
      copy = copy();
      try {
        return new JarFile(copy.toFile(), true, ZipFile.OPEN_READ, Runtime.version());
      } catch (IOException e) {
        throw label.refusal(
            FailureCode.PLUGIN_UNREADABLE,
            "is no JAR file, or was cut short while being copied: " + Retelling.of(e),
            e);
      }
    }

    private void checkFile() throws IOException {
      if (!Files.isRegularFile(original)) {
        throw label.refusal(
            FailureCode.PLUGIN_UNREADABLE,
            Files.isDirectory(original) ? "is a folder: expected a JAR file" : "is no file");
      }
      if (!Files.isReadable(original)) {
        throw label.refusal(FailureCode.PLUGIN_UNREADABLE, "may not be read by the engine's user");
      }
      if (Files.size(original) == 0) {
        throw label.refusal(
            FailureCode.PLUGIN_UNREADABLE, "is empty (0 bytes): expected a JAR file");
      }
    }

    private Path copy() {
      try {
        return copies.copy(original);
      } catch (IOException e) {
        // More often the temporary folder's fault than the file's.
        cannotCopy = true;
        throw label.refusal(
            FailureCode.PLUGIN_UNREADABLE,
            "cannot be copied to " + copies.folder() + ": " + Retelling.of(e),
            e);
      }
    }

    private LoadedPlugin load(TenantJar jar) {
      String pluginId = jar.manifest().id();
      TenantPlugins pf4j =
          new TenantPlugins(Objects.requireNonNull(jar.copy().getParent()), apiVersion);
      try {
        pf4j.loadPlugin(jar.copy());
        ClassLoader loader = pf4j.getPluginClassLoader(pluginId);
        AppClass app = AppClass.resolve(jar, loader);
        LoadedJar open = new LoadedJar(app, loader, pf4j, copies, jar.copy(), lingering);
        return new LoadedPlugin(jar, open, whenClosed);
      } catch (EngineException e) {
        pf4j.unloadPlugins();
        throw e;
      } catch (Throwable e) { // Errors too.
        pf4j.unloadPlugins();
        throw label.refusal(
            FailureCode.PLUGIN_BROKEN_CLASS, "cannot be loaded: " + Retelling.of(e), e);
      }
    }
  }
}
