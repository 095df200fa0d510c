package io.mysimbdp.engine.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Binds {@code workers}, {@code split} and the block {@code spark}. */
final class WorkersSection {

  private static final int MOST_RUNS = 4096;
  private static final String CONF = "conf";
  private static final String SPLIT = "split";
  private static final long MOST_SPLIT = 1L << 60;

  /** How the engine works, and nothing to be set. */
  private static final Set<String> OWN =
      Set.of("spark.master", "spark.task.maxFailures", "spark.speculation");

  private WorkersSection() {}

  static WorkersConfig bind(ConfigReader root) {
    String place = root.text("workers");
    if (!WorkersConfig.isValid(place)) {
      root.expected("workers", WorkersConfig.EXPECTED);
    }
    ConfigReader spark = root.section("spark");
    return new WorkersConfig(
            null,
            spark.optionalText("home"),
            spark.smallCount("concurrent-runs", Unit.BATCHES, 1, MOST_RUNS),
            conf(spark),
            split(root))
        .at(WorkersConfig.isValid(place) ? place : WorkersConfig.LOCAL);
  }

  private static long split(ConfigReader root) {
    return root.isWord(SPLIT, "off")
        ? 0
        : root.bytesOr(
            "auto",
            WorkersConfig.AUTO,
            SPLIT,
            Unit.BYTES,
            WorkersConfig.LEAST_SPLIT_BYTES,
            MOST_SPLIT);
  }

  /** Names have dots, with which HOCON makes blocks of them. */
  private static Map<String, String> conf(ConfigReader spark) {
    Map<String, String> conf = new TreeMap<>();
    if (!(spark.raw(CONF) instanceof ConfigObject block)) {
      spark.expected(CONF, "a block such as { spark.executor.memory = 2g }");
      return conf;
    }
    for (Map.Entry<String, ConfigValue> entry : block.toConfig().entrySet()) {
      String name = String.join(".", ConfigUtil.splitPath(entry.getKey()));
      if (!name.startsWith("spark.")) {
        spark.problem(CONF, "expected names that begin with spark., got " + Display.quoted(name));
      } else if (OWN.contains(name)) {
        spark.problem(
            CONF,
            name
                + (name.equals("spark.master")
                    ? " is what \"workers\" says"
                    : " is the engine's: it runs again what was lost, from where that had come to"));
      }
      conf.put(name, String.valueOf(entry.getValue().unwrapped()));
    }
    return conf;
  }
}
