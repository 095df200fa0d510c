package io.mysimbdp.engine.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of one installation folder: that of the engine, and of each tenant. Immutable;
 * a snapshot of the files at the time of {@link #load}.
 */
public final class Installation {

  private static final String PROFILE = "profile";
  private static final String REPLICATION = "replication";

  /** A tenant may have written it to do harm; the operator, who writes engine.conf, has not. */
  private static final long MOST_OF_A_TENANT = 16 << 20;

  private final Path home;
  private final EngineConfig engine;
  private final Map<String, String> platformReplication;
  private final List<Registration> registrations;
  private final Map<String, String> planOf;
  private final List<String> unregistered;
  private final List<Setting> settings;
  private final List<Problem> warnings;
  private final Set<Path> sources;
  private final InstantSource clock;
  // What shows whether engine.conf, or the files of a tenant without problems, are still the same.
  private final ReadFiles engineFiles;
  private final Map<String, ReadFiles> tenantFiles;

  private Installation(
      Path home,
      EngineConfig engine,
      Map<String, String> platformReplication,
      List<Registration> registrations,
      Map<String, String> planOf,
      List<String> unregistered,
      List<Setting> settings,
      List<Problem> warnings,
      Set<Path> sources,
      InstantSource clock,
      ReadFiles engineFiles,
      Map<String, ReadFiles> tenantFiles) {
    this.home = home;
    this.engine = engine;
    this.platformReplication = Map.copyOf(platformReplication);
    this.registrations = List.copyOf(registrations);
    this.planOf = Map.copyOf(planOf);
    this.unregistered = List.copyOf(unregistered);
    this.settings = List.copyOf(settings);
    this.warnings = List.copyOf(warnings);
    this.sources = Set.copyOf(sources);
    this.clock = clock;
    this.engineFiles = engineFiles;
    this.tenantFiles = Map.copyOf(tenantFiles);
  }

  /**
   * Reads {@code conf/engine.conf} and the {@code tenant.conf} of each registered tenant.
   *
   * @param home the installation folder
   * @param environment the environment variables, for secrets and {@code ${NAME}} in engine.conf
   * @throws ConfigException with all problems of engine.conf and what it includes; the problems of
   *     a tenant are in its {@link Registration} instead
   */
  public static Installation load(Path home, Map<String, String> environment) {
    return load(home, environment, InstantSource.system());
  }

  /**
   * As {@link #load(Path, Map)}.
   *
   * @param clock tells which files have only just been written; to be that of the file system, more
   *     or less
   */
  static Installation load(Path home, Map<String, String> environment, InstantSource clock) {
    Path root = Objects.requireNonNull(home, "home").toAbsolutePath().normalize();
    return load(root, environment, ConfigFile.ofEngine(root), clock, null);
  }

  /**
   * As {@link #load(Path, Map)}, from another file in the place of engine.conf.
   *
   * @param root the installation folder, absolute
   */
  static Installation load(Path root, Map<String, String> environment, Path file) {
    return load(root, environment, file, InstantSource.system(), null);
  }

  /**
   * Loads again. Where engine.conf is the same, a tenant whose files are the same is taken over:
   * one change among a thousand tenants costs no more than a look at the files of the others.
   *
   * @param environment the one with which this was loaded
   * @throws ConfigException as {@link #load(Path, Map)}
   */
  public Installation reload(Map<String, String> environment) {
    return load(home, environment, ConfigFile.ofEngine(home), clock, this);
  }

  private static Installation load(
      Path root,
      Map<String, String> environment,
      Path file,
      InstantSource clock,
      @Nullable Installation before) {
    Instant began = clock.instant();
    Problems problems = new Problems(root, file);
    if (!Files.exists(file)) {
      problems.errorAtLine(
          0,
          "file not found in "
              + root
              + "; an installation folder holds conf/engine.conf, plugins/ and tenants/");
      throw new ConfigException(problems.errors());
    }
    Set<Path> sources = new LinkedHashSet<>();
    Config config = ConfigFile.readEngine(file, root, environment, sources, problems);
    ConfigReader reader = new ConfigReader(config.root(), "", problems);
    EngineConfig engine =
        EngineSection.bind(
            reader, new Secrets(root, environment), new PluginsSection(root, sources, began));
    Config reference = Reference.load();
    Config profile =
        config.getValue(PROFILE) instanceof ConfigObject
            ? config.getConfig(PROFILE)
            : reference.getConfig(PROFILE);
    Plans plans =
        Plans.bind(reader, engine.tenants(), profile, reference.getConfig(PROFILE), problems);
    ConfigReader profileReader = reader.section(PROFILE);
    TenantProfile defaults =
        ProfileSection.bind(
            profileReader,
            problems,
            "tenant",
            null,
            RunWindows.always(),
            null,
            engine.platformKeyspace());
    RunWindowsSection.bind(profileReader, RunWindowsSection.zone(profileReader), PROFILE, problems);
    reader.refuseUnknownKeys();
    if (!problems.anyBelow(PROFILE)) {
      plans.check(problems);
    }
    if (problems.any()) {
      throw new ConfigException(problems.errors());
    }
    ReadFiles engineFiles = ReadFiles.of(sources, began);
    Map<String, Registration> reusable = before == null ? Map.of() : before.reusable();
    Map<String, ReadFiles> tenantFiles = new HashMap<>();
    List<Registration> registrations = new ArrayList<>();
    Map<String, String> planOf = new HashMap<>();
    for (String id : engine.tenants()) {
      String plan = plans.of(id).plan();
      if (plan != null) {
        planOf.put(id, plan);
      }
      Registration known = reusable.get(id);
      if (before != null && known != null) {
        ReadFiles files = Objects.requireNonNull(before.tenantFiles.get(id));
        sources.addAll(files.stamps().keySet());
        tenantFiles.put(id, files);
        registrations.add(known);
        continue;
      }
      Set<Path> own = new LinkedHashSet<>();
      Registration read =
          register(root, id, plans.of(id), profileReader, engine.platformKeyspace(), own);
      sources.addAll(own);
      if (read.isUsable()) {
        tenantFiles.put(id, ReadFiles.of(own, began));
      }
      registrations.add(read);
    }
    List<String> unregistered = unregistered(root, engine.tenants(), problems);
    List<Setting> settings =
        new SettingsList(
                "engine.conf",
                List.of(new Entitlement.Layer(Entitlement.DEFAULT, reference, false)),
                new Entitlement.Layer("", ConfigFactory.empty(), false),
                problems)
            .of(reader, config);
    return new Installation(
        root,
        engine,
        defaults.replication(),
        registrations,
        planOf,
        unregistered,
        settings,
        problems.warnings(),
        sources,
        clock,
        engineFiles,
        tenantFiles);
  }

  /**
   * Returns the tenants that would be read the same. To be called when engine.conf has been read
   * again: were it to change in between, it would be another one here, too.
   */
  private Map<String, Registration> reusable() {
    Map<String, Registration> same = new HashMap<>();
    if (engineFiles.areSame()) {
      for (Registration registration : registrations) {
        ReadFiles files = tenantFiles.get(registration.tenantId());
        if (files != null && files.areSame()) {
          same.put(registration.tenantId(), registration);
        }
      }
    }
    return same;
  }

  /**
   * Returns the same, but with the tenants that have problems as they were before, if they were
   * without then: what is broken now was all right once, and can go on.
   */
  public Installation orElse(Installation before) {
    List<Registration> either = new ArrayList<>();
    for (Registration registration : registrations) {
      either.add(
          registration.isUsable()
              ? registration
              : before.registrations.stream()
                  .filter(each -> each.tenantId().equals(registration.tenantId()))
                  .filter(Registration::isUsable)
                  .findFirst()
                  .orElse(registration));
    }
    return with(engine, either);
  }

  /** Returns the same with its runs executed elsewhere. */
  public Installation with(WorkersConfig workers) {
    return with(engine.with(workers), registrations);
  }

  private Installation with(EngineConfig otherEngine, List<Registration> others) {
    return new Installation(
        home,
        otherEngine,
        platformReplication,
        others,
        planOf,
        unregistered,
        settings,
        warnings,
        sources,
        clock,
        engineFiles,
        tenantFiles);
  }

  /** Returns the files that this was read from, those that should be there among them; absolute. */
  public Set<Path> sources() {
    return sources;
  }

  /** Returns the installation folder, absolute. */
  public Path home() {
    return home;
  }

  /** Returns the engine's own settings. */
  public EngineConfig engine() {
    return engine;
  }

  /**
   * Returns how the engine's own keyspace is replicated: like those of tenants that say nothing, by
   * {@code profile.replication} of {@code engine.conf}.
   */
  public Map<String, String> platformReplication() {
    return platformReplication;
  }

  /** Returns the registered tenants in the order of {@code engine.conf}. */
  public List<Registration> registrations() {
    return registrations;
  }

  /**
   * Returns the plan that a tenant is on, also of one with problems; empty when it is on none or
   * not registered.
   */
  public Optional<String> planOf(String tenant) {
    return Optional.ofNullable(planOf.get(tenant));
  }

  /** Returns the plan that each registered tenant is on; empty: on none. */
  public Map<String, Optional<String>> plans() {
    Map<String, Optional<String>> plans = new HashMap<>();
    engine.tenants().forEach(tenant -> plans.put(tenant, planOf(tenant)));
    return plans;
  }

  /** Returns the names of folders that hold a {@code tenant.conf} without being registered. */
  public List<String> unregistered() {
    return unregistered;
  }

  /** Returns the effective settings of engine.conf by key, those of {@code profile} among them. */
  public List<Setting> settings() {
    return settings;
  }

  /** Returns what is allowed but unwise, by file and line; for example a password as plain text. */
  public List<Problem> warnings() {
    return warnings;
  }

  private static Registration register(
      Path home,
      String id,
      Entitlement entitlement,
      ConfigReader platform,
      String platformKeyspace,
      Set<Path> sources) {
    Path folder = home.resolve("tenants").resolve(id);
    Path file = folder.resolve("tenant.conf");
    sources.add(file);
    if (!Files.isDirectory(folder)) {
      Problems problems = new Problems(home, folder);
      problems.errorAtLine(0, "folder not found; the registered tenant " + id + " needs it");
      return Registration.broken(id, folder, problems.errors());
    }
    Problems problems = new Problems(home, file);
    if (leaves(folder, file)) {
      problems.errorAtLine(
          0, "expected a file inside the tenant's folder, got a link that leads out of it");
      return Registration.broken(id, folder, problems.errors());
    }
    // No environment here: a profile may come from the tenant, and its settings go to its app.
    Config wished =
        ConfigFile.read(
            file,
            folder,
            entitlement.granted(),
            REPLICATION,
            Map.of(),
            MOST_OF_A_TENANT,
            sources,
            problems);
    if (wished == null) {
      return Registration.broken(id, folder, problems.errors());
    }
    RunWindows windows =
        entitlement.windows(
            wished, new ConfigReader(wished.root(), "", problems), platform, problems);
    Problems refusals = new Problems(home, file);
    Config effective = entitlement.bound(wished, refusals);
    ConfigReader reader = new ConfigReader(effective.root(), "", problems);
    TenantProfile profile =
        ProfileSection.bind(
            reader, problems, id, entitlement.plan(), windows, folder, platformKeyspace);
    RunWindowsSection.zone(reader);
    reader.raw(LimitKey.RUN_WINDOWS);
    reader.refuseUnknownKeys();
    refusals.errors().stream().filter(each -> !problems.has(each.key())).forEach(problems::add);
    if (problems.any()) {
      return Registration.broken(id, folder, problems.errors());
    }
    List<Entitlement.Layer> layers = new ArrayList<>(entitlement.layers());
    layers.add(0, new Entitlement.Layer("tenant", wished, false));
    return new Registration(
        id,
        folder,
        profile,
        List.of(),
        EffectiveSettings.of(
            profile,
            new SettingsList("tenant", layers, entitlement.caps(), problems)
                .of(reader, effective)));
  }

  /** Tells whether a link leads out of a folder; what it leads to may be another tenant's. */
  private static boolean leaves(Path folder, Path file) {
    try {
      return Files.exists(file) && !file.toRealPath().startsWith(folder.toRealPath());
    } catch (IOException e) {
      return true;
    }
  }

  private static List<String> unregistered(Path home, List<String> registered, Problems problems) {
    Path tenants = home.resolve("tenants");
    if (!Files.isDirectory(tenants)) {
      return List.of();
    }
    Set<String> known = new HashSet<>(registered);
    try (Stream<Path> folders = Files.list(tenants)) {
      return folders
          .filter(folder -> !known.contains(String.valueOf(folder.getFileName())))
          .filter(folder -> Files.isRegularFile(folder.resolve("tenant.conf")))
          .map(folder -> String.valueOf(folder.getFileName()))
          .sorted()
          .toList();
    } catch (IOException e) {
      problems.warning(null, "", "the folder tenants cannot be listed: check its rights");
      return List.of();
    }
  }
}
