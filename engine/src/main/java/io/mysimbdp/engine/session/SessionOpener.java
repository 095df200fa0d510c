package io.mysimbdp.engine.session;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.ssl.ProgrammaticSslEngineFactory;
import com.datastax.oss.driver.internal.core.type.codec.registry.DefaultCodecRegistry;
import io.mysimbdp.engine.config.CassandraConfig;
import io.mysimbdp.engine.config.CassandraConfig.Auth;
import io.mysimbdp.engine.config.CassandraConfig.Tls;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.log.About;
import io.mysimbdp.engine.log.Event;
import io.mysimbdp.engine.log.EventLog;
import io.mysimbdp.engine.time.Pause;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the session to Cassandra, and tries again while it is not reachable. Thread-safe. */
public final class SessionOpener {

  private static final Logger LOG = LoggerFactory.getLogger(SessionOpener.class);
  private static final EventLog EVENTS = EventLog.of(SessionOpener.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final LongSupplier nanoTime;
  private final Pause pause;
  private final @Nullable Object registry;

  /**
   * Takes the clock and the way to wait.
   *
   * @param nanoTime a monotonic clock in nanoseconds
   * @param pause how to wait between attempts
   */
  public SessionOpener(LongSupplier nanoTime, Pause pause) {
    this(nanoTime, pause, null);
  }

  /**
   * Takes the clock, the way to wait, and who measures.
   *
   * @param nanoTime a monotonic clock in nanoseconds
   * @param pause how to wait between attempts
   * @param registry a registry of Micrometer, which gets the driver's metrics of the sessions that
   *     {@link #open} opens; null: they are not measured
   */
  public SessionOpener(LongSupplier nanoTime, Pause pause, @Nullable Object registry) {
    this.nanoTime = Objects.requireNonNull(nanoTime, "nanoTime");
    this.pause = Objects.requireNonNull(pause, "pause");
    this.registry = registry;
  }

  /** Returns the addresses of nodes that are given as {@code host:port}. */
  public static List<InetSocketAddress> addresses(List<String> contactPoints) {
    return contactPoints.stream().map(SessionOpener::address).toList();
  }

  private static InetSocketAddress address(String point) {
    int colon = point.lastIndexOf(':');
    return new InetSocketAddress(
        point.substring(0, colon), Integer.parseInt(point.substring(colon + 1)));
  }

  /**
   * Opens a session; the caller closes it.
   *
   * @param contactPoints some nodes, at least one
   * @throws EngineException CASSANDRA_UNREACHABLE when it cannot be opened within {@link
   *     CassandraConfig#connectTimeout}, or another attempt would be in vain; CONFIG_INVALID when a
   *     key or trust store cannot be used
   */
  public CqlSession open(CassandraConfig config, List<InetSocketAddress> contactPoints)
      throws InterruptedException {
    return open(
        config, contactPoints, () -> builder(config, CqlSession.builder(), List.of(), registry));
  }

  /**
   * Opens a session on the threads of another one; the caller closes it before that.
   *
   * @param keyspace the only one whose tables it knows
   */
  CqlSession openFor(
      CassandraConfig config,
      List<InetSocketAddress> contactPoints,
      CqlSession lender,
      String keyspace)
      throws InterruptedException {
    return open(
        config,
        contactPoints,
        // Not measured: there may be one for each tenant, under names that are all the same.
        () -> builder(config, BorrowedThreads.builder(lender), List.of(keyspace), null));
  }

  private CqlSession open(
      CassandraConfig config,
      List<InetSocketAddress> contactPoints,
      Supplier<CqlSessionBuilder> builder)
      throws InterruptedException {
    if (contactPoints.isEmpty()) {
      throw new IllegalArgumentException("At least one contact point is needed");
    }
    long start = nanoTime.getAsLong();
    Duration wait = FIRST_PAUSE;
    ConnectFailure telling = null;
    for (int attempt = 1; ; attempt++) {
      Throwable failure;
      try {
        Duration left = config.connectTimeout().minus(since(start));
        return checked(connect(builder.get(), contactPoints, left), config.localDatacenter());
      } catch (ExecutionException e) {
        failure = e.getCause() == null ? e : e.getCause();
      } catch (TimeoutException e) {
        failure = e;
      } catch (WrongDatacenterException e) {
        throw unreachable(
            contactPoints,
            attempt,
            start,
            ConnectFailure.wrongDatacenter(e.found, config.localDatacenter()),
            e);
      }
      ConnectFailure reason = ConnectFailure.of(failure, config.auth());
      // The last attempt may be cut short, and then tells less than those before.
      if (telling == null || reason.rank() < telling.rank()) {
        telling = reason;
      }
      Duration left = config.connectTimeout().minus(since(start));
      if (reason.isFinal() || left.compareTo(wait) <= 0) {
        throw unreachable(contactPoints, attempt, start, telling, failure);
      }
      LOG.debug("Attempt {} to connect to {} failed", attempt, contactPoints, failure);
      if (attempt == 1) {
        EVENTS.info(
            Event.CASSANDRA_PROGRESS,
            About.platform(),
            "Waiting for Cassandra at {}: {}",
            named(contactPoints),
            reason.cause());
      }
      pause.pause(wait);
      wait =
          wait.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? wait.multipliedBy(2) : LONGEST_PAUSE;
    }
  }

  /**
   * Completes the builder of a session, without contact points.
   *
   * @param keyspaces those whose tables it knows; empty: all
   * @param registry gets its metrics; null: it is not measured
   */
  static CqlSessionBuilder builder(
      CassandraConfig config,
      CqlSessionBuilder builder,
      List<String> keyspaces,
      @Nullable Object registry) {
    if (registry != null) {
      builder.withMetricRegistry(registry);
    }
    builder
        // The caller's context class loader may be a tenant's.
        .withClassLoader(SessionOpener.class.getClassLoader())
        .withConfigLoader(DriverSettings.loader(config, keyspaces, registry != null));
    Auth auth = config.auth();
    if (auth != null) {
      builder.withAuthCredentials(auth.user(), auth.password().reveal());
    }
    Tls tls = config.tls();
    if (tls != null) {
      builder.withSslEngineFactory(
          new ProgrammaticSslEngineFactory(TlsContext.of(tls), null, tls.hostnameVerification()));
    }
    return builder;
  }

  private static CqlSession connect(
      CqlSessionBuilder builder, List<InetSocketAddress> contactPoints, Duration timeout)
      throws ExecutionException, TimeoutException, InterruptedException {
    SealedCodecRegistry codecs = new SealedCodecRegistry(new DefaultCodecRegistry("engine"));
    builder.withCodecRegistry(codecs);
    for (InetSocketAddress point : contactPoints) {
      // Resolved anew for each attempt: the name may not have been known at the first.
      builder.addContactPoint(new InetSocketAddress(point.getHostString(), point.getPort()));
    }
    CompletionStage<CqlSession> opening = builder.buildAsync();
    boolean done = false;
    try {
      CqlSession session =
          opening.toCompletableFuture().get(Math.max(1, timeout.toMillis()), TimeUnit.MILLISECONDS);
      codecs.seal(session.getContext().getProtocolVersion());
      done = true;
      return session;
    } finally {
      if (!done) {
        // Should it open after all, nobody is left to close it.
        opening.thenAccept(CqlSession::closeAsync);
      }
    }
  }

  /** The driver opens a session without a single usable node and fails each request instead. */
  private static CqlSession checked(CqlSession session, String configured)
      throws WrongDatacenterException {
    TreeSet<String> found = new TreeSet<>();
    for (Node node : session.getMetadata().getNodes().values()) {
      if (node.getDatacenter() != null) {
        found.add(node.getDatacenter());
      }
    }
    if (!found.isEmpty() && !found.contains(configured)) {
      session.close();
      throw new WrongDatacenterException(String.join("', '", found));
    }
    return session;
  }

  private EngineException unreachable(
      List<InetSocketAddress> contactPoints,
      int attempts,
      long start,
      ConnectFailure reason,
      Throwable failure) {
    double seconds = since(start).toMillis() / 1000.0;
    return new EngineException(
        FailureCode.CASSANDRA_UNREACHABLE,
        String.format(
            Locale.ROOT,
            "Cannot connect to Cassandra at %s, tried %s in %.1f s: %s",
            named(contactPoints),
            attempts == 1 ? "once" : attempts + " times",
            seconds,
            reason.cause()),
        failure);
  }

  private Duration since(long start) {
    return Duration.ofNanos(nanoTime.getAsLong() - start);
  }

  private static String named(List<InetSocketAddress> contactPoints) {
    return contactPoints.stream()
        .map(point -> point.getHostString() + ":" + point.getPort())
        .collect(Collectors.joining(", "));
  }

  /** Carries what was found to the one place that makes messages. */
  private static final class WrongDatacenterException extends Exception {

    private static final long serialVersionUID = 1L;

    final String found;

    WrongDatacenterException(String found) {
      super(found);
      this.found = found;
    }
  }
}
