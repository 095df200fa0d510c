package io.mysimbdp.engine.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import io.mysimbdp.engine.CassandraServer;
import io.mysimbdp.engine.sandbox.TablePreview.Column;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Rows read back from a real Cassandra. */
class WrittenRowsTest {

  private final CqlSession session = CassandraServer.session();

  @Test
  void the_first_rows_of_the_file_come_first_with_all_types_as_text() {
    String keyspace = CassandraServer.newKeyspace("preview");
    session.execute(
        "CREATE TABLE "
            + keyspace
            + ".t (k int, c text, name text, tags set<text>, raw blob, \"At\" date, PRIMARY KEY (k,"
            + " c))");
    for (int i = 1; i <= 20; i++) {
      session.execute(
          "INSERT INTO "
              + keyspace
              + ".t (k, c, name, tags, raw, \"At\") VALUES ("
              + i
              + ", 'c', 'n"
              + i
              + "', {'a', 'b'}, 0x0aff, '2026-11-30') USING TIMESTAMP "
              + (1000 - i));
    }
    session.execute("INSERT INTO " + keyspace + ".t (k, c) VALUES (99, '')");
    session.execute("CREATE TABLE " + keyspace + ".keys (k int PRIMARY KEY)");
    session.execute("INSERT INTO " + keyspace + ".keys (k) VALUES (5)");

    List<TablePreview> tables = new WrittenRows(session).of(keyspace, 2);

    assertThat(tables).extracting(TablePreview::table).containsExactly("keys", "t");
    TablePreview t = tables.get(1);
    assertThat(t.columns())
        .contains(
            new Column("k", "int", true),
            new Column("c", "text", true),
            new Column("tags", "set<text>", false),
            new Column("At", "date", false));
    assertThat(t.total()).isEqualTo(21);
    assertThat(t.isInFileOrder()).isTrue();
    int name = t.columns().indexOf(new Column("name", "text", false));
    assertThat(t.rows()).extracting(row -> row.values().get(name)).containsExactly("n20", "n19");
    assertThat(t.rows().get(0).values()).contains("{'a','b'}", "0x0aff", "2026-11-30");
    TablePreview keys = tables.get(0);
    assertThat(keys.isInFileOrder()).as("a key has no write time").isFalse();
    assertThat(keys.rows()).hasSize(1);

    TablePreview large = new WrittenRows(session, 3).of(keyspace, 2).get(1);
    assertThat(large.total()).isEqualTo(-1);
    assertThat(large.isInFileOrder()).isFalse();
    assertThat(large.rows()).hasSize(2);
    assertThat(new WrittenRows(session).of(keyspace, 0).get(1).rows()).isEmpty();
    assertThat(new WrittenRows(session).of("no_such_keyspace", 2)).isEmpty();
  }

  @Test
  void keyspaces_are_dropped_whether_or_not_they_are_there() {
    SandboxKeyspaces keyspaces = SandboxKeyspaces.random(RandomGenerator.getDefault());
    for (String name : List.of(keyspaces.tables(), keyspaces.ledger())) {
      session.execute(
          "CREATE KEYSPACE "
              + name
              + " WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
    }
    keyspaces.drop(session);
    keyspaces.drop(session);
    assertThat(
            session
                .execute("SELECT keyspace_name FROM system_schema.keyspaces")
                .map(row -> row.getString(0)))
        .doesNotContain(keyspaces.tables(), keyspaces.ledger());
  }
}
