package io.mysimbdp.engine.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import io.mysimbdp.engine.CassandraServer;
import io.mysimbdp.engine.Listeners;
import io.mysimbdp.engine.config.CassandraConfig;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.machine.ProcessId;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedCassandraTest {

  @TempDir private Path folder;

  private final List<String> messages = new ArrayList<>();

  /** One server for all of this, because each start takes seconds. */
  @Test
  void a_server_is_found_kept_shared_and_keeps_its_data() throws Exception {
    EmbeddedCassandra cassandra = CassandraServer.in(folder, CassandraServer.settings());
    assertThat(cassandra.running()).isEmpty();

    Node node;
    try (EmbeddedCassandra.Use use = cassandra.use(messages::add)) {
      node = use.node();
      execute(
          node,
          "CREATE KEYSPACE k WITH replication = {'class':'SimpleStrategy','replication_factor':1}");
      execute(node, "CREATE TABLE k.t (id int PRIMARY KEY)");
      execute(node, "INSERT INTO k.t (id) VALUES (7)");
      assertThat(Listeners.of(node.pid()))
          .as("all on the loopback address")
          .isNotEmpty()
          .allMatch(Listeners::isLoopback);

      ManagementLogin login = cassandra.management().orElseThrow();
      assertThat(login.port()).isEqualTo(node.jmxPort());
      assertThat(login.toString()).doesNotContain(login.password());
      Path passwords = folder.resolve("conf").resolve("jmx.password");
      assertThat(passwords).content().isEqualTo("engine " + login.password() + "\n");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(passwords)))
          .as("whoever can read it can do anything with the server")
          .isEqualTo("rw-------");

      try (EmbeddedCassandra.Use second = cassandra.use(messages::add)) {
        assertThat(second.node()).isEqualTo(node);
      }
      // The same process used it twice, so the file forgets both; another user keeps it alive.
      NodeFile file = new NodeFile(folder.resolve("node.properties"));
      assertThat(file.read()).as("closing the inner use ends the last use").isEmpty();
    }
    assertThat(cassandra.running()).isEmpty();
    assertThat(cassandra.management()).isEmpty();

    Node kept = cassandra.start(messages::add);
    try {
      assertThat(execute(kept, "SELECT id FROM k.t")).isEqualTo(7);
      assertThat(cassandra.start(messages::add))
          .as("starting again changes nothing")
          .isEqualTo(kept);
      cassandra.use(messages::add).close();
      assertThat(cassandra.running()).as("a kept server outlives its users").contains(kept);
    } finally {
      assertThat(cassandra.stop(messages::add)).isTrue();
    }
    assertThat(cassandra.stop(messages::add)).isFalse();
    assertThat(messages).anyMatch(message -> message.startsWith("Cassandra is up on 127.0.0.1:"));
  }

  @Test
  void two_that_start_at_the_same_time_do_not_take_each_other_for_themselves() throws Exception {
    List<CompletableFuture<Node>> starts = new ArrayList<>();
    List<EmbeddedCassandra> servers = new ArrayList<>();
    for (String name : List.of("one", "two")) {
      EmbeddedCassandra server =
          CassandraServer.in(folder.resolve(name), settings(0, 512L << 20, 0));
      servers.add(server);
      starts.add(CompletableFuture.supplyAsync(() -> server.start(message -> {})));
    }
    try {
      Node one = starts.get(0).get(2, TimeUnit.MINUTES);
      Node two = starts.get(1).get(2, TimeUnit.MINUTES);

      assertThat(one.port()).isNotEqualTo(two.port());
      for (Node node : List.of(one, two)) {
        assertThat(execute(node, "SELECT listen_port FROM system.local"))
            .isEqualTo(node.storagePort());
      }
    } finally {
      servers.forEach(server -> server.stop(message -> {}));
    }
  }

  @Test
  void a_number_that_another_process_has_by_now_is_no_server() {
    NodeFile file = new NodeFile(folder.resolve("node.properties"));
    Node stale = new Node(ProcessHandle.current().pid(), Instant.EPOCH, "127.0.0.1", 1, 2, 3);
    file.write(new NodeState(stale, true, Set.of()));

    assertThat(file.read()).isPresent();
    assertThat(CassandraServer.in(folder, CassandraServer.settings()).running()).isEmpty();
    assertThat(CassandraServer.in(folder, CassandraServer.settings()).stop(messages::add))
        .isFalse();
  }

  @Test
  void a_damaged_file_is_no_server() throws Exception {
    Files.writeString(folder.resolve("node.properties"), "pid=abc\nusers=@@\n");

    assertThat(CassandraServer.in(folder, CassandraServer.settings()).running()).isEmpty();
  }

  @Test
  void dead_users_are_forgotten() {
    ProcessId alive = ProcessId.self();
    ProcessId dead = new ProcessId(alive.pid(), Instant.EPOCH);
    Node node = new Node(1, Instant.EPOCH, "127.0.0.1", 1, 2, 3);
    NodeState state = new NodeState(node, false, Set.of(dead)).with(alive);

    assertThat(state.without(new ProcessId(5, Instant.EPOCH)).users()).containsExactly(alive);
    assertThat(state.without(alive).users()).isEmpty();
  }

  @Test
  void a_configured_port_in_use_is_said_in_a_sentence() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CassandraConfig.Embedded settings = settings(taken.getLocalPort(), 64L << 20, 0);

      assertStartFails(
          settings,
          FailureCode.CASSANDRA_START,
          "Port "
              + taken.getLocalPort()
              + " on 127.0.0.1 is in use by another program; set cassandra.embedded.port to a free"
              + " one or to auto");
    }
  }

  @Test
  void too_little_memory_is_said_in_a_sentence() throws Exception {
    Path memoryInfo = Files.writeString(folder.resolve("meminfo"), "MemAvailable:   524288 kB\n");

    assertThatThrownBy(() -> new Requirements(settings(0, 1L << 30, 0), memoryInfo).checkMemory())
        .isInstanceOf(EngineException.class)
        .hasMessage(
            "The embedded Cassandra needs 1,024 MiB of heap (cassandra.embedded.heap), but only 512"
                + " MiB of memory are available");
  }

  @Test
  void too_little_disk_is_said_in_a_sentence() {
    assertThatThrownBy(
            () ->
                CassandraServer.in(folder, settings(0, 64L << 20, Long.MAX_VALUE))
                    .start(messages::add))
        .isInstanceOf(EngineException.class)
        .hasMessageStartingWith(
            "The embedded Cassandra needs 8,796,093,022,207 MiB of free disk space"
                + " (cassandra.embedded.min-free-disk), but "
                + folder);
  }

  @Test
  void a_java_that_is_too_new_is_said_in_a_sentence() {
    assertThatThrownBy(() -> Requirements.checkJava(21))
        .hasMessage(
            "The embedded Cassandra needs Java 17, but this is Java 21; set JAVA_HOME to a JDK 17");
  }

  @Test
  void missing_jars_are_said_in_a_sentence() {
    EmbeddedCassandra cassandra =
        new EmbeddedCassandra(
            folder.resolve("nolib"),
            folder.resolve("w"),
            settings(0, 64L << 20, 0),
            () -> 0,
            t -> {});

    assertThatThrownBy(() -> cassandra.start(messages::add))
        .isInstanceOf(EngineException.class)
        .hasMessageStartingWith("The JARs of the embedded Cassandra are missing in " + folder);
  }

  @Test
  void a_server_that_dies_in_its_start_leaves_its_most_telling_line() throws Exception {
    Files.createDirectories(folder.resolve("commitlog"));
    // A heap that no server can live in.
    CassandraConfig.Embedded settings =
        new CassandraConfig.Embedded(
            "127.0.0.1", 0, 8L << 20, Duration.ofMinutes(1), 0, false, List.of());

    assertThatThrownBy(() -> CassandraServer.in(folder, settings).start(messages::add))
        .isInstanceOf(EngineException.class)
        .hasMessageStartingWith("Cassandra ended during its start: ")
        .hasMessageContaining("OutOfMemoryError")
        .hasMessageEndingWith("(log: " + folder.resolve("logs") + ")");
    assertThat(folder.resolve("node.properties")).doesNotExist();
  }

  @Test
  void an_address_that_others_can_reach_is_refused() {
    CassandraConfig.Embedded open =
        new CassandraConfig.Embedded(
            "0.0.0.0", 0, 64L << 20, Duration.ofSeconds(9), 0, false, List.of());

    assertThatThrownBy(() -> CassandraServer.in(folder, open))
        .hasMessage(
            "The embedded Cassandra listens on a loopback address only, not on 0.0.0.0"
                + " (cassandra.embedded.address)");
  }

  private void assertStartFails(
      CassandraConfig.Embedded settings, FailureCode code, String message) {
    assertThatThrownBy(() -> CassandraServer.in(folder, settings).start(messages::add))
        .isInstanceOfSatisfying(EngineException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessage(message);
  }

  private static CassandraConfig.Embedded settings(int port, long heapBytes, long minFreeBytes) {
    return new CassandraConfig.Embedded(
        "127.0.0.1",
        port,
        heapBytes,
        Duration.ofMinutes(2),
        minFreeBytes,
        false,
        CassandraServer.QUICK_START);
  }

  private static Object execute(Node node, String cql) {
    try (CqlSession session =
        CqlSession.builder()
            .addContactPoint(new InetSocketAddress(node.address(), node.port()))
            .withLocalDatacenter("datacenter1")
            .build()) {
      com.datastax.oss.driver.api.core.cql.Row row = session.execute(cql).one();
      return row == null ? "" : row.getObject(0);
    }
  }
}
