package io.mysimbdp.engine.session;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.servererrors.OverloadedException;
import io.mysimbdp.engine.config.CassandraConfig;
import io.mysimbdp.engine.config.Confinement;
import io.mysimbdp.engine.config.TenantProfile;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.time.Pause;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The platform's session for most tenants, and for those with {@code session = own} one of their
 * own: opened when their first run begins, kept for the next ones, closed when it has not been used
 * for a while or too many others have been used since. All run on the platform's threads. Close it
 * before the platform's session. Thread-safe.
 */
public final class TenantSessions implements SessionLender, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TenantSessions.class);
  private static final int MOST_ATTEMPTS = 20;
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(500);
  private static final long LONGEST_IDLE_NANOS = Duration.ofMinutes(10).toNanos();

  private final CqlSession platform;
  private final CassandraConfig config;
  private final List<InetSocketAddress> contactPoints;
  private final SessionOpener opener;
  private final LongSupplier nanoTime;
  private final Pause pause;
  private final Map<Key, Open> sessions = new HashMap<>();

  /** The driver starts threads for whoever asks first: not for a tenant, whose they would be. */
  private final ExecutorService opening;

  private record Key(String tenant, String keyspace) {}

  private static final class Open {
    private final CompletableFuture<CqlSession> session = new CompletableFuture<>();
    private int users;
    private long idleSinceNanos;
  }

  /**
   * Makes the sessions; none is opened yet. To be called on a thread of the engine's.
   *
   * @param platform the platform's session; stays open
   * @param config how to reach Cassandra
   * @param contactPoints some nodes, at least one
   * @param opener opens sessions
   * @param nanoTime a monotonic clock
   * @param pause waits between two attempts to log in
   */
  public TenantSessions(
      CqlSession platform,
      CassandraConfig config,
      List<InetSocketAddress> contactPoints,
      SessionOpener opener,
      LongSupplier nanoTime,
      Pause pause) {
    this.platform = platform;
    this.config = config;
    this.contactPoints = List.copyOf(contactPoints);
    this.opener = opener;
    this.nanoTime = nanoTime;
    this.pause = pause;
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    this.opening =
        Executors.newCachedThreadPool(
            work -> {
              Thread thread = new Thread(group, work, "open-session");
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public Loan lend(TenantProfile profile) {
    if (profile.confinement().session() == Confinement.Session.SHARED) {
      return SessionLender.shared(platform).lend(profile);
    }
    CassandraConfig own = config.as(TenantRole.auth(config, profile.id()));
    Key key = new Key(profile.id(), profile.keyspace());
    Open open;
    boolean isFirst;
    synchronized (sessions) {
      isFirst = !sessions.containsKey(key);
      open = sessions.computeIfAbsent(key, any -> new Open());
      open.users++;
    }
    if (isFirst) {
      opening.execute(() -> open(own, key, open));
    }
    try {
      CqlSession session = await(profile, open);
      refresh(session, profile.keyspace());
      return loan(session, open);
    } catch (RuntimeException | Error e) {
      giveBack(open);
      throw e;
    }
  }

  private void open(CassandraConfig own, Key key, Open open) {
    try {
      open.session.complete(openedOrMended(own, key));
    } catch (InterruptedException | RuntimeException | Error e) {
      synchronized (sessions) {
        // The next run tries again.
        sessions.remove(key, open);
      }
      open.session.completeExceptionally(e);
    }
  }

  private CqlSession openedOrMended(CassandraConfig own, Key key) throws InterruptedException {
    TenantRoles roles = new TenantRoles(platform, config);
    boolean renewed = false;
    for (int attempt = 1; ; attempt++) {
      try {
        return opener.openFor(own, contactPoints, platform, key.keyspace());
      } catch (EngineException e) {
        if (attempt == MOST_ATTEMPTS || !FirstLogin.isLogInRefused(e)) {
          throw e;
        }
        try {
          if (!renewed && !roles.renewPassword(key.tenant())) {
            throw e;
          }
          renewed = true;
        } catch (OverloadedException tooEarly) {
          LOG.debug("The password of tenant {}'s role was set just now", key.tenant(), tooEarly);
        }
      }
      // Nodes take a password every five seconds, and remember for two what they know of a role.
      pause.pause(BETWEEN_ATTEMPTS);
    }
  }

  private static CqlSession await(TenantProfile profile, Open open) {
    try {
      return open.session.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException(
          FailureCode.CANCELLED, "cancelled while the tenant's session was being opened", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof EngineException known) {
        throw new EngineException(
            known.code(),
            "the session of tenant "
                + profile.id()
                + ", which has session = own, cannot be opened: "
                + known.getMessage(),
            known);
      }
      throw new IllegalStateException("The session of " + profile.id() + " failed to open", e);
    }
  }

  /** Tables may have been made since, through the platform's session. */
  private void refresh(CqlSession session, String keyspace) {
    CqlIdentifier name = CqlIdentifier.fromInternal(keyspace);
    if (!session.getMetadata().getKeyspace(name).equals(platform.getMetadata().getKeyspace(name))) {
      session.refreshSchema();
    }
  }

  private Loan loan(CqlSession session, Open open) {
    return new Loan() {
      private boolean closed;

      @Override
      public CqlSession session() {
        return session;
      }

      @Override
      public synchronized void close() {
        if (!closed) {
          closed = true;
          giveBack(open);
        }
      }
    };
  }

  private void giveBack(Open open) {
    List<Open> surplus;
    synchronized (sessions) {
      open.users--;
      open.idleSinceNanos = nanoTime.getAsLong();
      surplus = takeSurplus();
    }
    closeAll(surplus);
  }

  /** Takes out the sessions that nobody uses and that are too old, or too many. */
  private List<Open> takeSurplus() {
    long now = nanoTime.getAsLong();
    List<Open> idle =
        new ArrayList<>(sessions.values().stream().filter(each -> each.users == 0).toList());
    idle.sort(Comparator.comparingLong(each -> each.idleSinceNanos - now));
    int many = idle.size() - config.tenantSessions();
    List<Open> surplus = new ArrayList<>();
    for (Iterator<Open> each = idle.iterator(); each.hasNext(); many--) {
      Open next = each.next();
      if (many > 0 || now - next.idleSinceNanos > LONGEST_IDLE_NANOS) {
        surplus.add(next);
      }
    }
    sessions.values().removeAll(surplus);
    return surplus;
  }

  private static void closeAll(Collection<Open> open) {
    for (Open each : open) {
      CompletionStage<CqlSession> session = each.session;
      session.thenAccept(CqlSession::closeAsync);
    }
  }

  /** Returns how many sessions of tenants' own are open or being opened. */
  public int open() {
    synchronized (sessions) {
      return sessions.size();
    }
  }

  /** Closes all; waits until they are. */
  @Override
  public void close() {
    List<Open> all;
    synchronized (sessions) {
      all = List.copyOf(sessions.values());
      sessions.clear();
    }
    opening.shutdownNow();
    for (Open each : all) {
      if (each.session.isDone() && !each.session.isCompletedExceptionally()) {
        each.session.join().close();
      }
    }
  }
}
