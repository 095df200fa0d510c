package io.mysimbdp.engine.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.cql.Row;
import io.mysimbdp.engine.CassandraServer;
import io.mysimbdp.engine.bulk.BulkSite;
import io.mysimbdp.engine.bulk.TableImport;
import io.mysimbdp.engine.bulk.WriterLauncher;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.tenant.Table;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that changes from one way in to the other, on a real Cassandra. */
class AutoRowsTest {

  private static final Table ITEMS = Table.of("items", "shelf", "id", "name");
  private static final Table NAMED = Table.of("named", "id", "name");
  private static final ScheduledExecutorService TIMER =
      Executors.newSingleThreadScheduledExecutor();
  private static final long TIME = 4_000_000_000_000_000L;
  private static final int KEYS = 1_400;

  /** Goes over as soon as it can. */
  private static final Crossover EAGER = new Crossover(Duration.ofMillis(20), 1, 1e9);

  /** More than go in while a process starts. */
  private static final int MOST_ROWS = 2_000_000;

  private static final long SEVERAL_ROUNDS = 400_000;
  private static final long ONE_ROUND = 1L << 30;

  private static String keyspace = "";

  private final List<String> told = Collections.synchronizedList(new ArrayList<>());
  private final List<String> news = new ArrayList<>();
  private final Map<Integer, String> expected = new HashMap<>();
  private final AtomicLong bytesLeft = new AtomicLong(1L << 30);
  private final AtomicLong millis = new AtomicLong();
  private final Set<ProcessHandle> before =
      ProcessHandle.current().children().collect(Collectors.toSet());
  private int written;

  @BeforeAll
  static void create_tables() {
    keyspace = CassandraServer.newKeyspace("autorows");
    execute("CREATE TABLE KS.items (shelf text, id int, name text, PRIMARY KEY (shelf, id))");
    execute("CREATE TABLE KS.named (id int PRIMARY KEY, name text)");
    execute("CREATE INDEX by_name ON KS.named (name) USING 'sai'");
  }

  @AfterAll
  static void stop_timer() {
    TIMER.shutdownNow();
  }

  @BeforeEach
  void empty_the_table() {
    execute("TRUNCATE KS.items");
  }

  @AfterEach
  void nothing_is_left() {
    assertThat(processes()).isEmpty();
    assertThat(BulkRowsTest.home()).isEmptyDirectory();
  }

  private static List<Row> execute(String cql) {
    return CassandraServer.session().execute(cql.replace("KS", keyspace)).all();
  }

  private Set<ProcessHandle> processes() {
    return ProcessHandle.current()
        .children()
        .filter(each -> !before.contains(each))
        .collect(Collectors.toSet());
  }

  private static BulkSite site() {
    return BulkRowsTest.site(CassandraServer.management().password());
  }

  private static RowWriter statements() {
    return BulkRowsTest.statements(keyspace, TIME, TIMER);
  }

  /** Makes a writer to which each look at its clock takes a millisecond. */
  private AutoRows writer(BulkSite site) {
    return writer(site, SEVERAL_ROUNDS);
  }

  private AutoRows writer(BulkSite site, long mostHeldBytes) {
    RowWriter statements = statements();
    return new AutoRows(
        statements,
        BulkRowsTest.files(statements, site, mostHeldBytes),
        EAGER,
        bytesLeft::get,
        () -> millis.incrementAndGet() * 1_000_000,
        new AutoRows.Listener() {
          @Override
          public void wentOver(
              Table table, double rowsPerSecond, long bytesLeft, double secondsLeft) {
            assertThat(rowsPerSecond).isPositive();
            assertThat(bytesLeft).isPositive();
            assertThat(secondsLeft).isPositive();
            news.add(table.name() + " went over");
          }

          @Override
          public void stayed(Table table, String reason) {
            news.add(table.name() + " stayed: " + reason);
          }
        });
  }

  private RowOrigin origin(String name) {
    return new TestingRows.Origin(name, told);
  }

  /** Writes the next row; every {@link #KEYS}th of them has the same key. */
  private void write(RowSink writer) throws InterruptedException {
    int id = written % KEYS;
    String name = "name " + written;
    bytesLeft.addAndGet(-100);
    assertThat(writer.write(origin("r" + written), ITEMS.row("s" + id % 7, id, name))).isTrue();
    expected.put(id, name);
    written++;
  }

  private void write(RowSink writer, int rows) throws InterruptedException {
    for (int i = 0; i < rows; i++) {
      write(writer);
    }
  }

  private void writeUntil(RowSink writer, BooleanSupplier isReached) throws InterruptedException {
    while (!isReached.getAsBoolean()) {
      assertThat(written).as("rows so far").isLessThan(MOST_ROWS);
      write(writer, 100);
    }
  }

  private void assertThatAllAreThere() {
    Map<Integer, String> found = new HashMap<>();
    for (Row row : execute("SELECT id, name FROM KS.items")) {
      found.put(row.getInt(0), row.getString(1));
    }
    assertThat(found).isEqualTo(expected);
    assertThat(told).filteredOn(each -> each.startsWith("r")).hasSize(written);
    assertThat(told).doesNotHaveDuplicates();
  }

  /** Rows that neither way can write: one by its own account, one by Cassandra's. */
  private void writeBad(AutoRows writer, String prefix) throws InterruptedException {
    assertThat(writer.write(origin(prefix + "bad"), ITEMS.row("s", 1, 5))).isFalse();
    writer.write(origin(prefix + "long"), ITEMS.row("k".repeat(70_000), 1, "n"));
  }

