package io.mysimbdp.engine.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The {@code tenant.conf} of a tenant that need not be registered, to be copied into a throw-away
 * installation. Immutable.
 */
public final class SandboxProfile {

  /** Where the given files lie in the folder of the tenant. */
  private static final String COPIES = ".given";

  private static final long MOST = 16 << 20;

  private final @Nullable Path file;
  private final Set<Path> sources;
  private final @Nullable String plugin;
  private final @Nullable String schemaFile;
  private final List<String> notTried;
  private final List<String> lines;

  private SandboxProfile(
      @Nullable Path file,
      Set<Path> sources,
      @Nullable String plugin,
      @Nullable String schemaFile,
      List<String> notTried,
      List<String> lines) {
    this.file = file;
    this.sources = sources;
    this.plugin = plugin;
    this.schemaFile = schemaFile;
    this.notTried = List.copyOf(notTried);
    this.lines = List.copyOf(lines);
  }

  /**
   * Reads a file, with what it includes.
   *
   * @throws ConfigException when it cannot be read; that its values are right is not looked at
   */
  public static SandboxProfile read(Path file) {
    Path path = file.toAbsolutePath().normalize();
    Path folder = Objects.requireNonNull(path.getParent());
    Path here = Path.of("").toAbsolutePath();
    Problems problems = new Problems(here, path);
    Set<Path> sources = new LinkedHashSet<>();
    Config config =
        ConfigFile.read(
            path,
            folder,
            Reference.load().getConfig("profile"),
            "replication",
            Map.of(),
            MOST,
            sources,
            problems);
    if (config == null) {
      throw new ConfigException(problems.errors());
    }
    return new SandboxProfile(
        path,
        sources,
        text(config, "plugin"),
        text(config, "schema-file"),
        notTried(config),
        List.of());
  }

  /** Makes a profile of these lines; there is no file. */
  public static SandboxProfile of(List<String> lines) {
    return new SandboxProfile(null, Set.of(), null, null, List.of(), lines);
  }

  /** Returns the file, absolute; empty: there is none. */
  public Optional<Path> file() {
    return Optional.ofNullable(file);
  }

  /** Returns the Plugin-Id that it asks for; empty: that which is the tenant's id. */
  public Optional<String> plugin() {
    return Optional.ofNullable(plugin);
  }

  /**
   * Returns what it asks for that a throw-away tenant does not get, as in {@code session = own}.
   */
  public List<String> notTried() {
    return notTried;
  }

  private static List<String> notTried(Config config) {
    List<String> keys = new ArrayList<>();
    if ("own".equals(text(config, "session"))) {
      keys.add("session = own");
    }
    if (KeyPath.find(config, "run-windows") instanceof ConfigList windows && !windows.isEmpty()) {
      keys.add("run-windows");
    }
    if ("marker".equals(text(config, "files.completion"))) {
      keys.add("files.completion = marker");
    }
    return keys;
  }

  /**
   * Writes the copy into the folder of a tenant, as its {@code tenant.conf}: with another keyspace,
   * and so that it is run at once and by this JAR.
   *
   * @param folder the tenant's folder
   * @param pluginId the Plugin-Id of its JAR
   * @param more further lines, behind all others
   * @throws EngineException DISK when it cannot be written
   */
  public void copyInto(Path folder, String pluginId, String keyspace, List<String> more) {
    StringBuilder text = new StringBuilder();
    try {
      if (file != null) {
        Path from = Objects.requireNonNull(file.getParent());
        for (Path source : sources) {
          SandboxConf.copy(
              source, folder.resolve(COPIES).resolve(from.relativize(source).toString()));
        }
        text.append("include file(")
            .append(quoted(COPIES + "/" + file.getFileName()))
            .append(")\n");
        copySchema(from, folder, text);
      }
      lines.forEach(line -> text.append(line).append('\n'));
      text.append("plugin = ").append(quoted(pluginId)).append('\n');
      text.append("keyspace = ").append(keyspace).append('\n');
      text.append("keyspaces = [").append(keyspace).append("]\n");
      text.append("session = shared\nrun-windows = []\nretention = null\n");
      text.append("retention { done = unlimited, refused = unlimited, rejects = unlimited }\n");
      text.append("files { completion = quiet, quiet-period = 0s }\n");
      more.forEach(line -> text.append(line).append('\n'));
      Files.writeString(folder.resolve("tenant.conf"), text);
    } catch (IOException e) {
      throw new EngineException(
          FailureCode.DISK, "Cannot write " + folder.resolve("tenant.conf") + ": " + e, e);
    }
  }

  private void copySchema(Path from, Path folder, StringBuilder text) throws IOException {
    if (schemaFile == null) {
      return;
    }
    Path schema = from.resolve(schemaFile).normalize();
    // What is missing, or is elsewhere, the engine itself refuses, as it does for any tenant.
    if (schema.startsWith(from) && Files.isRegularFile(schema)) {
      String name = COPIES + "/" + from.relativize(schema);
      SandboxConf.copy(schema, folder.resolve(name));
      text.append("schema-file = ").append(quoted(name)).append('\n');
    }
  }

  /**
   * Returns a message about the copy as one about the file that it was made from.
   *
   * @param folder the tenant's folder in messages, as in {@code tenants/toys}
   */
  public String original(String message, String folder) {
    if (file == null) {
      return message;
    }
    String from =
        Problems.name(Path.of("").toAbsolutePath(), Objects.requireNonNull(file.getParent()));
    return message.replace(folder + "/" + COPIES + "/", from.isEmpty() ? "" : from + "/");
  }

  private static @Nullable String text(Config config, String key) {
    var value = KeyPath.find(config, key);
    return value != null && value.valueType() == ConfigValueType.STRING
        ? String.valueOf(value.unwrapped())
        : null;
  }

  private static String quoted(String text) {
    return ConfigValueFactory.fromAnyRef(text).render();
  }
}
