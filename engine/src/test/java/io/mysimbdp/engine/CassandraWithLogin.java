package io.mysimbdp.engine;

import com.datastax.oss.driver.api.core.CqlSession;
import io.mysimbdp.engine.cassandra.EmbeddedCassandra;
import io.mysimbdp.engine.config.CassandraConfig;
import io.mysimbdp.engine.config.CassandraConfig.Auth;
import io.mysimbdp.engine.config.Secret;
import io.mysimbdp.engine.session.FirstLogin;
import io.mysimbdp.engine.session.SessionOpener;
import io.mysimbdp.engine.time.Pause;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A real Cassandra that asks for user and password, and a session of the platform's user. */
public final class CassandraWithLogin implements AutoCloseable {

  private static final SessionOpener OPENER = new SessionOpener(System::nanoTime, Pause.SLEEP);

  private final EmbeddedCassandra.Use use;
  private final InetSocketAddress address;
  private final CqlSession session;

  /** Starts a new one in a folder. */
  public CassandraWithLogin(Path folder) throws InterruptedException {
    use = CassandraServer.in(folder, settings()).use(message -> {});
    address = new InetSocketAddress(use.node().address(), use.node().port());
    session =
        new FirstLogin(OPENER, System::nanoTime, Pause.SLEEP).open(config(), List.of(address));
  }

  private static CassandraConfig.Embedded settings() {
    return new CassandraConfig.Embedded(
        "127.0.0.1",
        0,
        512L << 20,
        Duration.ofMinutes(3),
        1L << 20,
        true,
        CassandraServer.QUICK_START);
  }

  /** Returns the configuration of an engine that uses it. */
  public CassandraConfig config() {
    return new CassandraConfig(
        List.of(),
        "datacenter1",
        new Auth("Platform owner", new Secret("it's a password")),
        null,
        Duration.ofSeconds(30),
        Duration.ofSeconds(60),
        256,
        64L << 20,
        Duration.ofSeconds(60),
        new Secret("a secret of some length"),
        2,
        false,
        settings());
  }

  /** Returns where it listens. */
  public List<InetSocketAddress> contactPoints() {
    return List.of(address);
  }

  /** Returns what opens sessions. */
  public SessionOpener opener() {
    return OPENER;
  }

  /** Returns the session of the platform's user. */
  public CqlSession session() {
    return session;
  }

  @Override
  public void close() {
    session.close();
    use.close();
  }
}
