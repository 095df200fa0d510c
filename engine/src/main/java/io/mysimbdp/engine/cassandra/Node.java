package io.mysimbdp.engine.cassandra;

import java.time.Instant;

/**
 * A running embedded server.
 *
 * @param pid its process
 * @param startedAt when the process began, as the operating system says: tells it from a later
 *     process with the same number
 * @param address the loopback address it listens on
 * @param port for CQL
 * @param storagePort for other nodes, of which there are none
 * @param jmxPort for management
 */
public record Node(
    long pid, Instant startedAt, String address, int port, int storagePort, int jmxPort) {

  /** Returns address and port as people write them. */
  public String endpoint() {
    return address + ":" + port;
  }
}
