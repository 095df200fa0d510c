package io.mysimbdp.engine;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.protocol.internal.Frame;
import com.datastax.oss.protocol.internal.Message;
import com.datastax.oss.protocol.internal.request.Batch;
import com.datastax.oss.protocol.internal.request.Execute;
import com.datastax.oss.protocol.internal.request.Prepare;
import com.datastax.oss.protocol.internal.request.Query;
import com.datastax.oss.protocol.internal.response.error.Unprepared;
import com.datastax.oss.protocol.internal.response.result.ColumnSpec;
import com.datastax.oss.protocol.internal.response.result.Prepared;
import com.datastax.oss.protocol.internal.response.result.RowsMetadata;
import com.datastax.oss.simulacron.common.cluster.AbstractNode;
import com.datastax.oss.simulacron.common.cluster.ClusterSpec;
import com.datastax.oss.simulacron.common.codec.CodecUtils;
import com.datastax.oss.simulacron.common.result.Result;
import com.datastax.oss.simulacron.common.result.VoidResult;
import com.datastax.oss.simulacron.common.stubbing.Action;
import com.datastax.oss.simulacron.common.stubbing.CloseType;
import com.datastax.oss.simulacron.common.stubbing.DisconnectAction;
import com.datastax.oss.simulacron.common.stubbing.MessageResponseAction;
import com.datastax.oss.simulacron.common.stubbing.PrimeDsl;
import com.datastax.oss.simulacron.common.stubbing.StubMapping;
import com.datastax.oss.simulacron.server.BoundCluster;
import com.datastax.oss.simulacron.server.NodePerPortResolver;
import com.datastax.oss.simulacron.server.RejectScope;
import com.datastax.oss.simulacron.server.Server;
import io.mysimbdp.engine.config.CassandraConfig;
import io.mysimbdp.engine.session.SessionOpener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server that speaks Cassandra's protocol and gives each request the answer that a script says.
 * It holds no data. Simulacron does the speaking; it knows the protocol up to version 4, so
 * sessions to it differ from the engine's in this one option.
 */
public final class ScriptedServer implements AutoCloseable {

  private static final String PROTOCOL_VERSION = "datastax-java-driver.advanced.protocol.version";
  private static final Pattern INSERT =
      Pattern.compile("INSERT INTO (\\w+\\.\\w+) \\(([^)]*)\\) VALUES .* USING TIMESTAMP \\?");
  private static final Pattern TABLE = Pattern.compile("(?:UPDATE|FROM) (\\w+\\.\\w+)");
  private static final Pattern MARKER = Pattern.compile("(?:(\\w+) = |USING TTL )\\?");

  private final Server server;
  private final BoundCluster cluster;
  private final InetSocketAddress address;
  private final Map<String, ScriptedTable> tables = new ConcurrentHashMap<>();
  private final Map<BigInteger, String> prepared = new ConcurrentHashMap<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private volatile Function<Asked, Result> script = request -> taken();

  private ScriptedServer(InetSocketAddress address) {
    this.address = address;
    this.server =
        Server.builder()
            .withAddressResolver(
                new NodePerPortResolver(address.getAddress().getAddress(), address.getPort()))
            .withActivityLoggingEnabled(false)
            .build();
    this.cluster =
        server.register(ClusterSpec.builder().withNodes(1).withCassandraVersion("4.0.0"));
    cluster.getStubStore().register(new Stub());
  }

