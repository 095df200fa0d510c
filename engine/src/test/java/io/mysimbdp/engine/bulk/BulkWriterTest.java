package io.mysimbdp.engine.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.data.UdtValue;
import com.datastax.oss.driver.api.core.type.UserDefinedType;
import io.mysimbdp.bulk.WriterStart;
import io.mysimbdp.engine.CassandraServer;
import io.mysimbdp.engine.bulk.BulkWriter.Finished;
import io.mysimbdp.engine.cassandra.ManagementLogin;
import io.mysimbdp.engine.failure.EngineException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that went in by files are there as if they had gone in by statements. */
class BulkWriterTest {

  private static final long TIME = 1_700_000_000_000_000L;
  private static final List<String> COLUMNS =
      List.of("shelf", "Day", "id", "owner", "price", "tags", "notes", "text");
  private static String keyspace = "";

  private final List<String> told = Collections.synchronizedList(new ArrayList<>());

  @BeforeAll
  static void create_tables() {
    keyspace = CassandraServer.newKeyspace("bulk");
    execute("CREATE TYPE " + keyspace + ".unit (name text)");
    execute("CREATE TYPE " + keyspace + ".money (amount decimal, unit frozen<unit>)");
    for (String name : List.of("by_files", "by_statements")) {
      execute(
          "CREATE TABLE "
              + keyspace
              + "."
              + name
              + " (shelf text, \"Day\" date, id int, owner text STATIC, price frozen<money>,"
              + " tags set<text>, notes map<int, text>, text text,"
              + " PRIMARY KEY ((shelf, \"Day\"), id)) WITH CLUSTERING ORDER BY (id DESC)"
              + " AND default_time_to_live = 1000000 AND compression = {'class': 'ZstdCompressor'}");
    }
  }

  private static List<Row> execute(String cql) {
    return CassandraServer.session().execute(cql).all();
  }

  private static TableImport server() {
    ManagementLogin login = CassandraServer.management();
    return new TableImport(
        () -> Optional.of(new ServerDoor(login.port(), login.user(), login.password())),
        Duration.ofMinutes(2));
  }

  private BulkWriter start(BulkRows rows, Path folder) {
    return BulkWriter.start(
        new WriterLauncher(CassandraServer.libraries(), 256L << 20),
        new WriterStart(rows.schema(), folder.toString(), "bti", 2, 1 << 20),
        Duration.ofMinutes(2),
        System::nanoTime,
        new ToldVerdicts(told));
  }

  private static UdtValue money(String amount) {
    UserDefinedType type =
        CassandraServer.session()
            .getMetadata()
            .getKeyspace(keyspace)
            .orElseThrow()
            .getUserDefinedType("money")
            .orElseThrow();
    UserDefinedType unit = (UserDefinedType) type.getFieldTypes().get(1);
    return type.newValue(new BigDecimal(amount), unit.newValue("EUR"));
  }

  private static List<String> rowsOf(String table) {
    return execute(
            "SELECT shelf, \"Day\", id, owner, price, tags, notes, text, writetime(text) AS t FROM "
                + keyspace
                + "."
                + table)
        .stream()
        .map(Row::getFormattedContents)
        .toList();
  }

