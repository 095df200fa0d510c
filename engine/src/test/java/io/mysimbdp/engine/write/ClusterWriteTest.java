package io.mysimbdp.engine.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.type.codec.TypeCodecs;
import io.mysimbdp.engine.CassandraServer;
import io.mysimbdp.engine.TestingShares;
import io.mysimbdp.engine.bulk.BulkSite;
import io.mysimbdp.engine.bulk.BulkTable;
import io.mysimbdp.engine.bulk.NodeStreams;
import io.mysimbdp.engine.bulk.WriterLauncher;
import io.mysimbdp.engine.cassandra.CassandraCluster;
import io.mysimbdp.engine.config.NamePatterns;
import io.mysimbdp.engine.config.TenantProfile.Nulls;
import io.mysimbdp.engine.config.TenantProfile.WritePath;
import io.mysimbdp.engine.config.TenantProfile.WriteSettings;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.session.BatchThresholds;
import io.mysimbdp.engine.share.TenantMeter;
import io.mysimbdp.tenant.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rows land on the nodes that have their tokens, whichever way they go, and on no other one. */
class ClusterWriteTest {

  private static final Table ITEMS = Table.of("items", "id", "name");
  private static final int ROWS = 300;
  private static final Duration PATIENT = Duration.ofSeconds(60);
  private static final Duration HASTY = Duration.ofSeconds(3);
  private static final long SEVERAL_ROUNDS = 40_000;
  private static final long ONE_ROUND = 1 << 20;

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final List<String> told = Collections.synchronizedList(new ArrayList<>());
  private final List<String> left = Collections.synchronizedList(new ArrayList<>());

  /** What a node has itself, whoever else has it. The driver does not know it. */
  private static final ConsistencyLevel NODE_LOCAL =
      new ConsistencyLevel() {
        @Override
        public int getProtocolCode() {
          return 11;
        }

        @Override
        public String name() {
          return "NODE_LOCAL";
        }

        @Override
        public boolean isDcLocal() {
          return true;
        }

        @Override
        public boolean isSerial() {
          return false;
        }
      };

  @AfterEach
  void stop_timer() {
    timer.shutdownNow();
  }

  @Test
  void rows_land_on_their_replicas_and_files_need_all_of_these() throws Exception {
    assumeTrue(
        System.getenv("CI") != null || CassandraCluster.isPossible(3),
        "this machine has no 127.0.0.3");
    try (CassandraCluster cluster = new CassandraCluster()) {
      Trigger.into(cluster.triggers());
      cluster.addNode();
      cluster.addNode();
      try (CqlSession session = cluster.open()) {
        land(cluster, session, 2, 1);
        land(cluster, session, 2, 2);
        refuse(session);
      }
      cluster.addNode();
      try (CqlSession session = cluster.open()) {
        land(cluster, session, 3, 1);
        land(cluster, session, 3, 2);
        land(cluster, session, 3, 3);
        fail(cluster, session);
      }
    }
  }

  private void land(CassandraCluster cluster, CqlSession session, int nodes, int factor)
      throws InterruptedException {
    String keyspace = create(session, "n" + nodes + "_rf" + factor, factor);
    told.clear();
    try (BulkRows byFiles = writer(cluster, session, keyspace, SEVERAL_ROUNDS, PATIENT)) {
      RowWriter byStatements = statements(session, keyspace);
      for (int i = 0; i < ROWS; i++) {
        byStatements.write(origin(i), ITEMS.row(i, "by statements"));
        byFiles.write(origin(ROWS + i), ITEMS.row(ROWS + i, "by files"));
      }
      byStatements.finish();
      byFiles.finish();
    }
    assertThat(left).isEmpty();
    assertThat(told).hasSize(2 * ROWS).allMatch(each -> each.endsWith(" acknowledged"));
    assertThat(session.getMetadata().getNodes()).hasSize(nodes);
    int copies = 0;
    for (Node node : session.getMetadata().getNodes().values()) {
      Set<Integer> there = rowsOn(session, keyspace, node);
      assertThat(there)
          .as("on %s of %d nodes with replication factor %d", node.getEndPoint(), nodes, factor)
          .isEqualTo(rowsThatBelongOn(session, keyspace, node));
      copies += there.size();
    }
    assertThat(copies).isEqualTo(2 * ROWS * factor);
  }

  private static void refuse(CqlSession session) {
    String keyspace = create(session, "refused", 1);
    assertThat(refusal(session, keyspace)).isEmpty();
    session.execute("CREATE TRIGGER audit ON " + keyspace + ".items USING '" + Trigger.NAME + "'");
    assertThat(refusal(session, keyspace)).contains("it has the trigger audit");
    session.execute("DROP TRIGGER audit ON " + keyspace + ".items");
    session.execute("ALTER TABLE " + keyspace + ".items WITH cdc = true");
    assertThat(refusal(session, keyspace)).contains("its changes are logged (cdc = true)");
    session.execute("ALTER TABLE " + keyspace + ".items WITH cdc = false");
    session.execute(
        "CREATE MATERIALIZED VIEW "
            + keyspace
            + ".by_name AS SELECT id, name FROM "
            + keyspace
            + ".items WHERE id IS NOT NULL AND name IS NOT NULL PRIMARY KEY (name, id)");
    assertThat(refusal(session, keyspace)).contains("it has the materialized view by_name");
  }

