package io.mysimbdp.engine.config;

import com.typesafe.config.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The configuration of one installation folder: that of the engine, and of each tenant. Immutable;
 * a snapshot of the files at the time of {@link #load}.
 */
public final class Installation {

  private static final String PROFILE = "profile";
  private static final String REPLICATION = "replication";

  private final Path home;
  private final EngineConfig engine;
  private final Map<String, String> platformReplication;
  private final List<Registration> registrations;
  private final List<String> unregistered;
  private final List<Problem> warnings;

  private Installation(
      Path home,
      EngineConfig engine,
      Map<String, String> platformReplication,
      List<Registration> registrations,
      List<String> unregistered,
      List<Problem> warnings) {
    this.home = home;
    this.engine = engine;
    this.platformReplication = Map.copyOf(platformReplication);
    this.registrations = List.copyOf(registrations);
    this.unregistered = List.copyOf(unregistered);
    this.warnings = List.copyOf(warnings);
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
    Path root = Objects.requireNonNull(home, "home").toAbsolutePath().normalize();
    Path file = root.resolve("conf").resolve("engine.conf");
    Problems problems = new Problems(root, file);
    if (!Files.exists(file)) {
      problems.errorAtLine(
          0,
          "file not found in "
              + root
              + "; an installation folder holds conf/engine.conf, plugins/ and tenants/");
      throw new ConfigException(problems.errors());
    }
    Config config =
        ConfigFile.read(
            file, root, Reference.load(), PROFILE + "." + REPLICATION, environment, problems);
    if (config == null) {
      throw new ConfigException(problems.errors());
    }
    ConfigReader reader = new ConfigReader(config.root(), "", problems);
    EngineConfig engine = EngineSection.bind(reader, new Secrets(root, environment));
    TenantProfile defaults =
        ProfileSection.bind(
            reader.section(PROFILE), problems, "tenant", null, engine.platformKeyspace());
    reader.refuseUnknownKeys();
    if (problems.any()) {
      throw new ConfigException(problems.errors());
    }
    Config profile = config.getConfig(PROFILE);
    List<Registration> registrations = new ArrayList<>();
    for (String id : engine.tenants()) {
      registrations.add(register(root, id, profile, engine.platformKeyspace()));
    }
    List<String> unregistered = unregistered(root, engine.tenants(), problems);
    return new Installation(
        root, engine, defaults.replication(), registrations, unregistered, problems.warnings());
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

  /** Returns the names of folders that hold a {@code tenant.conf} without being registered. */
  public List<String> unregistered() {
    return unregistered;
  }

  /** Returns what is allowed but unwise, by file and line; for example a password as plain text. */
  public List<Problem> warnings() {
    return warnings;
  }

  private static Registration register(
      Path home, String id, Config defaults, String platformKeyspace) {
    Path folder = home.resolve("tenants").resolve(id);
    Path file = folder.resolve("tenant.conf");
    if (!Files.isDirectory(folder)) {
      Problems problems = new Problems(home, folder);
      problems.errorAtLine(0, "folder not found; the registered tenant " + id + " needs it");
      return new Registration(id, folder, null, problems.errors());
    }
    Problems problems = new Problems(home, file);
    // No environment here: a profile may come from the tenant, and its settings go to its app.
    Config config = ConfigFile.read(file, folder, defaults, REPLICATION, Map.of(), problems);
    if (config == null) {
      return new Registration(id, folder, null, problems.errors());
    }
    ConfigReader reader = new ConfigReader(config.root(), "", problems);
    TenantProfile profile = ProfileSection.bind(reader, problems, id, folder, platformKeyspace);
    reader.refuseUnknownKeys();
    return problems.any()
        ? new Registration(id, folder, null, problems.errors())
        : new Registration(id, folder, profile, List.of());
  }

  private static List<String> unregistered(Path home, List<String> registered, Problems problems) {
    Path tenants = home.resolve("tenants");
    if (!Files.isDirectory(tenants)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(tenants)) {
      return folders
          .filter(folder -> Files.isRegularFile(folder.resolve("tenant.conf")))
          .map(folder -> String.valueOf(folder.getFileName()))
          .filter(name -> !registered.contains(name))
          .sorted()
          .toList();
    } catch (IOException e) {
      problems.warning(null, "", "the folder tenants cannot be listed: check its rights");
      return List.of();
    }
  }
}
