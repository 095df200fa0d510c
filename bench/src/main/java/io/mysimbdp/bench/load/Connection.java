package io.mysimbdp.bench.load;

import com.datastax.oss.driver.api.core.CqlSession;
import java.net.InetSocketAddress;

/** How a loading program reaches Cassandra: with the driver's defaults. */
final class Connection {

  private Connection() {}

  /**
   * Opens a session; the caller closes it.
   *
   * @param address of a node
   * @param port where it takes CQL
   */
  static CqlSession open(String address, String port) {
    return CqlSession.builder()
        .addContactPoint(new InetSocketAddress(address, Integer.parseInt(port)))
        .withLocalDatacenter("datacenter1")
        .build();
  }
}
