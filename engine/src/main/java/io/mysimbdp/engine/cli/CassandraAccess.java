package io.mysimbdp.engine.cli;

import com.datastax.oss.driver.api.core.CqlSession;
import io.mysimbdp.engine.bulk.BulkSite;
import io.mysimbdp.engine.cassandra.EmbeddedCassandra;
import io.mysimbdp.engine.cassandra.Node;
import io.mysimbdp.engine.config.CassandraConfig;
import io.mysimbdp.engine.executor.BulkAccess;
import io.mysimbdp.engine.session.FirstLogin;
import io.mysimbdp.engine.session.SessionOpener;
import io.mysimbdp.engine.session.TenantSessions;
import io.mysimbdp.engine.time.Pause;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A session to the installation's Cassandra, for the time of one command. An embedded server that
 * is not running is started first, and stopped when this is closed.
 */
final class CassandraAccess implements AutoCloseable {

  private final EmbeddedCassandra.@Nullable Use use;
  private final CqlSession session;
  private final List<InetSocketAddress> contactPoints;
  private final Supplier<@Nullable BulkSite> bulk;
  private final Supplier<@Nullable BulkAccess> bulkElsewhere;

  private CassandraAccess(
      EmbeddedCassandra.@Nullable Use use,
      CqlSession session,
      List<InetSocketAddress> contactPoints,
      Supplier<@Nullable BulkSite> bulk,
      Supplier<@Nullable BulkAccess> bulkElsewhere) {
    this.use = use;
    this.session = session;
    this.contactPoints = List.copyOf(contactPoints);
    this.bulk = bulk;
    this.bulkElsewhere = bulkElsewhere;
  }

  /**
   * Opens a session.
   *
   * @param progress hears what is being waited for
   * @throws io.mysimbdp.engine.failure.EngineException when Cassandra cannot be started or reached
   */
  static CassandraAccess open(CassandraConfig config, Home home, Consumer<String> progress)
      throws InterruptedException {
    return open(config, home, progress, null);
  }

  /**
   * Opens a session that is measured.
   *
   * @param progress hears what is being waited for
   * @param registry gets the driver's metrics; null: they are not measured
   * @throws io.mysimbdp.engine.failure.EngineException when Cassandra cannot be started or reached
   */
  static CassandraAccess open(
      CassandraConfig config, Home home, Consumer<String> progress, @Nullable Object registry)
      throws InterruptedException {
    SessionOpener opener = new SessionOpener(System::nanoTime, Pause.SLEEP, registry);
    if (!config.isEmbedded()) {
      List<InetSocketAddress> points = SessionOpener.addresses(config.contactPoints());
      CqlSession session = opener.open(config, points);
      return new CassandraAccess(
          null,
          session,
          points,
          () -> config.streaming() ? BulkSites.ofCluster(home, session) : null,
          () -> config.streaming() ? BulkSites.streaming() : null);
    }
    EmbeddedCassandra server = EmbeddedServer.of(home, config);
    EmbeddedCassandra.Use use = server.use(progress);
    try {
      Node node = use.node();
      List<InetSocketAddress> points = List.of(new InetSocketAddress(node.address(), node.port()));
      CqlSession session =
          config.embedded().authentication()
              ? new FirstLogin(opener, System::nanoTime, Pause.SLEEP).open(config, points)
              : opener.open(config, points);
      return new CassandraAccess(
          use,
          session,
          points,
          () -> BulkSites.ofEmbedded(home, server),
          () -> BulkSites.embedded(home, server));
    } catch (RuntimeException | InterruptedException e) {
      use.close();
      throw e;
    }
  }

  CqlSession session() {
    return session;
  }

  /** Makes what writes tables by their files; null: nothing does. */
  @Nullable BulkSite bulk() {
    return bulk.get();
  }

  /** Tells another process how to write tables by their files; null: it cannot. */
  @Nullable BulkAccess bulkElsewhere() {
    return bulkElsewhere.get();
  }

  /** Returns the nodes that it was opened with, host and port. */
  List<InetSocketAddress> contactPoints() {
    return contactPoints;
  }

  /** Makes the sessions of tenants; to be closed before this. */
  TenantSessions tenantSessions(CassandraConfig config) {
    return new TenantSessions(
        session,
        config,
        contactPoints,
        new SessionOpener(System::nanoTime, Pause.SLEEP),
        System::nanoTime,
        Pause.SLEEP);
  }

  @Override
  public void close() {
    try {
      session.close();
    } finally {
      if (use != null) {
        use.close();
      }
    }
  }
}
