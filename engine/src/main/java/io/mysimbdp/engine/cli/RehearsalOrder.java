package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.config.PluginTrust;
import io.mysimbdp.engine.config.SandboxConf;
import io.mysimbdp.engine.config.SandboxProfile;
import io.mysimbdp.engine.failure.DidYouMean;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.plugin.PluginCatalog;
import io.mysimbdp.engine.records.Compression;
import io.mysimbdp.engine.sandbox.SandboxSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the command line of a rehearsal orders. */
final class RehearsalOrder {

  private static final Pattern TENANT_ID = Pattern.compile("[a-z][a-z0-9_]{0,47}");

  private RehearsalOrder() {}

  /**
   * Looks the parts through.
   *
   * @param conf the tenant.conf; null: that of the tenant with the id of the JAR, or none
   * @param plan null: what the installation says
   * @throws EngineException when one of them cannot be used
   */
  static SandboxSpec of(
      Home home,
      Map<String, String> environment,
      Path jar,
      Path sample,
      @Nullable Path conf,
      @Nullable String plan) {
    if (!Files.isRegularFile(sample)) {
      throw new EngineException(
          FailureCode.FILE_UNUSABLE, "Expected a file with records, found none at " + sample);
    }
    List<String> plans = SandboxConf.read(home.root(), environment).plans();
    if (plan != null && !plans.contains(plan)) {
      throw new EngineException(
          FailureCode.CONFIG_INVALID,
          "There is no plan '" + plan + "' in conf/engine.conf" + DidYouMean.hint(plan, plans));
    }
    String pluginId = pluginId(jar);
    String tenant = TENANT_ID.matcher(pluginId).matches() ? pluginId : "tenant";
    Path profile = conf;
    if (profile == null) {
      Path own = home.root().resolve("tenants").resolve(pluginId).resolve("tenant.conf");
      profile = Files.exists(own) ? own : null;
    }
    return new SandboxSpec(
        tenant,
        plan,
        jar,
        pluginId,
        profile == null ? byName(sample) : SandboxProfile.read(profile),
        RehearsalConf.tenantLines(),
        RehearsalConf.engineLines(tenant));
  }

  private static SandboxProfile byName(Path sample) {
    String name =
        Compression.withoutSuffix(String.valueOf(sample.getFileName())).toLowerCase(Locale.ROOT);
    return SandboxProfile.of(
        List.of("dialect.format = " + (name.endsWith(".csv") ? "csv" : "tsv")));
  }

  private static String pluginId(Path jar) {
    if (!Files.isRegularFile(jar)) {
      throw new EngineException(
          FailureCode.PLUGIN_UNREADABLE, "Expected a JAR file, found none at " + jar);
    }
    try {
      Path folder = Files.createTempDirectory("mysimbdp-jar");
      Path copy = folder.resolve("app.jar");
      try {
        Files.copy(jar, copy);
        try (PluginCatalog catalog =
            PluginCatalog.load(folder, Versions.TENANT_API, PluginTrust.ANY)) {
          if (!catalog.failures().isEmpty()) {
            throw new EngineException(
                catalog.failures().get(0).code(),
                catalog.failures().get(0).message().replace("plugins/app.jar", jar.toString()));
          }
          return catalog.plugins().get(0).id();
        }
      } finally {
        Files.deleteIfExists(copy);
        Files.deleteIfExists(folder);
      }
    } catch (IOException e) {
      throw new EngineException(FailureCode.DISK, "Cannot copy " + jar + ": " + e, e);
    }
  }
}
