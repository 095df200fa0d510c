package io.mysimbdp.engine.bulk;

import io.mysimbdp.bulk.WriterStart.TableSchema;
import io.mysimbdp.engine.bulk.BulkWriter.Finished;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.files.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * Has a server on this machine take SSTables in. Safe for several threads; the server takes those
 * of one table one after the other.
 */
public final class TableImport implements HandOver {

  /** As Cassandra allows them; so no name can be mistaken for more than a name. */
  private static final Pattern NAME = Pattern.compile("\\w{1,222}");

  private static final String LINKS = "-taken";
  private static final String FLAG = boolean.class.getName();
  private static final String[] TYPES = {
    Set.class.getName(), FLAG, FLAG, FLAG, FLAG, FLAG, FLAG, FLAG
  };

  private static final Duration USUAL_LIMIT = Duration.ofMinutes(10);

  private final Supplier<Optional<ServerDoor>> door;
  private final Duration limit;
  private final OwnThreads threads = new OwnThreads();

  /**
   * Names the server, on a thread of the engine; nothing is opened yet. A call may take minutes.
   *
   * @param door how to come in; asked for each call, for it is another one when the server was
   *     started again
   */
  public TableImport(Supplier<Optional<ServerDoor>> door) {
    this(door, USUAL_LIMIT);
  }

  /**
   * Names the server, on a thread of the engine; nothing is opened yet.
   *
   * @param door how to come in; asked for each call, for it is another one when the server was
   *     started again
   * @param limit how long it may take over one call
   */
  public TableImport(Supplier<Optional<ServerDoor>> door, Duration limit) {
    this.door = door;
    this.limit = limit;
  }

  @Override
  public String format() {
    return "bti";
  }

  @Override
  public void check(String keyspace) {
    // Whether the server is there is seen when it is to take something in.
  }

  @Override
  public void take(TableSchema schema, Finished round, BulkWriter writer)
      throws InterruptedException {
    if (!Files.isDirectory(round.folder())) {
      return;
    }
    Path links = round.folder().resolveSibling(round.round() + LINKS);
    try {
      link(round.folder(), links);
      take(schema.keyspace(), schema.table(), links);
    } catch (IOException e) {
      throw new EngineException(
          FailureCode.DISK, "SSTables cannot be given a second name in " + links + ": " + e, e);
    }
  }

  /** The server takes files away, if only some of them when it ends meanwhile. */
  private static void link(Path folder, Path links) throws IOException {
    Folders.deleteAll(links);
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.toList()) {
        Path link = links.resolve(folder.relativize(each).toString());
        if (Files.isDirectory(each)) {
          Files.createDirectory(link);
        } else {
          Files.createLink(link, each);
        }
      }
    }
  }

  /**
   * Has the SSTables of a folder taken in.
   *
   * @param folder of a round, as {@link BulkWriter#awaitFinished} returns it
   * @throws EngineException when they are not taken in
   * @throws InterruptedException when interrupted while waiting
   */
  public void take(String keyspace, String table, Path folder) throws InterruptedException {
    Path tables = folder.resolve(keyspace).resolve(table);
    if (!Files.isDirectory(tables)) {
      return;
    }
    ObjectName name = name(keyspace, table);
    CompletableFuture<List<?>> failed = new CompletableFuture<>();
    // A call by JMX can be neither interrupted nor given a time limit.
    Thread unused =
        threads.start(
            () -> {
              try {
                failed.complete(call(name, tables));
              } catch (IOException | JMException | RuntimeException e) {
                failed.completeExceptionally(e);
              }
            },
            "bulk-import");
    try {
      if (!failed.get(limit.toNanos(), TimeUnit.NANOSECONDS).isEmpty()) {
        throw new EngineException(
            FailureCode.CASSANDRA_WRITE,
            notTaken(keyspace, table, "it finds them damaged; see its log"));
      }
    } catch (TimeoutException e) {
      String message = notTaken(keyspace, table, "no answer within " + limit.toSeconds() + " s");
      throw new EngineException(FailureCode.CASSANDRA_WRITE, message, e);
    } catch (ExecutionException e) {
      Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
      String message = notTaken(keyspace, table, describe(cause));
      // A server that has just been started knows its tables somewhat later.
      throw cause instanceof IOException || cause instanceof InstanceNotFoundException
          ? new CassandraAwayException(message, cause)
          : new EngineException(FailureCode.CASSANDRA_WRITE, message, cause);
    }
  }

  private static ObjectName name(String keyspace, String table) {
    if (!NAME.matcher(keyspace).matches() || !NAME.matcher(table).matches()) {
      throw new IllegalArgumentException(keyspace + "." + table + " is no name of a table");
    }
    try {
      return new ObjectName(
          "org.apache.cassandra.db:type=Tables,keyspace=" + keyspace + ",table=" + table);
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("BanJNDI") // The server is the provider's own, on the loopback.
  private List<?> call(ObjectName name, Path folder) throws IOException, JMException {
    ServerDoor open =
        door.get().orElseThrow(() -> new IOException("nobody can log in to its management"));
    JMXServiceURL url =
        new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + open.port() + "/jmxrmi");
    Map<String, ?> login =
        Map.of(JMXConnector.CREDENTIALS, new String[] {open.user(), open.password()});
    boolean resetLevel = true;
    boolean clearRepaired = true;
    boolean verifySstables = true;
    boolean verifyTokens = true;
    boolean invalidateCaches = true;
    boolean extendedVerify = false;
    boolean copyData = false;
    Object[] arguments = {
      Set.of(folder.toString()),
      resetLevel,
      clearRepaired,
      verifySstables,
      verifyTokens,
      invalidateCaches,
      extendedVerify,
      copyData
    };
    try (JMXConnector connector = JMXConnectorFactory.connect(url, login)) {
      Object failed =
          connector.getMBeanServerConnection().invoke(name, "importNewSSTables", arguments, TYPES);
      if (failed instanceof List<?> folders) {
        return folders;
      }
      throw new IOException("Expected a list of folders, got " + failed);
    }
  }

  private static String describe(Throwable thrown) {
    if (thrown instanceof InstanceNotFoundException) {
      return "it has no such table";
    }
    Throwable cause = thrown;
    while (cause instanceof RuntimeMBeanException wrapped && wrapped.getCause() != null) {
      cause = wrapped.getCause();
    }
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }

  private String notTaken(String keyspace, String table, String why) {
    return "Cassandra ("
        + door.get().map(ServerDoor::toString).orElse("without a login")
        + ") has not taken in SSTables of "
        + keyspace
        + "."
        + table
        + ": "
        + why;
  }
}
