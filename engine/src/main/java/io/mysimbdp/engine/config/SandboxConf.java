package io.mysimbdp.engine.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of an installation, to be copied for a throw-away one with a single tenant. The
 * copy takes the files in as they are, so that what they say of limits keeps its lines, and
 * variables of the environment stay variables. Immutable.
 */
public final class SandboxConf {

  /** Where the files of the installation lie in the copy. */
  private static final String COPIES = ".installation";

  private static final List<String> FILES_OF_CASSANDRA =
      List.of("tls.trust-store", "tls.key-store");
  private static final List<String> SECRETS_OF_CASSANDRA =
      List.of("password", "role-secret", "tls.trust-store-password", "tls.key-store-password");

  private final Path home;
  private final Config config;
  private final Set<Path> sources;

  private SandboxConf(Path home, Config config, Set<Path> sources) {
    this.home = home;
    this.config = config;
    this.sources = sources;
  }

  /**
   * Reads the files.
   *
   * @param home the installation folder
   * @param environment as in {@link Installation#load}
   * @throws ConfigException when they cannot be read; that they are right is not looked at
   */
  public static SandboxConf read(Path home, Map<String, String> environment) {
    Path root = home.toAbsolutePath().normalize();
    Path file = ConfigFile.ofEngine(root);
    Problems problems = new Problems(root, file);
    Set<Path> sources = new LinkedHashSet<>();
    Config config = ConfigFile.readEngine(file, root, environment, sources, problems);
    return new SandboxConf(root, config, sources);
  }

  /** Returns the names of the plans, sorted. */
  public List<String> plans() {
    return config.getObject("plans").keySet().stream().sorted().toList();
  }

  /**
   * Writes the copy into another folder.
   *
   * @param root the new installation folder; empty
   * @param tenant its only tenant, which has what it is granted here if it is registered here, but
   *     may run at any time, through the shared session, and keeps its rejects
   * @param plan the plan that it is on; null: what the installation says
   * @param keyspace the only one that it may use
   * @param platformKeyspace that of the ledger
   * @param contactPoints of the Cassandra to use; empty: as the installation says
   * @param lines further lines, behind all others
   * @throws EngineException DISK when it cannot be written
   */
  public void copyInto(
      Path root,
      String tenant,
      @Nullable String plan,
      String keyspace,
      String platformKeyspace,
      List<String> contactPoints,
      List<String> lines) {
    Path copies = root.resolve(COPIES);
    Path file = ConfigFile.ofEngine(root);
    try {
      for (Path source : sources) {
        copy(source, copies.resolve(home.relativize(source).toString()));
      }
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      StringBuilder text = new StringBuilder();
      text.append("include file(\"../").append(COPIES).append("/conf/engine.conf\")\n");
      replace(text, "tenants", ConfigValueFactory.fromIterable(List.of(tenant)).render());
      replace(text, "suspended", "[]");
      text.append("platform-keyspace = ").append(platformKeyspace).append('\n');
      appendPlan(text, tenant, plan);
      replace(text, "grants", "{ " + tenant + " = " + grants(tenant, keyspace) + " }");
      text.append("caps { keyspaces = [\"*\"], session = shared, run-windows = [],")
          .append(" retention { done = unlimited, refused = unlimited, rejects = unlimited } }\n");
      appendPaths(text);
      if (!contactPoints.isEmpty()) {
        text.append("cassandra.contact-points = ")
            .append(ConfigValueFactory.fromIterable(contactPoints).render())
            .append("\ncassandra.local-datacenter = datacenter1\n");
      }
      // Nobody is to hear of it.
      text.append("notify { url = null, secret = null }\nweb { enabled = false, token = null }\n");
      text.append("metrics { push-gateway = null, file = null, otlp.url = null }\n");
      replace(text, "metrics.otlp.headers", "{}");
      // Files are copied into its folder, and nothing of the tenant's is to be moved.
      text.append("staging { uri = null, store { access-key = null, secret-key = null } }\n");
      lines.forEach(line -> text.append(line).append('\n'));
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new EngineException(FailureCode.DISK, "Cannot write " + file + ": " + e, e);
    }
  }

  /** Returns a message about the copy as one about the files that it was made from. */
  public static String original(String message) {
    return message.replace(COPIES + "/", "");
  }

  private void appendPlan(StringBuilder text, String tenant, @Nullable String plan) {
    String name = plan;
    if (name == null && KeyPath.find(config, "plan-of." + tenant) != null) {
      name = config.getString("plan-of." + tenant);
    }
    replace(text, "plan-of", name == null ? "{}" : "{ " + tenant + " = \"" + name + "\" }");
  }

  private String grants(String tenant, String keyspace) {
    Config granted =
        config.getObject("grants").get(tenant) instanceof ConfigObject block
            ? block.toConfig()
            : ConfigFactory.empty();
    return ConfigFactory.parseString(
            "keyspaces = ["
                + keyspace
                + "], session = shared, run-windows = [\"* * * * *\"], retention { done ="
                + " unlimited, refused = unlimited, rejects = unlimited }")
        .withFallback(granted)
        .root()
        .render(ConfigRenderOptions.concise());
  }

  /** Paths are relative to the installation folder, and this is another one. */
  private void appendPaths(StringBuilder text) {
    for (String key : FILES_OF_CASSANDRA) {
      appendPath(text, "cassandra." + key);
    }
    for (String key : SECRETS_OF_CASSANDRA) {
      appendPath(text, "cassandra." + key + ".file");
    }
    if (KeyPath.find(config, "plugins.signers") instanceof ConfigObject signers) {
      signers
          .keySet()
          .forEach(id -> appendPath(text, ConfigUtil.joinPath("plugins", "signers", id)));
    }
  }

  private void appendPath(StringBuilder text, String key) {
    var value = KeyPath.find(config, key);
    if (value != null && value.valueType() == ConfigValueType.STRING) {
      String path = home.resolve(String.valueOf(value.unwrapped())).toString();
      text.append(key)
          .append(" = ")
          .append(ConfigValueFactory.fromAnyRef(path).render())
          .append('\n');
    }
  }

  /** To HOCON, a null in between keeps a block from being joined with the one before. */
  private static void replace(StringBuilder text, String key, String value) {
    text.append(key).append(" = null\n").append(key).append(" = ").append(value).append('\n');
  }

  static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(Objects.requireNonNull(to.getParent()));
    Files.writeString(to, Files.readString(from));
  }
}