  /** Starts a server with one node that takes whatever it is asked. */
  public static ScriptedServer start() {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ScriptedServer(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  /** What a request is. */
  public enum Kind {
    QUERY,
    PREPARE,
    EXECUTE,
    BATCH
  }

  /**
   * A request of a client, but not those of the driver for itself.
   *
   * @param cql the statement; of a batch, the first one
   * @param rows the values of each statement, in the order of its markers
   */
  public record Asked(Kind kind, String cql, List<List<ByteBuffer>> rows) {

    /** Returns the values of one marker in all rows. */
    public List<Integer> ints(int marker) {
      return rows.stream().map(row -> row.get(marker).getInt(0)).toList();
    }
  }

  private record ScriptedTable(
      String keyspace, String name, Map<String, String> types, int partition, int clustering) {

    private String kind(int position) {
      if (position < partition) {
        return "partition_key";
      }
      return position < partition + clustering ? "clustering" : "regular";
    }
  }

  /**
   * Declares a table; to be called before sessions are opened.
   *
   * @param partition how many of the first columns are the partition key
   * @param clustering how many of those behind it are clustering columns
   * @param columns names and types, as in {@code "id int"}
   */
  public void table(
      String keyspace, String name, int partition, int clustering, String... columns) {
    Map<String, String> types = new LinkedHashMap<>();
    for (String column : columns) {
      int space = column.indexOf(' ');
      types.put(column.substring(0, space), column.substring(space + 1));
    }
    tables.put(
        keyspace + "." + name, new ScriptedTable(keyspace, name, types, partition, clustering));
  }

  /**
   * Sets the answers from now on, and forgets what was asked before.
   *
   * @param script called for each request, by one thread at a time
   */
  public void script(Function<Asked, Result> script) {
    asked.clear();
    this.script = script;
  }

  /** Returns what was asked since the script was set, the oldest first. */
  public List<Asked> asked() {
    return List.copyOf(asked);
  }

  /** Returns what was asked of one kind since the script was set, the oldest first. */
  public List<Asked> asked(Kind kind) {
    return asked.stream().filter(each -> each.kind() == kind).toList();
  }

  /** The answer that all is well. */
  public static Result taken() {
    return PrimeDsl.void_();
  }

  /** The same answer, but later. */
  public static Result late(Duration delay, Result answer) {
    answer.setDelay(delay.toMillis(), TimeUnit.MILLISECONDS);
    return answer;
  }

  /** An answer that Simulacron has no name for. */
  public static Result message(Message message) {
    return new MessageResult(message);
  }

  /** The answer that a statement was prepared too long ago. */
  public static Result unprepared(Asked asked) {
    return message(new Unprepared("forgotten", id(asked.cql()).toByteArray()));
  }

  /** No answer: the connection that asks is closed. */
  public static Result hangUp() {
    return PrimeDsl.closeConnection(DisconnectAction.Scope.CONNECTION, CloseType.DISCONNECT);
  }

  /** No answer: all connections are closed. */
  public static Result hangUpOnAll() {
    return PrimeDsl.closeConnection(DisconnectAction.Scope.NODE, CloseType.DISCONNECT);
  }

  /** Closes all connections and takes no new ones. */
  public void goAway() {
    cluster.rejectConnections(0, RejectScope.STOP);
  }

  /** Takes connections again. */
  public void comeBack() {
    cluster.acceptConnections();
  }

  /** Opens a session as the engine does; the caller closes it. */
  public CqlSession open(Duration requestTimeout) throws InterruptedException {
    CassandraConfig config =
        new CassandraConfig(
            List.of("127.0.0.1:" + address.getPort()),
            "dc1",
            null,
            null,
            requestTimeout,
            Duration.ofSeconds(60),
            256,
            64L << 20,
            Duration.ofSeconds(20),
            null,
            32,
            false,
            CassandraServer.settings());
    System.setProperty(PROTOCOL_VERSION, "V4");
    try {
      return new SessionOpener(System::nanoTime, time -> TimeUnit.NANOSECONDS.sleep(time.toNanos()))
          .open(config, List.of(address));
    } finally {
      System.clearProperty(PROTOCOL_VERSION);
    }
  }

  @Override
  public void close() {
    server.close();
  }

  private static BigInteger id(String cql) {
    return BigInteger.valueOf(cql.hashCode());
  }

  /** Answers whatever is not about the server itself. */
  private final class Stub extends StubMapping {

    @Override
    public boolean matches(Frame frame) {
      if (frame.message instanceof Query query) {
        return query.query.contains(" FROM system_") || !query.query.contains(" FROM system.");
      }
      return frame.message instanceof Prepare
          || frame.message instanceof Execute
          || frame.message instanceof Batch;
    }

    @Override
    @SuppressWarnings("rawtypes") // as its superclass has it
    public List<Action> getActions(AbstractNode node, Frame frame) {
      if (frame.message instanceof Query query && query.query.contains(" FROM system_")) {
        return schema(query.query).toActions(node, frame);
      }
      try {
        return answer(request(frame.message)).toActions(node, frame);
      } catch (RuntimeException e) {
        // Else the client would wait for an answer, and the test would not say why.
        return PrimeDsl.protocolError("The script is wrong: " + e).toActions(node, frame);
      }
    }

    private Result answer(Asked request) {
      Result answer;
      synchronized (asked) {
        asked.add(request);
        answer = script.apply(request);
      }
      if (request.kind() == Kind.PREPARE && answer instanceof VoidResult) {
        answer = late(Duration.ofMillis(answer.getDelayInMs()), message(prepare(request.cql())));
      }
      return answer;
    }
  }

  private Asked request(Message message) {
    if (message instanceof Prepare prepare) {
      return new Asked(Kind.PREPARE, prepare.cqlQuery, List.of());
    }
    if (message instanceof Execute execute) {
      return new Asked(
          Kind.EXECUTE, cql(execute.queryId), List.of(copy(execute.options.positionalValues)));
    }
    if (message instanceof Batch batch) {
      return new Asked(
          Kind.BATCH,
          cql(batch.queriesOrIds.get(0)),
          batch.values.stream().map(ScriptedServer::copy).toList());
    }
    Query query = (Query) message;
    return new Asked(Kind.QUERY, query.query, List.of(copy(query.options.positionalValues)));
  }

  private String cql(Object queryOrId) {
    return queryOrId instanceof byte[] id
        ? Objects.requireNonNull(prepared.get(new BigInteger(id)))
        : (String) queryOrId;
  }

  /** The buffers of a request live only as long as it is handled. */
  private static List<ByteBuffer> copy(List<ByteBuffer> values) {
    List<ByteBuffer> copies = new ArrayList<>();
    for (ByteBuffer value : values) {
      byte[] bytes = new byte[value == null ? 0 : value.remaining()];
      if (value != null) {
        value.duplicate().get(bytes);
      }
      copies.add(ByteBuffer.wrap(bytes));
    }
    return copies;
  }

  private Prepared prepare(String cql) {
    prepared.put(id(cql), cql);
    String plain = cql.replace("\"", "");
    Matcher insert = INSERT.matcher(plain);
    Map<String, String> markers = new LinkedHashMap<>();
    ScriptedTable table;
    if (insert.matches()) {
      table = tableOf(insert.group(1));
      for (String column : insert.group(2).split(", ", -1)) {
        markers.put(column, type(table, column));
      }
      markers.put("[timestamp]", "bigint");
    } else {
      Matcher named = TABLE.matcher(plain);
      if (!named.find()) {
        throw new IllegalArgumentException("Names no table: " + cql);
      }
      table = tableOf(named.group(1));
      Matcher marker = MARKER.matcher(plain);
      while (marker.find()) {
        String column = marker.group(1);
        String key = column == null ? "[ttl]" : column;
        // The same column may be set and compared.
        markers.put(
            markers.containsKey(key) ? key + markers.size() : key,
            column == null ? "int" : type(table, column));
      }
    }
    List<ColumnSpec> specs = new ArrayList<>();
    CodecUtils.ColumnSpecBuilder spec = CodecUtils.columnSpecBuilder(table.keyspace, table.name);
    markers.forEach((name, type) -> specs.add(spec.apply(name, CodecUtils.getTypeFromName(type))));
    List<String> names = List.copyOf(markers.keySet());
    int[] partition =
        table.types.keySet().stream().limit(table.partition).mapToInt(names::indexOf).toArray();
    return new Prepared(
        id(cql).toByteArray(),
        null,
        new RowsMetadata(specs, null, partition, null),
        new RowsMetadata(List.of(), null, null, null));
  }

  private ScriptedTable tableOf(String name) {
    return Objects.requireNonNull(tables.get(name), name);
  }

  private static String type(ScriptedTable table, String column) {
    return Objects.requireNonNull(table.types.get(column), column);
  }

  private Result schema(String query) {
    PrimeDsl.RowBuilder rows = PrimeDsl.rows();
    switch (query.substring(query.indexOf(" FROM ") + 6)) {
      case "system_schema.keyspaces" -> {
        rows.columnTypes(
            "keyspace_name",
            "varchar",
            "durable_writes",
            "boolean",
            "replication",
            "map<varchar,varchar>");
        tables.values().stream()
            .map(table -> table.keyspace)
            .distinct()
            .forEach(
                keyspace ->
                    rows.row(
                        "keyspace_name",
                        keyspace,
                        "durable_writes",
                        true,
                        "replication",
                        Map.of(
                            "class",
                            "org.apache.cassandra.locator.SimpleStrategy",
                            "replication_factor",
                            "1")));
      }
      case "system_schema.tables" -> {
        rows.columnTypes(
            "keyspace_name",
            "varchar",
            "table_name",
            "varchar",
            "id",
            "uuid",
            "flags",
            "set<varchar>",
            "caching",
            "map<varchar,varchar>");
        for (ScriptedTable table : tables.values()) {
          rows.row(
              "keyspace_name",
              table.keyspace,
              "table_name",
              table.name,
              "id",
              new UUID(1, table.name.hashCode()),
              "flags",
              Set.of("compound"),
              "caching",
              Map.of());
        }
      }
      case "system_schema.columns" -> {
        rows.columnTypes(
            "keyspace_name",
            "varchar",
            "table_name",
            "varchar",
            "column_name",
            "varchar",
            "clustering_order",
            "varchar",
            "kind",
            "varchar",
            "position",
            "int",
            "type",
            "varchar");
        for (ScriptedTable table : tables.values()) {
          int position = 0;
          for (Map.Entry<String, String> column : table.types.entrySet()) {
            String kind = table.kind(position);
            rows.row(
                "keyspace_name",
                table.keyspace,
                "table_name",
                table.name,
                "column_name",
                column.getKey(),
                "clustering_order",
                kind.equals("clustering") ? "asc" : "none",
                "kind",
                kind,
                "position",
                switch (kind) {
                  case "partition_key" -> position;
                  case "clustering" -> position - table.partition;
                  default -> -1;
                },
                "type",
                column.getValue());
            position++;
          }
        }
      }
      default -> rows.columnTypes("keyspace_name", "varchar");
    }
    return rows.build();
  }

  private static final class MessageResult extends Result {

    private final transient Message message;

    MessageResult(Message message) {
      super(0, false);
      this.message = message;
    }

    @Override
    @SuppressWarnings("rawtypes") // as its superclass has it
    public List<Action> toActions(AbstractNode node, Frame frame) {
      return List.of(new MessageResponseAction(message, delayInMs));
    }
  }
}
