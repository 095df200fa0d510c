package io.mysimbdp.engine.plugin;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.tenant.ClientBatchIngestApp;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A version of a tenant's JAR, loaded and checked. It is open until its {@link PluginCatalog} is
 * closed, or until it has been replaced or removed, {@link #retire} was called and the last {@link
 * Pin} is closed. What it tells of itself it tells afterwards too, but it then leads to no class of
 * the tenant any more. Safe for all threads.
 */
public final class LoadedPlugin {

  private final PluginManifest manifest;
  private final String sha256;
  private final JarSignatures signatures;
  private final Optional<String> schema;
  private final List<String> otherScripts;
  private final Consumer<LoadedPlugin> whenClosed;

  /** Where the JAR lies; it may be renamed. */
  private volatile Path original;

  /** Null once closed. Written under the monitor. */
  private volatile @Nullable LoadedJar open;

  // Guarded by the monitor. A version can be closed as soon as it has both left and retired.
  private int pins;
  private boolean left;
  private boolean retired;

  /**
   * Makes an open plugin.
   *
   * @param whenClosed is called once, after the class loader is closed
   */
  LoadedPlugin(TenantJar jar, LoadedJar open, Consumer<LoadedPlugin> whenClosed) {
    this.manifest = jar.manifest();
    this.sha256 = jar.sha256();
    this.signatures = jar.signatures();
    this.schema = jar.schema();
    this.otherScripts = jar.otherScripts();
    this.original = jar.original();
    this.open = open;
    this.whenClosed = whenClosed;
  }

  /**
   * Returns the id that the JAR's manifest gives: letters, digits, {@code .}, {@code _}, {@code -}.
   */
  public String id() {
    return manifest.id();
  }

  /** Returns the version that the JAR's manifest gives: a semantic version. */
  public String version() {
    return manifest.version();
  }

  /**
   * Returns the path of the JAR in the plugins folder, after a renaming the new one; another may
   * lie there by now.
   */
  public Path jar() {
    return original;
  }

  /** Returns the SHA-256 of the JAR as it was loaded, in hexadecimal digits. */
  public String sha256() {
    return sha256;
  }

  /**
   * Checks that what was loaded may run.
   *
   * @throws EngineException when it may not
   */
  void check(JarTrust trust) {
    trust.check(label(), id(), sha256, signatures);
  }

  /** Returns the text of the JAR's {@code META-INF/mysimbdp/schema.cql}, if it has one. */
  public Optional<String> schema() {
    return schema;
  }

  /** Returns the paths of the JAR's scripts of CQL that are not that one, sorted. */
  public List<String> otherScripts() {
    return otherScripts;
  }

  /**
   * Returns the loader of the JAR's classes; to be the context class loader of the app's calls.
   *
   * @throws IllegalStateException when closed; never while a pin is held
   */
  public ClassLoader classLoader() {
    return open().loader();
  }

  /**
   * Returns the path of the copy that the classes come from; the only JAR in its folder.
   *
   * @throws IllegalStateException when closed; never while a pin is held
   */
  public Path copy() {
    return open().copy();
  }

  /**
   * Tells whether the app is one that the engine drives over records ({@link
   * io.mysimbdp.tenant.WranglingApp}); runs nothing of it.
   *
   * @throws IllegalStateException when closed; never while a pin is held
   */
  public boolean isWrangling() {
    return open().app().isWrangling();
  }

  /**
   * Makes a new instance of the app. The first call initialises its class. The context class loader
   * is the app's own meanwhile.
   *
   * @throws EngineException when static initialiser or constructor throw anything, errors included
   * @throws IllegalStateException when closed; never while a pin is held
   */
  public ClientBatchIngestApp newApp() {
    return open().app().newInstance();
  }

  /**
   * Keeps this version open until the pin is closed. To be held by everyone who is going to run its
   * app, from the moment it is chosen.
   *
   * @throws IllegalStateException when closed
   */
  public Pin pin() {
    return pinIfOpen().orElseThrow(this::closedAlready);
  }

  /** Tells whether a pin is held. */
  synchronized boolean isPinned() {
    return pins > 0;
  }

  /** Does the same; returns empty when closed. */
  synchronized Optional<Pin> pinIfOpen() {
    if (open == null) {
      return Optional.empty();
    }
    pins++;
    return Optional.of(new Pin(this));
  }

  /**
   * Says that the caller chooses this version no more. Once it has been replaced or removed and no
   * pin is held, its class loader is closed, its private copy deleted, and the catalog forgets it:
   * on the calling thread, or else on that of the last pin or the next {@link
   * PluginCatalog#refresh}. Of a version that still serves, it closes nothing until it is replaced
   * or removed. A second call does nothing.
   */
  public void retire() {
    LoadedJar last;
    synchronized (this) {
      retired = true;
      last = takeIfUnused();
    }
    close(last);
  }

  /** Says that another version serves now, or none. */
  void leave() {
    LoadedJar last;
    synchronized (this) {
      left = true;
      last = takeIfUnused();
    }
    close(last);
  }

  void unpin() {
    LoadedJar last;
    synchronized (this) {
      pins--;
      last = takeIfUnused();
    }
    close(last);
  }

  /** Closes the loader, pinned or not; once. */
  void close() {
    LoadedJar last;
    synchronized (this) {
      last = open;
      open = null;
    }
    close(last);
  }

  /** Notes that the JAR lies somewhere else. */
  void moveTo(Path file) {
    original = file;
  }

  JarLabel label() {
    return new JarLabel(original.getFileName().toString());
  }

  /** To be called under the monitor; the closing itself touches files and is done outside. */
  private @Nullable LoadedJar takeIfUnused() {
    if (!left || !retired || pins > 0) {
      return null;
    }
    LoadedJar last = open;
    open = null;
    return last;
  }

  private void close(@Nullable LoadedJar last) {
    if (last != null) {
      last.close();
      whenClosed.accept(this);
    }
  }

  private LoadedJar open() {
    LoadedJar now = open;
    if (now == null) {
      throw closedAlready();
    }
    return now;
  }

  private IllegalStateException closedAlready() {
    return new IllegalStateException(this + " is closed");
  }

  @Override
  public String toString() {
    return id() + " " + version() + " (" + label() + ")";
  }
}
