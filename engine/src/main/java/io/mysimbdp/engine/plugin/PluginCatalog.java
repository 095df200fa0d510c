package io.mysimbdp.engine.plugin;

import io.mysimbdp.engine.config.PluginTrust;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The tenants' apps of one plugins folder, and the JARs there that are none. What it shows is the
 * state of the last look at the folder: that of {@link #load}, then that of each {@link #refresh}.
 * Safe for all threads; a look and {@link #close} wait for each other, nothing else ever waits.
 */
public final class PluginCatalog implements PluginSource, AutoCloseable {

  private final PluginFolder folder;
  private final PrivateCopies copies = PrivateCopies.open();
  private final FolderWatch watch;
  private final LingeringLoaders lingering = new LingeringLoaders();
  private final ToldFailures told = new ToldFailures();

  /** Replaced and removed versions that are still open. */
  private final Set<LoadedPlugin> left = ConcurrentHashMap.newKeySet();

  /** All plugins that are loaded and not yet left to their users. Guarded by the monitor. */
  private Set<LoadedPlugin> own = Set.of();

  private volatile Lineup lineup = Lineup.EMPTY;
  private volatile List<PluginFailure> failures = List.of();

  private final JarIntake intake;

  /** Guarded by the monitor, as what follows. */
  private PluginTrust trust;

  private boolean isToBeJudged;
  private boolean closed;

  private PluginCatalog(
      Path folder, String apiVersion, PluginTrust trust, Duration quiet, InstantSource clock) {
    this.folder = new PluginFolder(folder);
    this.trust = trust;
    this.intake =
        new JarIntake(
            apiVersion, new JarTrust(trust), copies, this::findServing, lingering, left::remove);
    this.watch = new FolderWatch(this.folder, quiet, clock, intake);
  }

  /**
   * Loads all {@code *.jar} files that lie directly in a folder; other files, and those whose name
   * begins with a dot, are ignored. The JARs are copied first and may be replaced at any time. A
   * JAR that cannot be loaded becomes a failure, as does a folder that is missing. No code of a
   * tenant runs.
   *
   * <p>For a folder that nobody writes to: {@link #refresh} takes a JAR in as it finds it.
   *
   * @param apiVersion version of the tenant API, for example {@code 1.0.0}; a snapshot counts as
   *     the release it will become
   * @param trust which JARs may run
   * @throws EngineException when no temporary folder can be made for the copies
   * @throws IllegalArgumentException when the version is no such version
   */
  public static PluginCatalog load(Path pluginsDirectory, String apiVersion, PluginTrust trust) {
    return load(pluginsDirectory, apiVersion, trust, Duration.ZERO, () -> Instant.MAX);
  }

  /** Does the same and trusts every JAR. */
  public static PluginCatalog load(Path pluginsDirectory, String apiVersion) {
    return load(pluginsDirectory, apiVersion, PluginTrust.ANY);
  }

  /**
   * Does the same for a folder that is followed while it is written to. This first look waits for
   * nothing: a JAR that is only half there is a failure, until a {@link #refresh} finds it whole.
   *
   * @param quiet how long a new or changed JAR must have been left alone before a refresh takes it
   *     in, by its time of modification; not negative
   * @param clock is asked at each refresh; to be that of the file system, more or less
   * @throws EngineException when no temporary folder can be made for the copies
   * @throws IllegalArgumentException when the version is no such version, or {@code quiet} negative
   */
  public static PluginCatalog load(
      Path pluginsDirectory,
      String apiVersion,
      PluginTrust trust,
      Duration quiet,
      InstantSource clock) {
    if (quiet.isNegative()) {
      throw new IllegalArgumentException("quiet is negative: " + quiet);
    }
    PluginCatalog catalog =
        new PluginCatalog(pluginsDirectory, ApiVersion.release(apiVersion), trust, quiet, clock);
    catalog.first();
    return catalog;
  }

  /**
   * Has other JARs be trusted, those that are loaded among them, from the next {@link #refresh} on.
   */
  public synchronized void trust(PluginTrust now) {
    if (!now.equals(trust)) {
      trust = now;
      isToBeJudged = true;
      intake.trust(new JarTrust(now));
    }
  }

  private synchronized void first() {
    Optional<PluginFailure> unlisted = Optional.empty();
    try {
      watch.takeAll();
      advance();
    } catch (IOException e) {
      unlisted = Optional.of(unlisted());
    }
    show(unlisted);
    told.news(failures, watch::stamp);
  }

  /**
   * Returns how many class loaders are closed and still in memory; a few are no sign of anything.
   */
  public int lingering() {
    return lingering.counts().values().stream().mapToInt(Integer::intValue).sum();
  }

  /**
   * Looks at the folder again and takes in what has changed. A JAR that has not costs one look at
   * its size and times. A new or changed one is left alone until it is quiet; one from the future
   * until two refreshes have found it the same. To be called by one thread at a time.
   *
   * <ul>
   *   <li>What cannot be loaded leaves the version that its file held before serving; its failure
   *       says so.
   *   <li>Of two files with one id the one that serves already stays; the other takes over in the
   *       very refresh that finds the first gone.
   *   <li>A file that only got another name or time is not loaded again.
   *   <li>A folder that cannot be listed is a failure and removes nothing.
   *   <li>What is not trusted any more is removed, whatever its file holds.
   * </ul>
   *
   * <p>A version that is replaced or removed stays open; whoever gets it from here must {@link
   * LoadedPlugin#retire} it.
   *
   * @throws IllegalStateException when closed
   */
  public synchronized PluginChanges refresh() {
    if (closed) {
      throw new IllegalStateException("The catalog of " + folder.path() + " is closed");
    }
    Lineup before = lineup;
    Optional<PluginFailure> unlisted = Optional.empty();
    List<String> settling = List.of();
    try {
      FolderWatch.Look look = watch.takeChanged();
      settling = look.settling();
      if (look.changed() && !isToBeJudged) {
        advance();
      }
    } catch (IOException e) {
      unlisted = Optional.of(unlisted());
    }
    if (isToBeJudged) { // Also when nobody can tell what lies in the folder.
      isToBeJudged = false;
      watch.judgeAgain();
      advance();
    }
    show(unlisted);
    lingering.tell();
    return changes(before, lineup, told.news(failures, watch::stamp), settling);
  }

  /** Has the contents of the files serve as they can. */
  private void advance() {
    List<LoadedPlugin> leaving;
    do {
      Lineup before = lineup;
      Lineup next = before.next(watch.contents(), intake::isTrusted);
      leaving = new ArrayList<>(before.plugins());
      leaving.removeAll(next.plugins());
      // In this order, so that at no moment one of them cannot be found.
      left.addAll(leaving);
      lineup = next;
      leaving.forEach(LoadedPlugin::leave);
    } while (watch.takeAgain(leaving));
    lineup.byId().values().forEach(s -> s.plugin().moveTo(folder.file(s.file())));
    closeUnseen();
  }

  /** Closes what was loaded, never served and is not there any more: nobody else knows of it. */
  private void closeUnseen() {
    Set<LoadedPlugin> now = new HashSet<>(lineup.plugins());
    for (JarContent content : watch.contents().values()) {
      if (content.plugin() != null) {
        now.add(content.plugin());
      }
    }
    for (LoadedPlugin plugin : own) {
      if (!now.contains(plugin) && !left.contains(plugin)) {
        plugin.close();
      }
    }
    own = now;
  }

  private void show(Optional<PluginFailure> unlisted) {
    failures =
        Stream.concat(lineup.failures(watch.contents()).stream(), unlisted.stream())
            .sorted(Comparator.comparing(PluginFailure::jar))
            .toList();
  }

  private PluginFailure unlisted() {
    return new PluginFailure(
        String.valueOf(folder.path().getFileName()),
        Optional.empty(),
        FailureCode.PLUGIN_MISSING,
        "plugins/ cannot be listed: expected a folder with the tenants' JARs at "
            + folder.path()
            + (lineup.plugins().isEmpty() ? "" : "; what was loaded before goes on serving"));
  }

  private static PluginChanges changes(
      Lineup before, Lineup now, List<PluginFailure> failures, List<String> settling) {
    List<LoadedPlugin> added = new ArrayList<>();
    List<PluginChanges.Replacement> replaced = new ArrayList<>();
    for (LoadedPlugin plugin : now.plugins()) {
      LoadedPlugin earlier = before.find(plugin.id()).orElse(null);
      if (earlier == null) {
        added.add(plugin);
      } else if (earlier != plugin) {
        replaced.add(new PluginChanges.Replacement(earlier, plugin));
      }
    }
    List<LoadedPlugin> removed =
        before.plugins().stream().filter(plugin -> now.find(plugin.id()).isEmpty()).toList();
    return new PluginChanges(added, replaced, removed, failures, settling);
  }

  /** Returns the plugins that serve, sorted by id; unmodifiable. */
  public List<LoadedPlugin> plugins() {
    return lineup.plugins();
  }

  /** Returns what is not loaded, sorted by the JAR's name; unmodifiable. */
  public List<PluginFailure> failures() {
    return failures;
  }

  /** Returns the version that serves this id. */
  public Optional<LoadedPlugin> find(String id) {
    return lineup.find(id);
  }

  /**
   * Returns one version of a plugin, whether it serves or has been replaced or removed and is still
   * open. It may be closed the next moment unless it is pinned; {@link #pin} does both at once.
   *
   * @param sha256 of the JAR, in hexadecimal digits
   */
  public Optional<LoadedPlugin> find(String id, String sha256) {
    return versions(id, sha256).findFirst();
  }

  /**
   * Pins one version of a plugin, as {@link #find(String, String)} finds it. Empty when it is not
   * there or closed already.
   *
   * @param sha256 of the JAR, in hexadecimal digits
   */
  @Override
  public Optional<Pin> pin(String id, String sha256) {
    return versions(id, sha256).flatMap(plugin -> plugin.pinIfOpen().stream()).findFirst();
  }

  /** Tells whether some version is pinned. */
  public synchronized boolean isInUse() {
    return Stream.concat(own.stream(), left.stream()).anyMatch(LoadedPlugin::isPinned);
  }

  private Stream<LoadedPlugin> versions(String id, String sha256) {
    return Stream.concat(findServing(id, sha256).stream(), left.stream())
        .filter(plugin -> plugin.id().equals(id) && plugin.sha256().equals(sha256));
  }

  private Optional<LoadedPlugin> findServing(String id, String sha256) {
    return lineup.find(id).filter(plugin -> plugin.sha256().equals(sha256));
  }

  /**
   * Closes the loaders, pinned or not, and deletes the copies. A second call does nothing. An app
   * that still runs finds no further classes.
   */
  @Override
  public synchronized void close() {
    closed = true;
    Set<LoadedPlugin> all = new LinkedHashSet<>(own);
    all.addAll(left);
    all.forEach(LoadedPlugin::close);
    copies.close();
  }
}
