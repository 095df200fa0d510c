package io.mysimbdp.engine.config;

import com.typesafe.config.ConfigObject;
import io.mysimbdp.engine.failure.DidYouMean;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Binds the root of {@code conf/engine.conf}. */
final class EngineSection {

  private static final int MAX_CONCURRENT_RUNS = 256;
  private static final long MIB = 1L << 20;
  private static final long TIB = 1L << 40;

  private EngineSection() {}

  static EngineConfig bind(ConfigReader root, Secrets secrets, PluginsSection plugins) {
    List<String> tenants = tenants(root);
    String platformKeyspace = root.text("platform-keyspace");
    String problem = Names.keyspaceProblem(platformKeyspace);
    if (problem != null) {
      root.problem("platform-keyspace", problem);
    }
    return new EngineConfig(
        tenants,
        suspended(root, tenants),
        platformKeyspace,
        root.smallCount("concurrent-runs", Unit.BATCHES, 1, MAX_CONCURRENT_RUNS),
        root.bytes("turn", MIB, TIB),
        root.countOrUnlimited("suspend-after", Unit.RUNS, 1),
        RatesSection.bind(root.section("rates")),
        watch(root.section("watch")),
        root.duration("stop-timeout", Duration.ZERO, Duration.ofHours(1)),
        lease(root),
        plugins.bind(root.section("plugins")),
        processLauncher(root),
        WorkersSection.bind(root),
        CassandraSection.bind(root.section("cassandra"), secrets),
        MetricsSection.bind(root.section("metrics"), secrets),
        NotifySection.bind(root.section("notify"), secrets),
        PricesSection.bind(root.section("prices"), plans(root), tenants),
        WebSection.bind(root.section("web"), secrets),
        StagingSection.bind(root.section("staging"), secrets));
  }

  /** Returns the names of the plans; what is wrong with them is said where they are bound. */
  private static Set<String> plans(ConfigReader root) {
    return root.raw("plans") instanceof ConfigObject plans ? plans.keySet() : Set.of();
  }

  private static List<String> processLauncher(ConfigReader root) {
    List<String> command = root.texts("process-launcher");
    if (!command.isEmpty() && command.get(0).isBlank()) {
      root.problem("process-launcher", 0, "expected a command, got an empty one");
    }
    return command;
  }

  private static EngineConfig.Watch watch(ConfigReader block) {
    return new EngineConfig.Watch(
        block.duration("rescan", Duration.ofSeconds(1), Duration.ofHours(1)),
        block.duration("drain", Duration.ZERO, Duration.ofHours(1)));
  }

  private static Duration lease(ConfigReader root) {
    Duration lease = root.duration("lease", Duration.ofSeconds(3), Duration.ofHours(1));
    if (!lease.equals(Duration.ofSeconds(lease.toSeconds()))) {
      root.expected("lease", "whole seconds");
    }
    return lease;
  }

  private static Set<String> suspended(ConfigReader root, List<String> tenants) {
    List<String> suspended = root.texts("suspended");
    for (int i = 0; i < suspended.size(); i++) {
      if (!tenants.contains(suspended.get(i))) {
        root.problem(
            "suspended",
            i,
            "tenant "
                + Display.quoted(suspended.get(i))
                + " is not registered in tenants"
                + DidYouMean.hint(suspended.get(i), tenants));
      }
    }
    return new LinkedHashSet<>(suspended);
  }

  private static List<String> tenants(ConfigReader root) {
    List<String> tenants = root.texts("tenants");
    Set<String> seen = new LinkedHashSet<>();
    for (int i = 0; i < tenants.size(); i++) {
      String id = tenants.get(i);
      String problem = Names.tenantProblem(id);
      if (problem != null) {
        root.problem("tenants", i, problem);
      } else if (!seen.add(id)) {
        root.problem("tenants", i, "tenant " + Display.quoted(id) + " is listed twice");
      }
    }
    return tenants;
  }
}