  @Test
  void rows_are_told_once_whichever_way_they_go_and_the_later_line_wins() throws Exception {
    try (AutoRows writer = writer(site())) {
      writeBad(writer, "first-");
      writeUntil(writer, () -> !news.isEmpty());
      assertThat(news).containsExactly("items went over");
      int byStatements = written;
      writeBad(writer, "then-");
      write(writer, KEYS / 2);
      writer.finish();
      assertThat(written).isGreaterThan(byStatements);
      assertThat(writer.lastWriteTimeMicros()).isEqualTo(TIME + written + 3);
    }
    assertThatAllAreThere();
    assertThat(told)
        .filteredOn(each -> !each.startsWith("r"))
        .satisfiesExactlyInAnyOrder(
            bad -> assertThat(bad).startsWith("first-bad refused").contains("Integer '5'"),
            bad -> assertThat(bad).startsWith("then-bad refused").contains("Integer '5'"),
            tooLong ->
                assertThat(tooLong)
                    .startsWith("first-long refused")
                    .contains("Key length of 70000 is longer than maximum of 65535"),
            tooLong ->
                assertThat(tooLong)
                    .startsWith("then-long refused")
                    .contains("Key length of 70000 is longer than maximum of 65535"));
  }

  @Test
  void a_table_with_an_index_stays_without_a_word_and_another_one_goes() throws Exception {
    try (AutoRows writer = writer(site())) {
      for (int i = 0; i < 500; i++) {
        bytesLeft.addAndGet(-100);
        writer.write(origin("named" + i), NAMED.row(i, "x"));
      }
      assertThat(processes()).isEmpty();
      writeUntil(writer, () -> !news.isEmpty());
      writer.write(origin("named500"), NAMED.row(500, "y"));
      write(writer, 10);
      writer.finish();
      assertThat(news).containsExactly("items went over");
    }
    assertThatAllAreThere();
    assertThat(execute("SELECT id FROM KS.named")).hasSize(501);
  }

  @Test
  void a_process_that_another_run_has_is_waited_for() throws Exception {
    BulkSite site = site();
    RowWriter otherStatements = statements();
    try (AutoRows writer = writer(site)) {
      try (BulkRows other =
          new BulkRows(
              otherStatements,
              BulkRowsTest.files(otherStatements, site, SEVERAL_ROUNDS),
              1 << 20,
              (table, reason) -> news.add(reason))) {
        other.write(origin("other"), ITEMS.row("other", -1, "n"));
        write(writer, 1_000);
        assertThat(processes()).as("that of the other one").hasSize(1);
      }
      assertThat(news).isEmpty();
      writeUntil(writer, () -> !news.isEmpty());
      write(writer, 10);
      writer.finish();
    }
    assertThat(news).containsExactly("items went over");
    assertThatAllAreThere();
  }

  @ParameterizedTest(name = "the process runs: {0}")
  @ValueSource(booleans = {false, true})
  void whoever_ends_while_the_process_starts_leaves_nothing(boolean isRunning) throws Exception {
    BulkSite site = site();
    try (AutoRows writer = writer(site)) {
      write(writer, 500);
      if (isRunning) {
        writeUntil(writer, () -> !processes().isEmpty());
      }
      writer.finish();
      Thread.currentThread().interrupt();
    }
    assertThat(Thread.interrupted()).as("who was interrupted still is").isTrue();
    assertThat(processes()).isEmpty();
    assertThat(BulkRowsTest.home()).isEmptyDirectory();
    assertThat(news).isEmpty();
    assertThatAllAreThere();

    try (AutoRows next = writer(site)) {
      writeUntil(next, () -> !news.isEmpty());
      next.finish();
    }
    assertThat(news).as("nobody has the process any more").containsExactly("items went over");
  }

  @Test
  void statements_go_on_when_the_process_cannot_be_started() throws Exception {
    BulkSite site =
        new BulkSite(
            new WriterLauncher(Path.of("nowhere"), 256L << 20),
            BulkRowsTest.home(),
            new TableImport(Optional::empty, Duration.ofMinutes(1)),
            System::nanoTime);
    try (AutoRows writer = writer(site)) {
      writeUntil(writer, () -> !news.isEmpty());
      write(writer, 1_000);
      writer.finish();
    }
    assertThat(news)
        .hasSize(1)
        .allSatisfy(
            each -> assertThat(each).startsWith("items stayed: no SSTables can be written: "));
    assertThatAllAreThere();
  }

  @Test
  void a_process_that_comes_too_late_is_ended() throws Exception {
    try (AutoRows writer = writer(site())) {
      writeUntil(writer, () -> !processes().isEmpty());
      bytesLeft.set(0);
      writeUntil(writer, () -> processes().isEmpty());
      write(writer, 1_000);
      writer.finish();
    }
    assertThat(news).isEmpty();
    assertThatAllAreThere();
  }

  @Test
  void what_the_server_does_not_take_in_is_not_acknowledged_nor_tried_again() throws Exception {
    BulkSite site = BulkRowsTest.site("not the password");
    // A round that ends earlier would fail earlier.
    try (AutoRows writer = writer(site, ONE_ROUND)) {
      writeUntil(writer, () -> !news.isEmpty());
      writer.write(origin("lost"), ITEMS.row("lost", -1, "n"));
      assertThatThrownBy(writer::finish)
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("has not taken in SSTables of " + keyspace + ".items");
      assertThatThrownBy(() -> write(writer)).isInstanceOf(EngineException.class);
    }
    assertThat(told).isNotEmpty().noneMatch(each -> each.startsWith("lost"));
    assertThat(execute("SELECT * FROM KS.items WHERE shelf = 'lost'")).isEmpty();

    told.clear();
    int first = written;
    try (AutoRows next = writer(site)) {
      write(next, 1_000);
      assertThat(processes()).isEmpty();
      next.finish();
    }
    assertThat(told).as("all by statements").hasSize(written - first);
  }
}
