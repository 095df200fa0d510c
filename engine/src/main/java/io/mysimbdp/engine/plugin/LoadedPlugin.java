package io.mysimbdp.engine.plugin;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.tenant.ClientBatchIngestApp;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A tenant's JAR, loaded and checked. Valid until its {@link PluginCatalog} is closed. Immutable;
 * safe for all threads.
 */
public final class LoadedPlugin {

  private final TenantJar jar;
  private final ClassLoader loader;
  private final AppClass app;

  LoadedPlugin(TenantJar jar, ClassLoader loader, AppClass app) {
    this.jar = jar;
    this.loader = loader;
    this.app = app;
  }

  /**
   * Returns the id that the JAR's manifest gives: letters, digits, {@code .}, {@code _}, {@code -}.
   */
  public String id() {
    return jar.manifest().id();
  }

  /** Returns the version that the JAR's manifest gives: a semantic version. */
  public String version() {
    return jar.manifest().version();
  }

  /** Returns the path of the JAR in the plugins folder; it may have been replaced since. */
  public Path jar() {
    return jar.original();
  }

  /** Returns the SHA-256 of the JAR as it was loaded, in hexadecimal digits. */
  public String sha256() {
    return jar.sha256();
  }

  /** Returns the text of the JAR's {@code META-INF/mysimbdp/schema.cql}, if it has one. */
  public Optional<String> schema() {
    return jar.schema();
  }

  /** Returns the loader of the JAR's classes; to be the context class loader of the app's calls. */
  public ClassLoader classLoader() {
    return loader;
  }

  /**
   * Makes a new instance of the app. The first call initialises its class. The context class loader
   * is the app's own meanwhile.
   *
   * @throws EngineException when static initialiser or constructor throw anything, errors included
   */
  public ClientBatchIngestApp newApp() {
    return app.newInstance();
  }

  @Override
  public String toString() {
    return id() + " " + version() + " (" + jar.label() + ")";
  }
}
