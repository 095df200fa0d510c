package io.mysimbdp.engine.rehearsal;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.time.Pause;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Line} of TCP: listens on a port of loopback, and hands on what comes to a server and
 * back. Its threads end when it is closed.
 */
public final class Relay implements Line, AutoCloseable {

  private static final int BUFFER_BYTES = 1 << 16;
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  private final ServerSocket door;
  private final LongSupplier nanoTime;
  private final Pause pause;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile @Nullable InetSocketAddress target;
  private volatile Duration delay = Duration.ZERO;
  private volatile long stalledUntilNanos;
  private volatile boolean stalled;
  private volatile boolean cut;

  private Relay(ServerSocket door, LongSupplier nanoTime, Pause pause) {
    this.door = door;
    this.nanoTime = nanoTime;
    this.pause = pause;
  }

  /**
   * Opens one that leads nowhere yet.
   *
   * @param nanoTime a monotonic clock
   * @param pause how answers are kept back
   * @throws EngineException CASSANDRA_START when no port can be had
   */
  public static Relay open(LongSupplier nanoTime, Pause pause) {
    try {
      Relay relay =
          new Relay(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), nanoTime, pause);
      relay.start("relay", relay::accept);
      return relay;
    } catch (IOException e) {
      throw new EngineException(
          FailureCode.CASSANDRA_START,
          "No port can be had for the way to Cassandra: " + e.getMessage(),
          e);
    }
  }

  /** Returns host and port that it listens on. */
  public String address() {
    return door.getInetAddress().getHostAddress() + ":" + door.getLocalPort();
  }

  /** Says where it leads. */
  public void leadTo(InetSocketAddress server) {
    target = server;
  }

  @Override
  public void delay(Duration time) {
    delay = time;
  }

  @Override
  public void stall(Duration time) {
    stalledUntilNanos = nanoTime.getAsLong() + time.toNanos();
    stalled = true;
  }

  @Override
  public void drop() {
    open.forEach(Relay::hangUp);
  }

  @Override
  public void cut() {
    cut = true;
    drop();
  }

  @Override
  public void heal() {
    delay = Duration.ZERO;
    stalled = false;
    cut = false;
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket client = door.accept();
        InetSocketAddress to = target;
        if (cut || to == null) {
          hangUp(client);
        } else {
          connect(client, to);
        }
      } catch (IOException e) {
        // Closed, or the caller is gone again: the next one is waited for.
      }
    }
  }

  private void connect(Socket client, InetSocketAddress to) {
    Socket server = new Socket();
    open.add(client);
    open.add(server);
    try {
      server.connect(to);
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
    } catch (IOException e) {
      end(client, server);
      return;
    }
    if (cut) {
      end(client, server);
      return;
    }
    start("relay-there", () -> pump(client, server, false));
    start("relay-back", () -> pump(server, client, true));
  }

  /** Hands on what comes, until one of the two hangs up. */
  private void pump(Socket from, Socket to, boolean isAnswer) {
    byte[] buffer = new byte[BUFFER_BYTES];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      int count = in.read(buffer);
      while (count >= 0) {
        if (isAnswer) {
          keepBack();
        }
        out.write(buffer, 0, count);
        count = in.read(buffer);
      }
    } catch (IOException e) {
      // One of them is gone, and so is the connection.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      end(from, to);
    }
  }

  private void keepBack() throws InterruptedException {
    Duration time = delay;
    if (!time.isZero()) {
      pause.pause(time);
    }
    while (stalled && nanoTime.getAsLong() - stalledUntilNanos < 0) {
      pause.pause(LOOK_EVERY);
    }
  }

  private void end(Socket one, Socket other) {
    open.remove(one);
    open.remove(other);
    hangUp(one);
    hangUp(other);
  }

  private static void hangUp(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone either way.
    }
  }

  private void start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      // Nobody comes through it any more.
    }
    heal();
    drop();
  }
}
