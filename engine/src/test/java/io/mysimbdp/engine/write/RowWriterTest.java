package io.mysimbdp.engine.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.cql.Row;
import io.mysimbdp.engine.CassandraServer;
import io.mysimbdp.engine.TestingProfiles;
import io.mysimbdp.engine.TestingShares;
import io.mysimbdp.engine.config.NamePatterns;
import io.mysimbdp.engine.config.TenantProfile.Nulls;
import io.mysimbdp.engine.config.TenantProfile.WritePath;
import io.mysimbdp.engine.config.TenantProfile.WriteSettings;
import io.mysimbdp.engine.session.BatchThresholds;
import io.mysimbdp.tenant.Table;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The writer against a real Cassandra: what is acknowledged is there, what is not says why. */
class RowWriterTest {

  private static final Table ITEMS = Table.of("items", "shelf", "id", "name", "day");
  private static final ScheduledExecutorService TIMER =
      Executors.newSingleThreadScheduledExecutor();
  private static String keyspace = "";

  private BatchThresholds thresholds = BatchThresholds.DEFAULT;
  private final List<String> told = Collections.synchronizedList(new ArrayList<>());

  @BeforeAll
  static void create_table() {
    keyspace = CassandraServer.newKeyspace("writer");
    CassandraServer.session()
        .execute(
            "CREATE TABLE "
                + keyspace
                + ".items (shelf text, id int, name text, day date, PRIMARY KEY ((shelf), id))");
    CassandraServer.session()
        .execute("CREATE TABLE " + keyspace + ".hits (page text PRIMARY KEY, hits counter)");
  }

  @AfterAll
  static void stop_timer() {
    TIMER.shutdownNow();
  }

  @BeforeEach
  void empty_table() {
    CassandraServer.session().execute("TRUNCATE " + keyspace + ".items");
  }

  @ParameterizedTest(name = "window {0}, batch {1} bytes, {2} rows, {3} in flight")
  @CsvSource({
    "1, 1, 1, 1",
    "4096, 512, 4, 2",
    "1048576, 40960, 100, 16",
    "1048576, 1000000, 500, 3"
  })
  void every_row_is_acknowledged_once_and_is_there(
      long window, int batchBytes, int batchRows, int inFlight) throws InterruptedException {
    RowWriter writer = writer(settings(window, batchBytes, batchRows, inFlight, Nulls.UNSET), 1);

    for (int i = 0; i < 1_000; i++) {
      writer.write(origin("r" + i), ITEMS.row("s" + i % 7, i, "name " + i, LocalDate.EPOCH));
    }
    writer.finish();

    assertThat(told)
        .hasSize(1_000)
        .doesNotHaveDuplicates()
        .allMatch(t -> t.endsWith("acknowledged"));
    assertThat(count()).isEqualTo(1_000);
  }

  @ParameterizedTest(name = "up to {0} bytes, {1} partitions in a request")
  @CsvSource({"5120, 10", "131072, 1000", "100000000, 100000"})
  void rows_of_many_partitions_arrive_also_where_a_request_is_too_large_for_the_server(
      int bytes, int partitions) throws InterruptedException {
    thresholds = new BatchThresholds(bytes, partitions);
    RowWriter writer = writer(settings(16 << 20, 40_960, 2_000, 16, Nulls.UNSET), 1);
    String large = "x".repeat(4_000);

    for (int i = 0; i < 2_000; i++) {
      writer.write(origin("r" + i), ITEMS.row("shelf " + i, i, large, null));
    }
    writer.finish();

    assertThat(told)
        .hasSize(2_000)
        .doesNotHaveDuplicates()
        .allMatch(t -> t.endsWith("acknowledged"));
    assertThat(count()).isEqualTo(2_000);
  }

  @Test
  void of_rows_with_one_key_the_last_one_wins_whatever_overtakes() throws InterruptedException {
    RowWriter writer = writer(settings(2_000, 400, 3, 16, Nulls.UNSET), 1_000);

    for (int i = 0; i < 2_000; i++) {
      writer.write(origin("r" + i), ITEMS.row("s", i % 10, "version " + i, null));
    }
    writer.finish();

    for (int id = 0; id < 10; id++) {
      assertThat(item("s", id).getString("name")).isEqualTo("version " + (1990 + id));
    }
  }

  @Test
  void a_later_run_wins_over_an_earlier_one() throws InterruptedException {
    RowWriter late = writer(TestingProfiles.write(), 2_000_000);
    late.write(origin("late"), ITEMS.row("s", 1, "late", null));
    late.finish();
    RowWriter early = writer(TestingProfiles.write(), 1_000_000);
    early.write(origin("early"), ITEMS.row("s", 1, "early", null));
    early.finish();

    assertThat(item("s", 1).getString("name")).isEqualTo("late");
  }

