package io.mysimbdp.engine.config;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The web server of the service, with the console and the metrics.
 *
 * @param enabled whether there is one
 * @param address where it listens
 * @param port the port that it tries first; 0: any that is free
 * @param token who knows it may look and change; null: everybody who reaches the server
 * @param hosts further names that it may be called by, lower case
 */
public record WebConfig(
    boolean enabled, String address, int port, @Nullable Secret token, List<String> hosts) {

  private static final Set<String> LOOPBACK = Set.of("localhost", "::1", "0:0:0:0:0:0:0:1");

  /** Copies. */
  public WebConfig {
    hosts = List.copyOf(hosts);
  }

  /** Tells whether only this machine can reach it. */
  public boolean isLoopback() {
    return address.startsWith("127.") || LOOPBACK.contains(address);
  }
}
