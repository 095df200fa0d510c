package io.mysimbdp.engine.session;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import io.mysimbdp.engine.config.CassandraConfig;
import io.mysimbdp.engine.config.CassandraConfig.Auth;
import io.mysimbdp.engine.config.Secret;
import io.mysimbdp.engine.cql.CqlName;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.time.Pause;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;

/**
 * Opens a session to a server with log-in that may be new: then the configured user is made, and
 * the one that Cassandra comes with, whose password everybody knows, may log in no more.
 */
public final class FirstLogin {

  private static final Auth DELIVERED = new Auth("cassandra", new Secret("cassandra"));
  private static final Duration INTERVAL = Duration.ofMillis(250);

  private final SessionOpener opener;
  private final LongSupplier nanoTime;
  private final Pause pause;

  /**
   * Takes the ways to connect and to wait.
   *
   * @param nanoTime a monotonic clock
   * @param pause waits between two attempts
   */
  public FirstLogin(SessionOpener opener, LongSupplier nanoTime, Pause pause) {
    this.opener = opener;
    this.nanoTime = nanoTime;
    this.pause = pause;
  }

  /**
   * Opens a session; the caller closes it.
   *
   * @param config has a user and a password
   * @throws EngineException CASSANDRA_UNREACHABLE when neither user can log in
   */
  public CqlSession open(CassandraConfig config, List<InetSocketAddress> contactPoints)
      throws InterruptedException {
    Auth user = Objects.requireNonNull(config.auth(), "config.auth");
    long begin = nanoTime.getAsLong();
    while (true) {
      try {
        return opener.open(config, contactPoints);
      } catch (EngineException e) {
        boolean isLate =
            nanoTime.getAsLong() - begin > config.connectTimeout().toNanos() || !isLogInRefused(e);
        if (isLate || user.user().equals(DELIVERED.user())) {
          throw e;
        }
      }
      try (CqlSession delivered = opener.open(config.as(DELIVERED), contactPoints)) {
        delivered.execute(
            "CREATE ROLE IF NOT EXISTS "
                + CqlName.render(user.user())
                + " WITH PASSWORD = '"
                + user.password().reveal().replace("'", "''")
                + "' AND SUPERUSER = true AND LOGIN = true");
      } catch (EngineException e) {
        // A new server makes the user that it comes with only some time after it answers.
        pause.pause(INTERVAL);
        continue;
      }
      CqlSession session = opener.open(config, contactPoints);
      session.execute("ALTER ROLE cassandra WITH SUPERUSER = false AND LOGIN = false");
      return session;
    }
  }

  /** Tells whether a failure to connect says that user or password is wrong. */
  static boolean isLogInRefused(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof AuthenticationException
          || String.valueOf(each.getMessage()).contains("authentication failed for user")) {
        return true;
      }
    }
    return false;
  }
}
