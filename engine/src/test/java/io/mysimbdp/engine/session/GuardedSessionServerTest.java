package io.mysimbdp.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.ColumnDefinition;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import io.mysimbdp.engine.CassandraServer;
import io.mysimbdp.engine.TestingShares;
import io.mysimbdp.engine.confine.Callbacks;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardedSessionServerTest {

  private static CqlSession shared;
  private static String own;
  private static String foreign;

  private final RunGate gate = new RunGate("r-1");
  private final Callbacks callbacks = new Callbacks();
  private GuardedSession session;

  @BeforeAll
  static void create_two_keyspaces() {
    shared = CassandraServer.session();
    own = CassandraServer.newKeyspace("guard_own");
    foreign = CassandraServer.newKeyspace("guard_foreign");
    for (String keyspace : List.of(own, foreign)) {
      shared.execute("CREATE TABLE " + keyspace + ".t (a int, b int, c text, PRIMARY KEY (a, b))");
      shared.execute("CREATE TABLE " + keyspace + ".hits (a int PRIMARY KEY, n counter)");
    }
  }

  @BeforeEach
  void lend_the_session() {
    session =
        new GuardedSession(
            shared,
            TestingRights.all(own),
            TestingShares.account(64),
            System::nanoTime,
            callbacks,
            gate);
  }

  @Test
  void names_without_keyspace_are_looked_up_in_the_own_one() {
    session.execute("INSERT INTO t (a, b, c) VALUES (?, ?, ?)", 1, 1, "own");
    session.execute("UPDATE hits SET n = n + 1 WHERE a = ?", 1);

    assertThat(one("SELECT c FROM " + own + ".t WHERE a = 1").getString("c")).isEqualTo("own");
    assertThat(session.execute("SELECT n FROM hits WHERE a = 1").one().getLong("n")).isEqualTo(1);
    assertThat(shared.execute("SELECT a FROM " + foreign + ".t WHERE a = 1").all()).isEmpty();
  }

  @Test
  void names_with_the_own_keyspace_are_fine_and_others_are_refused() {
    session.execute("INSERT INTO " + own + ".t (a, b) VALUES (2, 2)");

    assertThatThrownBy(() -> session.execute("SELECT a FROM " + foreign + ".t"))
        .isInstanceOf(SecurityException.class)
        .hasMessage(
            "Statement refused: table "
                + foreign
                + ".t is in another keyspace; allowed are SELECT, INSERT, UPDATE, DELETE and batches"
                + " of these on tables of keyspace "
                + own);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT a FROM t WHERE a = ?",
        "SELECT a FROM/* system. */t/**/WHERE a = :a",
        "SELECT a --\r, b FROM t WHERE a = ? --\n",
        "SELECT a AS \"system.local\", c FROM @ . t WHERE a = ? AND b > ? ORDER BY b DESC LIMIT ?",
        "SELECT \"c\", count(*), cast(b AS text) FROM @.\"t\" WHERE token(a) > token(?)",
        "SELECT JSON c, a FROM t WHERE a = ? AND b IN (1, 2) ALLOW FILTERING;;",
        "SELECT (int) b + 1, - b FROM t WHERE a = ?",
        "INSERT INTO @.T (a, b, c) VALUES (?, ?, $$ system.local; DROP TABLE t $$)",
        "INSERT INTO t JSON ? DEFAULT UNSET IF NOT EXISTS USING TTL 5",
        "UPDATE @.t USING TTL ? AND TIMESTAMP ? SET c = 'it''s -- system.t' WHERE a = ? AND b = ?",
        "UPDATE hits SET n = n + ? WHERE a = ?",
        "DELETE c FROM t WHERE a = ? AND b = ? IF c != ?",
        "BEGIN BATCH INSERT INTO t (a, b) VALUES (?, 1) DELETE FROM @.t WHERE a = ? APPLY BATCH",
      })
  void what_is_let_through_is_to_cassandra_of_the_own_keyspace_too(String template) {
    PreparedStatement prepared = session.prepare(template.replace("@", own));

    List<ColumnDefinition> columns = new ArrayList<>();
    prepared.getVariableDefinitions().forEach(columns::add);
    prepared.getResultSetDefinitions().forEach(columns::add);
    assertThat(columns)
        .isNotEmpty()
        .allSatisfy(
            column -> {
              assertThat(column.getKeyspace().asInternal()).isEqualTo(own);
              assertThat(column.getTable().asInternal()).isIn("t", "hits");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM/* @.t */system.local",
        "SELECT * --\r FROM system.local\n",
        "SELECT * FROM \"system\" . \"local\"",
        "SELECT \"FROM @.t\" FROM system.local",
        "SELECT $$ FROM @.t $$, key FROM SYSTEM.LOCAL",
        "SELECT * FROM t; SELECT * FROM system.local",
        "SELECT * FROM \"@\"\".t",
        "SELECT * FROM \uff53ystem.local",
        "SELECT * FROM system\u2024local",
        "SELECT * FROM t WHERE a = (#.u) 1",
        "SELECT #.f(a) FROM t",
        "USE #",
        "BEGIN BATCH INSERT INTO t (a, b) VALUES (1, 1); INSERT INTO #.t (a, b) VALUES (1, 1); APPLY BATCH",
      })
  void what_is_of_another_keyspace_is_prepared_by_nobody(String template) {
    String cql = template.replace("@", own).replace("#", foreign);

    assertThatThrownBy(() -> session.prepare(cql))
        .isInstanceOfAny(SecurityException.class, InvalidQueryException.class);
  }

  @Test
  void prepared_statements_are_bound_to_the_own_keyspace_and_to_this_session() {
    PreparedStatement insert = session.prepare("INSERT INTO t (a, b, c) VALUES (?, ?, ?)");
    session.execute(insert.bind(3, 1, "bound"));
    PreparedStatement elsewhere =
        shared.prepare("INSERT INTO " + own + ".t (a, b, c) VALUES (?, ?, ?)");

    assertThat(one("SELECT c FROM " + own + ".t WHERE a = 3").getString("c")).isEqualTo("bound");
    assertThatThrownBy(() -> session.execute(elsewhere.bind(3, 1, "x")))
        .isInstanceOf(SecurityException.class)
        .hasMessageStartingWith(
            "Statement refused: it is bound from a statement that this session has not prepared;");
    GuardedSession other =
        new GuardedSession(
            shared,
            TestingRights.all(foreign),
            TestingShares.account(1),
            System::nanoTime,
            callbacks,
            gate);
    assertThatThrownBy(() -> other.execute(insert.bind(3, 1, "x")))
        .isInstanceOf(SecurityException.class);
    assertThatThrownBy(
            () ->
                session.execute(
                    BatchStatement.newInstance(BatchType.LOGGED, elsewhere.bind(3, 1, "x"))))
        .isInstanceOf(SecurityException.class);
  }

  @Test
  void batches_mix_simple_and_bound_statements() {
    PreparedStatement insert = session.prepare("INSERT INTO t (a, b, c) VALUES (?, ?, ?)");

    session.execute(
        BatchStatement.newInstance(
            BatchType.UNLOGGED,
            insert.bind(4, 1, "bound"),
            SimpleStatement.newInstance("INSERT INTO t (a, b, c) VALUES (4, 2, 'simple')")));
    session.execute("BEGIN BATCH DELETE FROM t WHERE a = 4 AND b = 1; APPLY BATCH");

    assertThat(shared.execute("SELECT c FROM " + own + ".t WHERE a = 4").all())
        .extracting(row -> row.getString("c"))
        .containsExactly("simple");
  }

  @Test
  void conditions_tell_whether_they_were_applied() {
    String cql = "INSERT INTO t (a, b) VALUES (5, 5) IF NOT EXISTS";

    assertThat(session.execute(cql).wasApplied()).isTrue();
    assertThat(session.execute(cql).wasApplied()).isFalse();
  }

  @Test
  void pages_through_ten_thousand_rows_until_the_run_ends() throws Exception {
    PreparedStatement insert = session.prepare("INSERT INTO t (a, b, c) VALUES (6, ?, 'x')");
    List<CompletionStage<AsyncResultSet>> writes = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      writes.add(session.executeAsync(insert.bind(i)));
    }
    for (CompletionStage<AsyncResultSet> write : writes) {
      write.toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
    SimpleStatement select =
        SimpleStatement.newInstance("SELECT b FROM t WHERE a = 6").setPageSize(500);

    ResultSet all = session.execute(select);
    int expected = 0;
    for (Row row : all) {
      assertThat(row.getInt("b")).isEqualTo(expected++);
    }
    assertThat(expected).isEqualTo(10_000);
    assertThat(all.getExecutionInfos()).hasSizeGreaterThanOrEqualTo(20);

    AsyncResultSet page =
        session.executeAsync(select).toCompletableFuture().get(60, TimeUnit.SECONDS);
    int read = page.remaining();
    while (page.hasMorePages()) {
      page = page.fetchNextPage().toCompletableFuture().get(60, TimeUnit.SECONDS);
      read += page.remaining();
    }
    assertThat(read).isEqualTo(10_000);

    Iterator<Row> stale = session.execute(select).iterator();
    AsyncResultSet stalePage =
        session.executeAsync(select).toCompletableFuture().get(60, TimeUnit.SECONDS);
    gate.close();
    assertThatThrownBy(stale::next).isExactlyInstanceOf(IllegalStateException.class);
    assertThatThrownBy(stalePage::fetchNextPage).isExactlyInstanceOf(IllegalStateException.class);
  }

  @Test
  void never_has_more_under_way_than_allowed_and_loses_no_permit() throws Exception {
    GuardedSession narrow =
        new GuardedSession(
            shared,
            TestingRights.all(own),
            TestingShares.account(2),
            System::nanoTime,
            callbacks,
            gate);
    List<CompletionStage<AsyncResultSet>> requests = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      String table = i % 5 == 0 ? "no_such_table" : "t";
      requests.add(
          narrow.executeAsync(SimpleStatement.newInstance("SELECT a FROM " + table + " LIMIT 1")));
    }
    int failed = 0;
    for (CompletionStage<AsyncResultSet> request : requests) {
      failed +=
          request
              .handle((result, failure) -> failure == null ? 0 : 1)
              .toCompletableFuture()
              .get(60, TimeUnit.SECONDS);
    }

    assertThat(failed).isEqualTo(100);
  }

  private static Row one(String cql) {
    Row row = shared.execute(cql).one();
    assertThat(row).isNotNull();
    return row;
  }
}
