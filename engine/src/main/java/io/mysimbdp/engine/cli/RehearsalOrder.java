package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.config.Installation;
import io.mysimbdp.engine.config.SandboxConf;
import io.mysimbdp.engine.failure.DidYouMean;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.sandbox.SandboxSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the command line of a rehearsal orders. */
final class RehearsalOrder {

  private RehearsalOrder() {}

  /**
   * Looks the parts through.
   *
   * @param conf the tenant.conf; null: the one that is nearest to the JAR
   * @param plan null: what the installation says
   * @param progress hears where the profile comes from
   * @throws EngineException when one of them cannot be used
   */
  static SandboxSpec of(
      Home home,
      Map<String, String> environment,
      Path jar,
      Path sample,
      @Nullable Path conf,
      @Nullable String plan,
      Consumer<String> progress) {
    if (!Files.isRegularFile(sample)) {
      throw new EngineException(
          FailureCode.FILE_UNUSABLE, "Expected a file with records, found none at " + sample);
    }
    if (plan != null) {
      requirePlan(plan, SandboxConf.read(home.root(), environment).plans());
    }
    Installation installation = Installation.load(home.root(), environment);
    InspectedJar inspected = InspectedJar.of(jar, installation.engine().plugins());
    TriedTenant tenant = TriedTenant.of(inspected, conf, sample, installation);
    progress.accept("The profile: " + tenant.origin());
    return new SandboxSpec(
        tenant.id(),
        plan,
        jar,
        inspected.pluginId(),
        tenant.profile(),
        RehearsalConf.tenantLines(),
        RehearsalConf.engineLines(tenant.id()));
  }

  private static void requirePlan(String plan, List<String> plans) {
    if (!plans.contains(plan)) {
      throw new EngineException(
          FailureCode.CONFIG_INVALID,
          "There is no plan '" + plan + "' in conf/engine.conf" + DidYouMean.hint(plan, plans));
    }
  }
}
