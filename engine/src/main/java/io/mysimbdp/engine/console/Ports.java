package io.mysimbdp.engine.console;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds a port that is free. */
final class Ports {

  private static final Logger LOG = LoggerFactory.getLogger(Ports.class);

  /** How many ports after the wanted one are tried; several engines may serve on one machine. */
  private static final int OTHERS = 20;

  private static final int HIGHEST = 65_535;

  private Ports() {}

  /**
   * Listens on a port, or on the next one that is free.
   *
   * @param port 0: any
   * @throws IOException when none of them is free
   */
  static ServerSocketChannel listen(InetAddress address, int port) throws IOException {
    int last = port == 0 ? 0 : Math.min(HIGHEST, port + OTHERS);
    for (int each = port; ; each++) {
      try {
        ServerSocketChannel channel = listen(new InetSocketAddress(address, each));
        if (each != port) {
          LOG.warn("Console: port {} is taken, so it is served on {}", port, each);
        }
        return channel;
      } catch (BindException e) {
        if (each == last) {
          throw e;
        }
      }
    }
  }

  private static ServerSocketChannel listen(InetSocketAddress address) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      return channel.bind(address);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }
}
