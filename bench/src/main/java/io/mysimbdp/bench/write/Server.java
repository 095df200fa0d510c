package io.mysimbdp.bench.write;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import io.mysimbdp.bench.BenchHome;
import io.mysimbdp.bench.Launcher;
import io.mysimbdp.bench.ProcessUsage;
import io.mysimbdp.bench.rows.ContentSum;
import io.mysimbdp.bench.rows.Shape;
import java.io.IOException;
import java.io.Reader;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The embedded Cassandra that all write to, and what it holds. */
final class Server implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final Duration SETTLING = Duration.ofSeconds(30);
  private static final int PAGE_BYTES = 1 << 20;

  private final Launcher engine;
  private final ProcessUsage usage;
  private final InetSocketAddress address;
  private final int jmxPort;
  private final Path jmxPassword;
  private final CqlSession session;
  private final Thread hook;

  private Server(Launcher engine, Properties node, Path folder) {
    this.engine = engine;
    this.usage = new ProcessUsage(Long.parseLong(node.getProperty("pid")));
    this.address =
        new InetSocketAddress(
            node.getProperty("address"), Integer.parseInt(node.getProperty("port")));
    // So that a benchmark that is interrupted leaves no server behind.
    this.hook =
        new Thread(() -> ProcessHandle.of(usage.pid()).ifPresent(ProcessHandle::destroy), "stop");
    Runtime.getRuntime().addShutdownHook(hook);
    this.jmxPort = Integer.parseInt(node.getProperty("jmx-port"));
    this.jmxPassword = folder.resolve("conf").resolve("jmx.password");
    this.session =
        CqlSession.builder()
            .addContactPoint(address)
            .withLocalDatacenter("datacenter1")
            .withConfigLoader(
                DriverConfigLoader.programmaticBuilder()
                    .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, TIMEOUT)
                    .build())
            .build();
  }

  /** Starts that of an installation folder. */
  static Server start(Launcher engine, BenchHome home) throws IOException, InterruptedException {
    engine.call("cassandra", "start");
    Properties node = new Properties();
    Path folder = home.root().resolve(".mysimbdp/cassandra");
    try (Reader file = Files.newBufferedReader(folder.resolve("node.properties"))) {
      node.load(file);
    }
    Server server = new Server(engine, node, folder);
    server.session.execute(
        "CREATE KEYSPACE IF NOT EXISTS "
            + Shape.KEYSPACE
            + " WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
    return server;
  }

  String host() {
    return address.getHostString();
  }

  int port() {
    return address.getPort();
  }

  int jmxPort() {
    return jmxPort;
  }

  /** Returns the file with the user and the password for JMX. */
  Path jmxPassword() {
    return jmxPassword;
  }

  ProcessUsage usage() {
    return usage;
  }

  /** Empties the table of a shape, and waits until the server has come to rest. */
  void empty(Shape shape) throws IOException, InterruptedException {
    session.execute(shape.createTable(shape.qualifiedTable()));
    session.execute("TRUNCATE " + shape.qualifiedTable());
    usage.awaitQuiet(1, SETTLING);
  }

  /** Tells whether the table of a shape holds a row. */
  boolean hasRow(Shape shape) {
    return session.execute("SELECT * FROM " + shape.qualifiedTable() + " LIMIT 1").one() != null;
  }

  /** Reads all rows of a table. */
  ContentSum content(Shape shape) {
    int pageSize = shape == Shape.WIDE ? PAGE_BYTES / 10_000 : PAGE_BYTES / 500;
    SimpleStatement all =
        SimpleStatement.newInstance("SELECT " + shape.names() + " FROM " + shape.qualifiedTable())
            .setPageSize(pageSize);
    ContentSum sum = new ContentSum();
    for (Row row : session.execute(all)) {
      @Nullable Object[] values = new Object[shape.columns().size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = row.getObject(i);
      }
      sum.add(values);
    }
    return sum;
  }

  @Override
  public void close() throws IOException {
    session.close();
    try {
      engine.call("cassandra", "stop");
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
