package io.mysimbdp.engine.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Binds a tenant's profile: its {@code tenant.conf} over the block {@code profile}. */
final class ProfileSection {

  private static final Pattern PLUGIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

  private ProfileSection() {}

  /** The values that a plan, a grant or a cap can bound. */
  record Bounds(
      NamePatterns tables,
      FileRules files,
      Dialect dialect,
      TenantProfile.WriteSettings write,
      TenantProfile.RejectThreshold rejects,
      Limits limits,
      int weight,
      Priority priority,
      Confinement confinement,
      long heapBytes,
      Retention retention) {}

  /** Binds the values that a plan can bound. */
  static Bounds bindLimits(ConfigReader block, String tenantId) {
    keyspaces(block, tenantId);
    ConfigReader files = block.section("files");
    return new Bounds(
        NamesSection.bind(block, "tables", tenantId),
        FilesSection.bind(files, tenantId),
        DialectSection.bind(block.section("dialect")),
        WriteSection.bind(block.section("write")),
        RejectsSection.bind(block.section("rejects")),
        LimitsSection.bind(block.section("limits")),
        block.smallNumber("weight", 1, 1_000),
        block.oneOf("priority", Priority.class),
        ConfinementSection.bind(block, tenantId),
        block.bytes("heap", 1L << 20, 256L << 30),
        RetentionSection.bind(block.section("retention")));
  }

  /**
   * Binds.
   *
   * @param plan the tenant's plan; null: none
   * @param windows when its batches may begin
   * @param folder the tenant's folder; null where defaults for all tenants are checked
   * @param platformKeyspace the one keyspace that no tenant gets
   */
  static TenantProfile bind(
      ConfigReader block,
      Problems problems,
      String tenantId,
      @Nullable String plan,
      RunWindows windows,
      @Nullable Path folder,
      String platformKeyspace) {
    Bounds bounds = bindLimits(block, tenantId);
    if (folder != null) {
      FilesSection.checkAllowed(
          block.section("files"), block.section("dialect"), bounds.dialect(), tenantId);
    }
    block.misplaced(
        "plan", "a tenant does not choose its plan: the provider does, by plan-of in engine.conf");
    return new TenantProfile(
        tenantId,
        plan,
        pluginId(block, tenantId),
        keyspace(block, tenantId, platformKeyspace),
        ReplicationSection.bind(block.section("replication")),
        schemaFile(block, folder),
        bounds.tables(),
        bounds.files(),
        bounds.dialect(),
        bounds.write(),
        bounds.rejects(),
        bounds.limits(),
        windows,
        bounds.weight(),
        bounds.priority(),
        bounds.confinement(),
        bounds.heapBytes(),
        bounds.retention(),
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
    } else {
      checkGranted(block, name, tenantId);
    }
    return name;
  }

  private static NamePatterns keyspaces(ConfigReader block, String tenantId) {
    return NamesSection.bind(block, "keyspaces", tenantId);
  }

  private static void checkGranted(ConfigReader block, String name, String tenantId) {
    NamePatterns granted = keyspaces(block, tenantId);
    if (!granted.allow(name)) {
      block.problem(
          "keyspace",
          "expected one of keyspaces = "
              + granted
              + ", got "
              + Display.quoted(name)
              + "; the provider grants more by grants."
              + tenantId
              + ".keyspaces in conf/engine.conf");
    }
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
