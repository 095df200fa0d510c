package io.mysimbdp.engine.sandbox;

import java.util.List;
import java.util.Objects;

/**
 * The Cassandra of a sandbox.
 *
 * @param name tells it from others over time, so that keyspaces are looked for where they were made
 * @param contactPoints host:port each, for one that the installation does not name because it is
 *     its own; empty: those that the installation has
 */
public record SandboxServer(String name, List<String> contactPoints) {

  /** Checks and copies. */
  public SandboxServer {
    Objects.requireNonNull(name, "name");
    contactPoints = List.copyOf(contactPoints);
  }
}
