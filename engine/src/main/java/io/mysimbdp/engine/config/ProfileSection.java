package io.mysimbdp.engine.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Binds a tenant's profile: its {@code tenant.conf} over the block {@code profile}. */
final class ProfileSection {

  private static final Pattern PLUGIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

  private ProfileSection() {}

  /**
   * Binds.
   *
   * @param folder the tenant's folder; null where defaults for all tenants are checked
   * @param platformKeyspace the one keyspace that no tenant gets
   */
  static TenantProfile bind(
      ConfigReader block,
      Problems problems,
      String tenantId,
      @Nullable Path folder,
      String platformKeyspace) {
    FilesSection.Bound files = FilesSection.bind(block.section("files"));
    return new TenantProfile(
        tenantId,
        pluginId(block, tenantId),
        keyspace(block, tenantId, platformKeyspace),
        ReplicationSection.bind(block.section("replication")),
        schemaFile(block, folder),
        files.patterns(),
        files.quietPeriod(),
        files.perBatch(),
        DialectSection.bind(block.section("dialect")),
        WriteSection.bind(block.section("write")),
        RejectsSection.bind(block.section("rejects")),
        block.duration("time-limit", Duration.ofSeconds(1), Duration.ofDays(30)),
        SettingsText.render(block, "settings", problems));
  }

  private static String pluginId(ConfigReader block, String tenantId) {
    String id = block.optionalText("plugin");
    if (id != null && !PLUGIN.matcher(id).matches()) {
      block.expected("plugin", "the Plugin-Id of a JAR: letters, digits, dots, dashes");
    }
    return id == null ? tenantId : id;
  }

  private static String keyspace(ConfigReader block, String tenantId, String platformKeyspace) {
    String set = block.optionalText("keyspace");
    String name = set == null ? tenantId : set;
    String problem = Names.keyspaceProblem(name);
    if (problem != null) {
      block.problem("keyspace", problem);
    } else if (name.equals(platformKeyspace)) {
      block.problem(
          "keyspace",
          "expected a keyspace that is not the platform's own, got " + Display.quoted(name));
    }
    return name;
  }

  private static @Nullable String schemaFile(ConfigReader block, @Nullable Path folder) {
    String name = block.optionalText("schema-file");
    if (name == null) {
      return null;
    }
    try {
      Path relative = Path.of(name);
      if (name.isEmpty()
          || relative.isAbsolute()
          || relative.normalize().startsWith("..")
          || relative.normalize().toString().isEmpty()) {
        block.expected("schema-file", "a file inside the tenant's folder");
      } else if (folder != null && !Files.isRegularFile(folder.resolve(relative))) {
        block.problem("schema-file", "file not found: " + Display.quoted(name));
      } else if (folder != null && leaves(folder, relative)) {
        block.expected("schema-file", "a file inside the tenant's folder");
      }
    } catch (InvalidPathException e) {
      block.expected("schema-file", "a file inside the tenant's folder");
    }
    return name;
  }

  /** Tells whether a link leads out of the folder. */
  private static boolean leaves(Path folder, Path relative) {
    try {
      return !folder.resolve(relative).toRealPath().startsWith(folder.toRealPath());
    } catch (IOException e) {
      return true;
    }
  }
}
