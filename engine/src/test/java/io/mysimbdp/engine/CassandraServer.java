package io.mysimbdp.engine;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import io.mysimbdp.engine.cassandra.EmbeddedCassandra;
import io.mysimbdp.engine.cassandra.ManagementLogin;
import io.mysimbdp.engine.cassandra.Node;
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

/**
 * One real Cassandra for all tests of a JVM: started when first asked for, stopped and deleted when
 * the JVM ends.
 */
public final class CassandraServer {

  /**
   * For a server that is gone before the optimizing compiler has paid for itself: it takes half of
   * the CPU time of a start.
   */
  public static final List<String> QUICK_START = List.of("-XX:TieredStopAtLevel=1");

  private static final AtomicInteger KEYSPACES = new AtomicInteger();

  private CassandraServer() {}

  /** Returns a session without a keyspace, shared by all tests. */
  public static CqlSession session() {
    return Running.INSTANCE.session;
  }

  /** Returns where the server listens. */
  public static InetSocketAddress contactPoint() {
    return new InetSocketAddress(Running.INSTANCE.node.address(), Running.INSTANCE.node.port());
  }

  /** Returns how the server is managed. */
  public static ManagementLogin management() {
    return Running.INSTANCE.cassandra.management().orElseThrow();
  }

  /** Returns a folder on the disk of the server's data; it is deleted with that. */
  public static Path besideItsData() {
    return Running.INSTANCE.folder;
  }

  /** Creates a keyspace of its own for a test and returns its name. */
  public static String newKeyspace(String prefix) {
    String name = prefix + "_" + KEYSPACES.incrementAndGet();
    session()
        .execute(
            "CREATE KEYSPACE "
                + name
                + " WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
    return name;
  }

  /** Returns the settings of a small server on any free port. */
  public static CassandraConfig.Embedded settings() {
    return new CassandraConfig.Embedded(
        "127.0.0.1", 0, 512L << 20, Duration.ofMinutes(3), 1L << 20, false, QUICK_START);
  }

  /** Returns the folder with the server's JARs. */
  public static Path libraries() {
    return project().resolve("engine/cassandra/target/lib");
  }

  /** Makes a server of this folder; nothing is started yet. */
  public static EmbeddedCassandra in(Path folder, CassandraConfig.Embedded settings) {
    return new EmbeddedCassandra(
        libraries(),
        folder,
        settings,
        System::nanoTime,
        time -> TimeUnit.NANOSECONDS.sleep(time.toNanos()));
  }

  private static Path project() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve(".mvn"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  private static final class Running {
    private static final Running INSTANCE = new Running();

    private final Path folder;
    private final EmbeddedCassandra cassandra;
    private final EmbeddedCassandra.Use use;
    private final Node node;
    private final CqlSession session;

    private Running() {
      try {
        Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
        folder = Files.createTempDirectory(target, "cassandra-");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      cassandra = in(folder.resolve("server"), settings());
      use = cassandra.use(message -> {});
      node = use.node();
      session =
          CqlSession.builder()
              .addContactPoint(new InetSocketAddress(node.address(), node.port()))
              .withLocalDatacenter("datacenter1")
              .withConfigLoader(
                  DriverConfigLoader.programmaticBuilder()
                      .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(30))
                      .withDuration(
                          DefaultDriverOption.METADATA_SCHEMA_REQUEST_TIMEOUT,
                          Duration.ofSeconds(30))
                      .build())
              .build();
      Runtime.getRuntime().addShutdownHook(new Thread(this::end));
    }

    private void end() {
      session.close();
      use.close();
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
