package io.mysimbdp.engine.spark;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** TCP ports on loopback that nobody listens on. */
final class FreePorts {

  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private FreePorts() {}

  /** Returns the wanted one, or any when that is 0. */
  static int choose(int wanted) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), wanted));
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new EngineException(
          FailureCode.CLUSTER_UNREACHABLE,
          wanted == 0
              ? "No free port on " + DaemonCommand.LOOPBACK + ": " + e.getMessage()
              : "Port "
                  + wanted
                  + " on "
                  + DaemonCommand.LOOPBACK
                  + " is in use by another program; name another one with --port, or 0 for any",
          e);
    }
  }
}
