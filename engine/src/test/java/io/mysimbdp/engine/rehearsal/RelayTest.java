package io.mysimbdp.engine.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real sockets on loopback; time is the test's. */
class RelayTest {

  private static final int GONE = -1;

  private final AtomicLong now = new AtomicLong();
  private final BlockingQueue<Duration> waits = new LinkedBlockingQueue<>();
  private ServerSocket server;
  private Relay relay;

  @BeforeEach
  void open() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    relay =
        Relay.open(
            now::get,
            time -> {
              now.addAndGet(time.toNanos());
              waits.add(time);
            });
    relay.leadTo(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()));
  }

  @AfterEach
  void close() throws IOException {
    relay.close();
    server.close();
  }

  @Test
  void what_is_said_arrives_and_what_is_answered_comes_back() throws IOException {
    try (Socket client = call();
        Socket answering = server.accept()) {
      assertThat(echo(client, answering, 7)).isEqualTo(7);
      assertThat(waits).isEmpty();
    }
  }

  @Test
  void answers_and_only_they_are_kept_back() throws Exception {
    relay.delay(Duration.ofMillis(50));
    try (Socket client = call();
        Socket answering = server.accept()) {
      assertThat(echo(client, answering, 7)).isEqualTo(7);
      assertThat(waits.poll(10, TimeUnit.SECONDS)).isEqualTo(Duration.ofMillis(50));
      assertThat(waits).isEmpty();
    }
  }

  @Test
  void a_stall_ends_by_itself() throws IOException {
    relay.stall(Duration.ofSeconds(2));
    try (Socket client = call();
        Socket answering = server.accept()) {
      assertThat(echo(client, answering, 7)).isEqualTo(7);
      assertThat(now.get()).isGreaterThanOrEqualTo(Duration.ofSeconds(2).toNanos());
    }
  }

  @Test
  void a_drop_ends_what_is_open_and_lets_others_in() throws IOException {
    try (Socket client = call();
        Socket answering = server.accept()) {
      echo(client, answering, 7);

      relay.drop();

      assertThat(read(client)).isEqualTo(GONE);
    }
    try (Socket client = call();
        Socket answering = server.accept()) {
      assertThat(echo(client, answering, 8)).isEqualTo(8);
    }
  }

  @Test
  void a_cut_lets_nobody_in_until_it_is_healed() throws IOException {
    try (Socket client = call();
        Socket answering = server.accept()) {
      echo(client, answering, 7);

      relay.cut();

      assertThat(read(client)).isEqualTo(GONE);
      try (Socket refused = call()) {
        assertThat(read(refused)).isEqualTo(GONE);
      }
    }
    relay.heal();
    try (Socket client = call();
        Socket answering = server.accept()) {
      assertThat(echo(client, answering, 8)).isEqualTo(8);
    }
  }

  private Socket call() throws IOException {
    String address = relay.address();
    int colon = address.lastIndexOf(':');
    Socket socket =
        new Socket(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static int echo(Socket client, Socket answering, int value) throws IOException {
    client.getOutputStream().write(value);
    answering.getOutputStream().write(answering.getInputStream().read());
    return client.getInputStream().read();
  }

  /** Reads a byte; that a connection was reset is as good as that it was closed. */
  private static int read(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read();
    } catch (java.net.SocketException e) {
      return GONE;
    }
  }
}