  private static Optional<String> refusal(CqlSession session, String keyspace) {
    return BulkTable.refusal(
        session,
        session
            .refreshSchema()
            .getKeyspace(keyspace)
            .orElseThrow()
            .getTable("items")
            .orElseThrow());
  }

  private void fail(CassandraCluster cluster, CqlSession session) throws InterruptedException {
    String keyspace = create(session, "failing", 2);
    told.clear();
    try (BulkRows byFiles = writer(cluster, session, keyspace, ONE_ROUND, HASTY)) {
      for (int i = 0; i < ROWS; i++) {
        byFiles.write(origin(i), ITEMS.row(i, "lost"));
      }
      cluster.kill(2);
      assertThatThrownBy(byFiles::finish)
          .isInstanceOf(EngineException.class)
          .hasMessageStartingWith(
              "SSTables of " + keyspace + ".items are not with all nodes of Cassandra: ");
    }
    assertThat(told).isEmpty();
    assertThat(cluster.folder().resolve("bulk")).isEmptyDirectory();

    // The next run finds before it begins that a node is missing.
    String next = create(session, "missing", 1);
    try (BulkRows byFiles = writer(cluster, session, next, ONE_ROUND, HASTY)) {
      int row = rowElsewhere(session, next, "127.0.0.3");
      assertThat(byFiles.write(origin(row), ITEMS.row(row, "by statements"))).isTrue();
      byFiles.finish();
    }
    assertThat(told).hasSize(1);
    assertThat(left).singleElement().asString().matches("items: node .*127.0.0.3.* is down");
  }

  private static int rowElsewhere(CqlSession session, String keyspace, String address) {
    return session.getMetadata().getNodes().values().stream()
        .filter(node -> !node.getEndPoint().toString().contains(address))
        .flatMap(node -> rowsThatBelongOn(session, keyspace, node).stream())
        .findFirst()
        .orElseThrow();
  }

  private static String create(CqlSession session, String keyspace, int factor) {
    session.execute(
        "CREATE KEYSPACE "
            + keyspace
            + " WITH replication = {'class': 'NetworkTopologyStrategy', 'datacenter1': "
            + factor
            + "}");
    session.execute("CREATE TABLE " + keyspace + ".items (id int PRIMARY KEY, name text)");
    return keyspace;
  }

  private static Set<Integer> rowsOn(CqlSession session, String keyspace, Node node) {
    Set<Integer> rows = new HashSet<>();
    for (Row row :
        session.execute(
            SimpleStatement.newInstance("SELECT id FROM " + keyspace + ".items")
                .setConsistencyLevel(NODE_LOCAL)
                .setNode(node))) {
      rows.add(row.getInt("id"));
    }
    return rows;
  }

  private static Set<Integer> rowsThatBelongOn(CqlSession session, String keyspace, Node node) {
    return IntStream.range(0, 2 * ROWS)
        .filter(
            id ->
                session
                    .getMetadata()
                    .getTokenMap()
                    .orElseThrow()
                    .getReplicas(
                        keyspace,
                        TypeCodecs.INT.encode(id, session.getContext().getProtocolVersion()))
                    .contains(node))
        .boxed()
        .collect(Collectors.toSet());
  }

  private static WriteSettings settings(Duration retryFor) {
    return new WriteSettings(
        "ALL",
        Nulls.UNSET,
        WriteSettings.AUTO,
        WriteSettings.AUTO,
        WriteSettings.AUTO,
        16,
        Duration.ofSeconds(1),
        retryFor,
        WritePath.BULK);
  }

  private RowWriter statements(CqlSession session, String keyspace) {
    return new RowWriter(
        session,
        keyspace,
        NamePatterns.any(),
        settings(PATIENT),
        BatchThresholds.DEFAULT,
        16 << 20,
        TestingShares.account(16),
        1_700_000_000_000_000L,
        timer,
        System::nanoTime,
        () -> 0.5);
  }

  private BulkRows writer(
      CassandraCluster cluster,
      CqlSession session,
      String keyspace,
      long mostHeldBytes,
      Duration retryFor) {
    BulkSite site =
        new BulkSite(
            new WriterLauncher(CassandraServer.libraries(), 256L << 20),
            cluster.folder().resolve("bulk"),
            new NodeStreams(session),
            System::nanoTime);
    RowWriter statements = statements(session, keyspace);
    return new BulkRows(
        statements,
        new TableFiles(
            session,
            statements,
            site,
            settings(retryFor),
            mostHeldBytes,
            TenantMeter.NONE,
            System::nanoTime),
        1 << 20,
        (table, reason) -> left.add(table.name() + ": " + reason));
  }

  private RowOrigin origin(int row) {
    return new TestingRows.Origin("r" + row, told);
  }
}
