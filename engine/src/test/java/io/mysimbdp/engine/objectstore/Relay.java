package io.mysimbdp.engine.objectstore;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A line to a server that is cut after so many bytes of an answer, as often as it is told. */
final class Relay implements AutoCloseable {

  private final ServerSocket listening;
  private final URI server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger cuts = new AtomicInteger();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();
  private final long cutAfterBytes;

  Relay(URI server, int cuts, long cutAfterBytes) throws IOException {
    this.server = server;
    this.cuts.set(cuts);
    this.cutAfterBytes = cutAfterBytes;
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  String address() {
    return "http://127.0.0.1:" + listening.getLocalPort();
  }

  /** Returns how many times somebody has connected. */
  int connections() {
    return connections.get();
  }

  /** Returns how many bytes of answers have come through. */
  long bytes() {
    return bytes.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket near = listening.accept();
        connections.incrementAndGet();
        Socket far = new Socket(server.getHost(), server.getPort());
        threads.execute(() -> pass(near, far, false));
        threads.execute(() -> pass(far, near, true));
      }
    } catch (IOException e) {
      // Closed.
      threads.shutdownNow();
    }
  }

  private void pass(Socket from, Socket to, boolean isAnswer) {
    byte[] buffer = new byte[8192];
    long passed = 0;
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
        passed += n;
        if (isAnswer) {
          bytes.addAndGet(n);
        }
        if (isAnswer && passed > cutAfterBytes && cuts.getAndUpdate(c -> Math.max(0, c - 1)) > 0) {
          return;
        }
      }
    } catch (IOException e) {
      // One of the two has ended.
      passed = 0;
    }
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.shutdownNow();
  }
}
