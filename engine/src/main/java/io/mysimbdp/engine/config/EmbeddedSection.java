package io.mysimbdp.engine.config;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** Binds the block {@code cassandra.embedded}. */
final class EmbeddedSection {

  private static final long MIB = 1L << 20;
  private static final long GIB = 1L << 30;
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|::1|127(\\.(25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})){3}");

  private EmbeddedSection() {}

  static CassandraConfig.Embedded bind(ConfigReader block) {
    String address = block.text("address");
    if (!LOOPBACK.matcher(address).matches()) {
      block.expected("address", "a loopback address such as 127.0.0.1");
    }
    return new CassandraConfig.Embedded(
        address,
        (int) block.wholeNumberOr("auto", 0, "port", 1, 65_535),
        block.bytes("heap", 256 * MIB, 256 * GIB),
        block.duration("start-timeout", Duration.ofSeconds(10), Duration.ofHours(1)),
        block.bytes("min-free-disk", 0, 1024 * GIB),
        block.flag("authentication"),
        jvmOptions(block));
  }

  private static List<String> jvmOptions(ConfigReader block) {
    List<String> options = block.texts("jvm-options");
    for (int i = 0; i < options.size(); i++) {
      if (!options.get(i).startsWith("-")) {
        block.problem(
            "jvm-options",
            i,
            "expected one option of the JVM such as -Xlog:gc, got "
                + Display.quoted(options.get(i)));
      }
    }
    return options;
  }
}
