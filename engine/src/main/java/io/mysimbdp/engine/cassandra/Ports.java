package io.mysimbdp.engine.cassandra;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** TCP ports on one loopback address. */
final class Ports {

  private static final int USUAL_CQL_PORT = 9042;
  private static final int CONNECT_MILLIS = 2000;

  private final InetAddress address;

  Ports(InetAddress address) {
    this.address = address;
  }

  /**
   * Chooses the port for CQL.
   *
   * @param wanted the configured port; 0: the usual one, or any other when that is taken
   */
  int cql(int wanted) {
    if (wanted != 0) {
      if (!isFree(wanted)) {
        throw new EngineException(
            FailureCode.CASSANDRA_START,
            "Port "
                + wanted
                + " on "
                + address.getHostAddress()
                + " is in use by another program; set cassandra.embedded.port to a free one or to"
                + " auto");
      }
      return wanted;
    }
    return isFree(USUAL_CQL_PORT) ? USUAL_CQL_PORT : any();
  }

  /** Returns a port that is free now. */
  int any() {
    try (ServerSocket socket = new ServerSocket(0, 1, address)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new EngineException(
          FailureCode.CASSANDRA_START,
          "No free port on " + address.getHostAddress() + ": " + e.getMessage(),
          e);
    }
  }

  boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address, port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Tells whether someone listens. */
  boolean answers(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), CONNECT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
