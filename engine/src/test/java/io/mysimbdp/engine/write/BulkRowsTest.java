package io.mysimbdp.engine.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.cql.Row;
import io.mysimbdp.engine.CassandraServer;
import io.mysimbdp.engine.TestingProfiles;
import io.mysimbdp.engine.TestingShares;
import io.mysimbdp.engine.bulk.BulkSite;
import io.mysimbdp.engine.bulk.ServerDoor;
import io.mysimbdp.engine.bulk.TableImport;
import io.mysimbdp.engine.bulk.WriterLauncher;
import io.mysimbdp.engine.cassandra.ManagementLogin;
import io.mysimbdp.engine.config.NamePatterns;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.session.BatchThresholds;
import io.mysimbdp.engine.share.TenantMeter;
import io.mysimbdp.tenant.Table;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The second way in keeps what the first one promises, on a real Cassandra. */
class BulkRowsTest {

  private static final Table ITEMS = Table.of("items", "shelf", "id", "name", "day");
  private static final Table NAMED = Table.of("named", "id", "name");
  private static final ScheduledExecutorService TIMER =
      Executors.newSingleThreadScheduledExecutor();
  private static final long TIME = 4_000_000_000_000_000L;
  private static String keyspace = "";

  private final List<String> told = Collections.synchronizedList(new ArrayList<>());
  private final List<String> left = Collections.synchronizedList(new ArrayList<>());

  @BeforeAll
  static void create_tables() {
    keyspace = CassandraServer.newKeyspace("bulkrows");
    execute(
        "CREATE TABLE KS.items (shelf text, id int, name text, day date, PRIMARY KEY (shelf, id))");
    execute("CREATE TABLE KS.named (id int PRIMARY KEY, name text)");
    execute("CREATE INDEX by_name ON KS.named (name) USING 'sai'");
  }

  @AfterAll
  static void stop_timer() {
    TIMER.shutdownNow();
  }

  private static List<Row> execute(String cql) {
    return CassandraServer.session().execute(cql.replace("KS", keyspace)).all();
  }

  private static long count(String table) {
    return execute("SELECT count(*) FROM KS." + table).get(0).getLong(0);
  }

  static Path home() {
    return CassandraServer.besideItsData().resolve("bulk-rows");
  }

  static BulkSite site(String password) {
    return site(() -> Optional.of(door(password)));
  }

  private static ServerDoor door(String password) {
    ManagementLogin login = CassandraServer.management();
    return new ServerDoor(login.port(), login.user(), password);
  }

  private static BulkSite site(Supplier<Optional<ServerDoor>> door) {
    return new BulkSite(
        new WriterLauncher(CassandraServer.libraries(), 256L << 20),
        home(),
        new TableImport(door, Duration.ofMinutes(2)),
        System::nanoTime);
  }

  private BulkRows writer(BulkSite site, long mostHeldBytes) {
    RowWriter statements = statements(keyspace, TIME, TIMER);
    return new BulkRows(
        statements,
        files(statements, site, mostHeldBytes),
        1 << 20,
        (table, reason) -> left.add(table.name() + ": " + reason));
  }

  static RowWriter statements(String keyspace, long firstMicros, ScheduledExecutorService timer) {
    return new RowWriter(
        CassandraServer.session(),
        keyspace,
        NamePatterns.any(),
        TestingProfiles.write(),
        BatchThresholds.DEFAULT,
        16 << 20,
        TestingShares.account(16),
        firstMicros,
        timer,
        System::nanoTime,
        () -> 0.5);
  }

  static TableFiles files(RowWriter statements, BulkSite site, long mostHeldBytes) {
    return new TableFiles(
        CassandraServer.session(),
        statements,
        site,
        TestingProfiles.write(),
        mostHeldBytes,
        TenantMeter.NONE,
        System::nanoTime);
  }

  private RowOrigin origin(String name) {
    return new TestingRows.Origin(name, told);
  }

