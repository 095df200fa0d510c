package io.mysimbdp.testkit;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import io.mysimbdp.engine.cassandra.EmbeddedCassandra;
import io.mysimbdp.engine.config.CassandraConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** The one server of this JVM: started when first asked for, deleted when the JVM ends. */
final class SharedServer {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path folder;
  private final EmbeddedCassandra.Use use;
  private final InetSocketAddress contactPoint;
  private final CqlSession session;
  private final AtomicInteger keyspaces = new AtomicInteger();

  /** Begins when the class is first used, which the JVM does once. */
  private static final class Running {
    private static final SharedServer SERVER = new SharedServer();
  }

  static SharedServer running() {
    return Running.SERVER;
  }

  private SharedServer() {
    try {
      folder = Files.createTempDirectory("mysimbdp-cassandra");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      use =
          new EmbeddedCassandra(
                  ServerJars.in(folder),
                  folder.resolve("server"),
                  settings(),
                  System::nanoTime,
                  time -> TimeUnit.NANOSECONDS.sleep(time.toNanos()))
              .use(message -> {});
    } catch (RuntimeException e) {
      delete(folder);
      throw e;
    }
    contactPoint = new InetSocketAddress(use.node().address(), use.node().port());
    session = sessionBuilder().build();
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop-cassandra"));
  }

  /** A small server on any free port, that is gone before compiling all of it has paid. */
  private static CassandraConfig.Embedded settings() {
    return new CassandraConfig.Embedded(
        "127.0.0.1",
        0,
        512L << 20,
        Duration.ofMinutes(3),
        256L << 20,
        false,
        List.of("-XX:TieredStopAtLevel=1"));
  }

  private CqlSessionBuilder sessionBuilder() {
    return CqlSession.builder()
        .addContactPoint(contactPoint)
        .withLocalDatacenter("datacenter1")
        .withConfigLoader(
            DriverConfigLoader.programmaticBuilder()
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, PATIENCE)
                .withDuration(DefaultDriverOption.METADATA_SCHEMA_REQUEST_TIMEOUT, PATIENCE)
                .build());
  }

  InetSocketAddress contactPoint() {
    return contactPoint;
  }

  TestCassandra newKeyspace() {
    String keyspace = "test_" + keyspaces.incrementAndGet();
    session.execute(
        "CREATE KEYSPACE "
            + keyspace
            + " WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
    return new TestCassandra(this, keyspace);
  }

  /** Returns where the engine keeps the ledger of a test. */
  static String ledgerOf(String keyspace) {
    return keyspace + "_ledger";
  }

  CqlSession newSession(String keyspace) {
    return sessionBuilder().withKeyspace(keyspace).build();
  }

  void drop(String keyspace) {
    session.execute("DROP KEYSPACE " + keyspace);
    session.execute("DROP KEYSPACE IF EXISTS " + ledgerOf(keyspace));
  }

  private void stop() {
    session.close();
    use.close();
    delete(folder);
  }

  private static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | UncheckedIOException e) {
      // The JVM ends, or a better reason is on its way; what is left is a temporary file.
      folder.toFile().deleteOnExit();
    }
  }
}
