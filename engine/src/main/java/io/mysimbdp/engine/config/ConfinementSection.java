package io.mysimbdp.engine.config;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** Binds what keeps a tenant's app away from the others. */
final class ConfinementSection {

  private static final List<String> STATEMENTS =
      List.of("select", "insert", "update", "delete", "batch", "conditional", "ttl", "timestamp");

  /** A name or an address, IPv6 in brackets, or a pattern; then a port or a star. */
  private static final Pattern TARGET =
      Pattern.compile("(?:[A-Za-z0-9._*?-]+|\\[[0-9A-Fa-f:.]+]):(?:[0-9]{1,5}|\\*)");

  private static final int MOST_PROCESSORS = 1_024;
  private static final int MOST_THREADS = 100_000;

  private ConfinementSection() {}

  static Confinement bind(ConfigReader block, String tenant) {
    ConfigReader limits = block.section("limits");
    return new Confinement(
        block.oneOf("isolation", Isolation.class),
        limits.smallNumber("processors", 1, MOST_PROCESSORS),
        limits.smallNumber("threads", 1, MOST_THREADS),
        limits
            .section("batch")
            .durationOrUnlimited("cpu-time", Duration.ofSeconds(1), Duration.ofDays(365)),
        network(block, tenant),
        new AllowedStatements(
            NamesSection.bindWords(block, "statements", STATEMENTS), block.place("statements")),
        block.oneOf("session", Confinement.Session.class));
  }

  private static NamePatterns network(ConfigReader block, String tenant) {
    List<String> targets = block.texts("network");
    for (int i = 0; i < targets.size(); i++) {
      if (!TARGET.matcher(targets.get(i)).matches()) {
        block.problem(
            "network",
            i,
            "expected host:port such as \"api.example.org:443\", got "
                + Display.quoted(targets.get(i)));
      }
    }
    return NamesSection.patterns(targets, tenant);
  }
}
