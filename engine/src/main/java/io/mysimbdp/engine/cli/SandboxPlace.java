package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.config.CassandraConfig;
import io.mysimbdp.engine.sandbox.SandboxServer;
import io.mysimbdp.engine.sandbox.Sandboxes;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;

/** Where the sandboxes of an installation lie, and have their keyspaces. */
final class SandboxPlace {

  private SandboxPlace() {}

  static Sandboxes of(Home home) {
    return new Sandboxes(home.work(), new SecureRandom(), InstantSource.system());
  }

  /**
   * Returns the Cassandra before it is reached: enough for a configuration to be looked through. It
   * has the same name in whatever order its contact points are written.
   */
  static SandboxServer unreached(CassandraConfig config) {
    return new SandboxServer(
        config.isEmbedded()
            ? "embedded"
            : config.contactPoints().stream().sorted().collect(Collectors.joining(",")),
        List.of());
  }

  /** Returns the Cassandra that was reached. */
  static SandboxServer reached(CassandraConfig config, CassandraAccess access) {
    List<String> points =
        config.isEmbedded()
            ? access.contactPoints().stream().map(SandboxPlace::text).toList()
            : List.of();
    return new SandboxServer(unreached(config).name(), points);
  }

  private static String text(InetSocketAddress node) {
    String host = node.getHostString();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + node.getPort();
  }

  /** Removes what killed processes have left, and says so. */
  static void sweep(Home home, SandboxServer server, CassandraAccess access, Console console) {
    of(home)
        .sweep(server, keyspaces -> keyspaces.drop(access.session()))
        .forEach(
            name -> console.err().println("Removed " + name + ", left by one that was killed"));
  }
}