  @Test
  void rows_are_there_with_their_types_gaps_and_times_as_if_by_statements() throws Exception {
    BulkRows byFiles = new BulkRows(keyspace, "by_files", COLUMNS);
    BulkRows byStatements = new BulkRows(keyspace, "by_statements", COLUMNS);
    try (BulkFolder folder =
            BulkFolder.create(CassandraServer.besideItsData().resolve("bulk"), 1 << 20);
        BulkWriter writer = start(byFiles, folder.path())) {
      writer.awaitReady();
      for (int i = 0; i < 200; i++) {
        Object[] values = {
          "s" + i % 7,
          LocalDate.EPOCH.plusDays(i % 3),
          i,
          i % 50 == 0 ? "owner " + i : null,
          i % 2 == 0 ? money(i + ".99") : null,
          i % 5 == 0 ? Set.of("a", "b" + i) : null,
          i % 11 == 0 ? Map.of(i, "ü") : null,
          "text " + i
        };
        assertThat(writer.add(byFiles.cells(TIME + i, values))).isEqualTo(i);
        byStatements.execute(TIME + i, values);
      }
      Object[] tooLong = {"k".repeat(70_000), LocalDate.EPOCH, 1, null, null, null, null, null};
      assertThat(writer.add(byFiles.cells(TIME, tooLong))).isEqualTo(200);
      Finished first = writer.awaitFinished(writer.seal());
      assertThat(told)
          .containsExactly(
              "200: Key length of 70010 is longer than maximum of 65535", "accepted below 201");
      assertThat(first.written().rows()).isEqualTo(201);
      assertThat(first.written().tables()).isPositive();
      assertThat(rowsOf("by_files")).as("before the server has taken them in").isEmpty();

      server().take(keyspace, "by_files", first.folder());
      assertThat(rowsOf("by_files")).isEqualTo(rowsOf("by_statements")).hasSize(200);
      assertThat(
              execute("SELECT ttl(text) FROM " + keyspace + ".by_files LIMIT 1").get(0).getInt(0))
          .isBetween(1, 1_000_000);

      // The later time wins, and not who comes later.
      Object[] newer = {"s0", LocalDate.EPOCH, 0, null, null, null, null, "newer"};
      Object[] older = {"s1", LocalDate.EPOCH.plusDays(1), 1, null, null, null, null, "older"};
      writer.add(byFiles.cells(TIME + 1_000, newer));
      writer.add(byFiles.cells(TIME - 1_000, older));
      byStatements.execute(TIME + 1_000, newer);
      byStatements.execute(TIME - 1_000, older);
      writer.mark();
      writer.awaitAccepted(203);
      assertThat(told).last().isEqualTo("accepted below 203");
      Finished second = writer.awaitFinished(writer.seal());
      server().take(keyspace, "by_files", second.folder());
      assertThat(rowsOf("by_files"))
          .isEqualTo(rowsOf("by_statements"))
          .anyMatch(row -> row.contains("'newer'"))
          .noneMatch(row -> row.contains("'older'"));

      Finished empty = writer.awaitFinished(writer.seal());
      server().take(keyspace, "by_files", empty.folder());
      try (Stream<Path> left = Files.walk(folder.path())) {
        assertThat(left.filter(file -> file.getFileName().toString().endsWith("-Data.db")))
            .as("what the server has taken is gone from here")
            .isEmpty();
      }
    }
  }

  @Test
  void a_table_that_cannot_be_written_is_told_before_any_row() throws Exception {
    BulkRows rows = new BulkRows(keyspace, "by_files", COLUMNS);
    WriterStart.TableSchema good = rows.schema();
    WriterStart.TableSchema bad =
        new WriterStart.TableSchema(
            keyspace,
            "by_files",
            List.of(),
            good.create(),
            good.insert(),
            good.columns(),
            good.partitionKey(),
            good.clustering(),
            false);
    try (BulkFolder folder =
            BulkFolder.create(CassandraServer.besideItsData().resolve("bulk"), 1 << 20);
        BulkWriter writer =
            BulkWriter.start(
                new WriterLauncher(CassandraServer.libraries(), 256L << 20),
                new WriterStart(bad, folder.path().toString(), "bti", 1, 1 << 20),
                Duration.ofMinutes(2),
                System::nanoTime,
                new ToldVerdicts(told))) {
      assertThatThrownBy(writer::awaitReady)
          .isInstanceOf(EngineException.class)
          .hasMessageStartingWith("no SSTables can be written: ")
          .hasMessageContaining("money");
    }
  }

  @Test
  void files_that_are_none_are_not_taken_in(@TempDir Path folder) throws Exception {
    Path tables = Files.createDirectories(folder.resolve(keyspace).resolve("by_files"));
    for (String part : List.of("Data.db", "TOC.txt", "Partitions.db", "Statistics.db")) {
      Files.writeString(tables.resolve("da-1-bti-" + part), "rubbish");
    }
    assertThatThrownBy(() -> server().take(keyspace, "by_files", folder))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("has not taken in SSTables of " + keyspace + ".by_files: ")
        .hasMessageNotContaining(CassandraServer.management().password());
    assertThat(tables.resolve("da-1-bti-Data.db")).exists();
  }

  @Test
  void nobody_manages_the_server_without_its_password(@TempDir Path folder) throws Exception {
    Files.createDirectories(folder.resolve("a").resolve("b"));
    int port = CassandraServer.management().port();
    TableImport stranger =
        new TableImport(
            () -> Optional.of(new ServerDoor(port, "engine", "guessed")), Duration.ofMinutes(2));
    assertThatThrownBy(() -> stranger.take("a", "b", folder))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("JMX on port " + port + " as engine")
        .hasMessageContaining("Invalid username or password");
  }
}