  @Test
  void null_keeps_or_deletes_as_the_profile_says() throws InterruptedException {
    RowWriter first = writer(TestingProfiles.write(), 1);
    first.write(origin("a"), ITEMS.row("s", 1, "kept", LocalDate.EPOCH));
    first.finish();
    RowWriter unset = writer(TestingProfiles.write(), 100);
    unset.write(origin("b"), ITEMS.row("s", 1, null, LocalDate.EPOCH));
    unset.finish();
    assertThat(item("s", 1).getString("name")).isEqualTo("kept");

    RowWriter delete = writer(settings(1 << 20, 40_960, 100, 4, Nulls.DELETE), 200);
    delete.write(origin("c"), ITEMS.row("s", 1, null, LocalDate.EPOCH));
    delete.finish();
    assertThat(item("s", 1).isNull("name")).isTrue();
  }

  @Test
  void a_row_that_no_table_can_hold_is_refused_and_the_others_go_on() throws InterruptedException {
    RowWriter writer = writer(TestingProfiles.write(), 1);

    assertThat(writer.write(origin("type"), ITEMS.row("s", "seven", "x", null))).isFalse();
    assertThat(writer.write(origin("null"), ITEMS.row("s", null, "x", null))).isFalse();
    assertThat(writer.write(origin("empty"), ITEMS.row("", 1, "x", null))).isFalse();
    assertThat(writer.write(origin("fine"), ITEMS.row("s", 1, "x", null))).isTrue();
    writer.finish();

    assertThat(told)
        .containsExactly(
            "type refused: id: column id of table items is int; it cannot hold the String 'seven':"
                + " expected Integer",
            "null refused: id: column id is part of the primary key and must not be null",
            "empty refused: shelf: column shelf is the partition key and must not be empty",
            "fine acknowledged");
  }

  @Test
  void a_row_beyond_what_the_server_takes_is_refused_alone() throws InterruptedException {
    RowWriter writer = writer(settings(64 << 20, 64 << 20, 100, 4, Nulls.UNSET), 1);

    for (int i = 0; i < 5; i++) {
      writer.write(
          origin("r" + i), ITEMS.row("s", i, i == 3 ? "x".repeat(17 << 20) : "small", null));
    }
    writer.finish();

    assertThat(told).hasSize(5);
    assertThat(told).filteredOn(t -> t.endsWith("acknowledged")).hasSize(4);
    assertThat(told)
        .filteredOn(t -> t.startsWith("r3 refused: null: Cassandra refuses the row: "))
        .hasSize(1);
    assertThat(count()).isEqualTo(4);
  }

  @Test
  void wide_rows_are_split_over_requests() throws InterruptedException {
    RowWriter writer = writer(settings(8 << 20, 1 << 20, 100, 4, Nulls.UNSET), 1);

    for (int i = 0; i < 100; i++) {
      writer.write(origin("r" + i), ITEMS.row("s", i, "y".repeat(150_000), null));
    }
    writer.finish();

    assertThat(told).hasSize(100).allMatch(t -> t.endsWith("acknowledged"));
    assertThat(count()).isEqualTo(100);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          itms  | shelf id      | Table KS.itms does not exist; did you mean items?
          items | shelf id nam  | Table KS.items has no column nam; did you mean name?
          items | shelf name    | Table KS.items has the primary key column id, which the app does not write; it writes shelf, name
          hits  | page hits     | Table KS.hits holds counters, which the writer cannot write exactly once; update them through the session
          """)
  void a_table_that_cannot_be_written_is_told_at_once(
      String table, String columns, String message) {
    RowWriter writer = writer(TestingProfiles.write(), 1);

    assertThatThrownBy(() -> writer.check(new Table(table, List.of(columns.split(" ", -1)))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message.replace("KS", keyspace));
  }

  private RowWriter writer(WriteSettings settings, long firstWriteTimeMicros) {
    return new RowWriter(
        CassandraServer.session(),
        keyspace,
        NamePatterns.any(),
        settings,
        thresholds,
        16 << 20,
        TestingShares.account(settings.inFlightRequests()),
        firstWriteTimeMicros + 4_000_000_000_000_000L,
        TIMER,
        System::nanoTime,
        () -> 0.5);
  }

  private static WriteSettings settings(
      long window, int batchBytes, int batchRows, int inFlight, Nulls nulls) {
    return new WriteSettings(
        "LOCAL_QUORUM",
        nulls,
        window,
        batchBytes,
        batchRows,
        inFlight,
        Duration.ofHours(1),
        Duration.ofSeconds(30),
        WritePath.CQL);
  }

  private RowOrigin origin(String name) {
    return new TestingRows.Origin(name, told);
  }

  private static long count() {
    return CassandraServer.session()
        .execute("SELECT count(*) FROM " + keyspace + ".items")
        .one()
        .getLong(0);
  }

  private static Row item(String shelf, int id) {
    return CassandraServer.session()
        .execute("SELECT * FROM " + keyspace + ".items WHERE shelf = ? AND id = ?", shelf, id)
        .one();
  }
}
