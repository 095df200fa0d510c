package io.mysimbdp.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import com.datastax.oss.driver.internal.core.metadata.DefaultEndPoint;
import io.mysimbdp.engine.config.CassandraConfig;
import io.mysimbdp.engine.config.CassandraConfig.Auth;
import io.mysimbdp.engine.config.CassandraConfig.Embedded;
import io.mysimbdp.engine.config.CassandraConfig.Tls;
import io.mysimbdp.engine.config.Secret;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("AddressSelection") // The literal address is what the messages show.
class SessionOpenerTest {

  private final AtomicLong nanos = new AtomicLong();
  private final List<Duration> pauses = new ArrayList<>();
  private final SessionOpener opener =
      new SessionOpener(
          nanos::get,
          pause -> {
            pauses.add(pause);
            nanos.addAndGet(pause.toNanos());
          });

  static CassandraConfig config(String datacenter, @Nullable Auth auth, @Nullable Tls tls) {
    return new CassandraConfig(
        List.of(),
        datacenter,
        auth,
        tls,
        Duration.ofSeconds(20),
        Duration.ofSeconds(60),
        256,
        64L << 20,
        Duration.ofSeconds(3),
        null,
        32,
        false,
        new Embedded("127.0.0.1", 0, 1L << 30, Duration.ofMinutes(2), 0, false, List.of()));
  }

  @Test
  void tries_again_with_growing_pauses_until_the_time_is_up() throws IOException {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    InetSocketAddress point = new InetSocketAddress("127.0.0.1", port);

    assertThatThrownBy(() -> opener.open(config("datacenter1", null, null), List.of(point)))
        .isInstanceOfSatisfying(
            EngineException.class,
            e -> assertThat(e.code()).isEqualTo(FailureCode.CASSANDRA_UNREACHABLE))
        .hasMessage(
            "Cannot connect to Cassandra at 127.0.0.1:"
                + port
                + ", tried 4 times in 1.8 s: connection refused");
    assertThat(pauses)
        .containsExactly(Duration.ofMillis(250), Duration.ofMillis(500), Duration.ofSeconds(1));
  }

  @Test
  void tells_the_cause_of_a_refused_login_without_the_password() {
    AuthenticationException refused =
        new AuthenticationException(
            new DefaultEndPoint(new InetSocketAddress("127.0.0.1", 1)), "bad credentials");

    assertThat(ConnectFailure.of(refused, new Auth("ada", new Secret("s3cret"))))
        .isEqualTo(new ConnectFailure("authentication failed for user 'ada'", true, 0));
    assertThat(ConnectFailure.of(refused, null).cause())
        .isEqualTo("it asks for user and password, and none is configured");
    assertThat(ConnectFailure.of(new IOException(new UnknownHostException("x")), null).cause())
        .isEqualTo("unknown host");
  }

  @Test
  void shakes_hands_only_with_a_trusted_server(@TempDir Path folder) throws Exception {
    TlsServer.Stores known = TlsServer.stores(folder.resolve("known"));
    TlsServer.Stores unknown = TlsServer.stores(folder.resolve("unknown"));
    try (TlsServer server = new TlsServer(known)) {
      List<InetSocketAddress> points = List.of(server.address());

      assertThatThrownBy(() -> opener.open(tls(known.trust(), true), points))
          .isInstanceOf(EngineException.class);
      assertThat(server.handshakes()).isPositive();
      int before = server.handshakes();

      assertThatThrownBy(() -> opener.open(tls(unknown.trust(), true), points))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining(": TLS handshake failed: ");
      assertThat(server.handshakes()).isEqualTo(before);
    }
  }

  @Test
  void says_which_store_cannot_be_used(@TempDir Path folder) throws Exception {
    Path missing = folder.resolve("missing.p12");
    Path broken = Files.writeString(folder.resolve("broken.p12"), "no store");
    List<InetSocketAddress> points = List.of(new InetSocketAddress("127.0.0.1", 1));

    assertThatThrownBy(() -> opener.open(tls(missing, true), points))
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.CONFIG_INVALID))
        .hasMessage("TLS trust store " + missing + " does not exist");
    assertThatThrownBy(() -> opener.open(tls(broken, true), points))
        .isInstanceOf(EngineException.class)
        .hasMessageStartingWith(
            "TLS trust store "
                + broken
                + " cannot be read as PKCS12 or JKS with the configured password: ");
  }

  private static CassandraConfig tls(Path trustStore, boolean verify) {
    return config(
        "datacenter1",
        null,
        new Tls(trustStore, new Secret(TlsServer.PASSWORD), null, null, verify));
  }
}