  @Test
  void rows_are_acknowledged_once_when_they_are_there_and_the_later_line_wins() throws Exception {
    execute("TRUNCATE KS.items");
    BulkSite site = site(CassandraServer.management().password());
    try (BulkRows writer = writer(site, 400_000)) {
      for (int i = 0; i < 2_000; i++) {
        writer.write(
            origin("r" + i), ITEMS.row("s" + i % 7, i % 1_400, "name " + i, LocalDate.EPOCH));
        if (i == 100) {
          assertThat(told).as("nothing is there yet").isEmpty();
        }
      }
      assertThat(told).as("a part is, for no more than so much is held").isNotEmpty();
      assertThat(writer.write(origin("bad"), ITEMS.row("s", 1, 5, LocalDate.EPOCH))).isFalse();
      assertThat(
              writer.write(
                  origin("huge"), ITEMS.row("s", 1, "n".repeat(17 << 20), LocalDate.EPOCH)))
          .isFalse();
      writer.write(origin("long"), ITEMS.row("k".repeat(70_000), 1, "n", LocalDate.EPOCH));
      assertThat(writer.write(origin("named"), NAMED.row(1, "x"))).isTrue();
      writer.finish();
      assertThat(writer.lastWriteTimeMicros()).isEqualTo(TIME + 2_003);
    }
    assertThat(told).hasSize(2_004).doesNotHaveDuplicates();
    assertThat(told)
        .filteredOn(each -> !each.startsWith("r") && !each.startsWith("named"))
        .satisfiesExactlyInAnyOrder(
            bad -> assertThat(bad).startsWith("bad").contains("it cannot hold the Integer '5'"),
            huge ->
                assertThat(huge)
                    .isEqualTo(
                        "huge refused: null: the row takes 17,825,825 bytes; expected at most"
                            + " 16,777,216, as by statements"),
            tooLong ->
                assertThat(tooLong)
                    .startsWith("long")
                    .contains("Key length of 70000 is longer than maximum of 65535"));
    assertThat(
            execute("SELECT name FROM KS.items WHERE shelf = 's2' AND id = 9").get(0).getString(0))
        .isEqualTo("name 1409");
    assertThat(count("items")).isEqualTo(1_400);
    assertThat(execute("SELECT name FROM KS.named WHERE id = 1")).hasSize(1);
    assertThat(left).containsExactly("named: the run writes items by files");
    assertThat(home()).isEmptyDirectory();
  }

  @Test
  void a_table_with_an_index_is_left_to_statements_and_another_one_is_not() throws Exception {
    try (BulkRows writer = writer(site(CassandraServer.management().password()), 400_000)) {
      writer.write(origin("a"), NAMED.row(7, "x"));
      writer.write(origin("b"), NAMED.row(8, "y"));
      writer.finish();
      assertThat(told).hasSize(2);
      assertThat(left).containsExactly("named: it has the index by_name");
    }
    assertThat(execute("SELECT id FROM KS.named WHERE name = 'y'")).hasSize(1);
  }

  @Test
  void what_the_server_does_not_take_in_is_not_acknowledged_now_or_later() throws Exception {
    BulkSite site = site("not the password");
    try (BulkRows writer = writer(site, 400_000);
        BulkRows other = writer(site, 400_000)) {
      writer.write(origin("a"), ITEMS.row("failed", 1, "n", LocalDate.EPOCH));
      other.write(origin("b"), ITEMS.row("other", 1, "n", LocalDate.EPOCH));
      assertThat(left).containsExactly("items: another run has the process that writes SSTables");
      assertThatThrownBy(writer::finish)
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("has not taken in SSTables of " + keyspace + ".items");
      assertThatThrownBy(writer::finish).isInstanceOf(EngineException.class);
      assertThatThrownBy(
              () -> writer.write(origin("c"), ITEMS.row("failed", 2, "n", LocalDate.EPOCH)))
          .isInstanceOf(EngineException.class);
      other.finish();
    }
    assertThat(told).hasSize(1).allMatch(each -> each.startsWith("b"));
    assertThat(execute("SELECT * FROM KS.items WHERE shelf = 'failed'")).isEmpty();
    assertThat(home()).as("what was left has been deleted").isEmptyDirectory();
  }

  @Test
  void a_server_that_is_away_for_a_while_is_asked_again() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    ServerDoor nobody = new ServerDoor(1, "engine", "none");
    ServerDoor back = door(CassandraServer.management().password());
    BulkSite site =
        site(
            () ->
                switch (asked.getAndIncrement()) {
                  case 0, 1 -> Optional.empty();
                  case 2, 3 -> Optional.of(nobody);
                  default -> Optional.of(back);
                });
    try (BulkRows writer = writer(site, 400_000)) {
      writer.write(origin("a"), ITEMS.row("away", 1, "n", LocalDate.EPOCH));
      writer.finish();
    }
    assertThat(asked).hasValueGreaterThan(4);
    assertThat(told).containsExactly("a acknowledged");
    assertThat(execute("SELECT * FROM KS.items WHERE shelf = 'away'")).hasSize(1);
    assertThat(home()).isEmptyDirectory();
  }

  @Test
  void a_process_that_is_killed_fails_the_run_and_leaves_nothing() throws Exception {
    BulkSite site = site(CassandraServer.management().password());
    Set<ProcessHandle> before = ProcessHandle.current().children().collect(Collectors.toSet());
    try (BulkRows writer = writer(site, 400_000)) {
      writer.write(origin("a"), ITEMS.row("killed", 1, "n", LocalDate.EPOCH));
      assertThat(left).isEmpty();
      assertThat(ProcessHandle.current().children().filter(each -> !before.contains(each)))
          .hasSize(1)
          .allSatisfy(process -> assertThat(process.destroyForcibly()).isTrue());
      assertThatThrownBy(writer::finish)
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("the process that writes SSTables ended by itself, exit code 137");
    }
    assertThat(told).isEmpty();
    assertThat(execute("SELECT * FROM KS.items WHERE shelf = 'killed'")).isEmpty();
    assertThat(home()).isEmptyDirectory();
  }
}
