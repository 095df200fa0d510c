package io.mysimbdp.engine.plugin;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.tenant.ClientBatchIngestApp;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.Optional;

/** A tenant JAR, loaded. Valid until its catalog is closed. Safe for several threads. */
public final class LoadedPlugin {

  private final JarFacts facts;
  private final Path jar;
  private final String sha256;
  private final ClassLoader loader;

  LoadedPlugin(JarFacts facts, Path jar, String sha256, ClassLoader loader) {
    this.facts = facts;
    this.jar = jar;
    this.sha256 = sha256;
    this.loader = loader;
  }

  /** Returns its {@code Plugin-Id}. */
  public String id() {
    return facts.id();
  }

  /** Returns its {@code Plugin-Version}. */
  public String version() {
    return facts.version();
  }

  /** Returns the file it was loaded from; that may have been replaced since. */
  public Path jar() {
    return jar;
  }

  /** Returns the digest of what was loaded, hexadecimal. */
  public String sha256() {
    return sha256;
  }

  /** Returns the declaration of its tables, CQL, if it has one. */
  public Optional<String> schema() {
    return facts.schema();
  }

  /** Returns its class loader. */
  public ClassLoader classLoader() {
    return loader;
  }

  /**
   * Makes an instance of its app. Runs code of the tenant, on this thread, under its class loader.
   *
   * @throws EngineException with owner tenant code, whatever that code throws
   */
  public ClientBatchIngestApp newApp() {
    try (LoaderSwap ignored = LoaderSwap.to(loader)) {
      Class<?> app = Class.forName(facts.appClass(), true, loader);
      return (ClientBatchIngestApp) app.getConstructor().newInstance();
    } catch (InvocationTargetException | ExceptionInInitializerError e) {
      throw broken(e.getCause() == null ? e : e.getCause());
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  private EngineException broken(Throwable cause) {
    return new EngineException(
        FailureCode.PLUGIN_BROKEN_CLASS,
        "app "
            + facts.appClass()
            + " cannot be created: "
            + cause.getClass().getSimpleName()
            + (cause.getMessage() == null ? "" : ": " + cause.getMessage()),
        cause);
  }

  @Override
  public String toString() {
    return id() + "@" + version();
  }
}
