package io.mysimbdp.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.ColumnDefinitions;
import com.datastax.oss.driver.api.core.cql.ExecutionInfo;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.data.UdtValue;
import com.datastax.oss.driver.api.core.type.UserDefinedType;
import io.mysimbdp.engine.CassandraServer;
import io.mysimbdp.engine.TestingShares;
import io.mysimbdp.engine.confine.Callbacks;
import io.mysimbdp.engine.share.PermitAccount;
import io.mysimbdp.engine.time.Pause;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the driver makes for a tenant leads nowhere but to the tenant's own. */
class LentObjectsServerTest {

  private final RunGate gate = new RunGate("r-1");
  private final PermitAccount account = TestingShares.account(4);
  private CqlSession platform;
  private String keyspace;
  private GuardedSession session;

  @BeforeEach
  void open_the_session_of_a_platform() throws InterruptedException {
    keyspace = CassandraServer.newKeyspace("lent");
    CqlSession admin = CassandraServer.session();
    admin.execute("CREATE TYPE " + keyspace + ".place (x int, y frozen<tuple<int, int>>)");
    admin.execute(
        "CREATE TABLE "
            + keyspace
            + ".t (a int, b int, p frozen<place>, l list<frozen<place>>, PRIMARY KEY (a, b))");
    for (int i = 0; i < 10; i++) {
      admin.execute(
          "INSERT INTO "
              + keyspace
              + ".t (a, b, p, l) VALUES (1, ?, {x: 1, y: (1, 2)}, [{x: 2, y: (3, 4)}])",
          i);
    }
    platform =
        new SessionOpener(System::nanoTime, Pause.SLEEP)
            .open(
                SessionOpenerTest.config("datacenter1", null, null),
                List.of(CassandraServer.contactPoint()));
    session = guarded(account);
  }

  @AfterEach
  void close_it() {
    platform.close();
  }

  private GuardedSession guarded(PermitAccount permits) {
    return guarded(permits, new Callbacks());
  }

  private GuardedSession guarded(PermitAccount permits, Callbacks callbacks) {
    return new GuardedSession(
        platform, TestingRights.all(keyspace), permits, System::nanoTime, callbacks, gate);
  }

  @Test
  void no_type_of_a_row_or_a_statement_gives_out_the_context_of_the_session() throws Exception {
    // The engine's own look comes first: its codecs are kept.
    Row engines = platform.execute("SELECT p, l FROM " + keyspace + ".t").iterator().next();
    engines.getUdtValue("p");
    engines.getList("l", UdtValue.class);

    SimpleStatement select =
        SimpleStatement.newInstance("SELECT p, l FROM t WHERE a = 1").setPageSize(3);
    ResultSet rows = session.execute(select);
    AsyncResultSet page =
        session.executeAsync(select).toCompletableFuture().get(60, TimeUnit.SECONDS);
    PreparedStatement insert = session.prepare("INSERT INTO t (a, b, p, l) VALUES (?, ?, ?, ?)");
    PreparedStatement look = session.prepare("SELECT p, l FROM t WHERE a = ?");

    assertConfined(rows.getColumnDefinitions());
    rows.forEach(this::assertConfined);
    assertConfined(page.getColumnDefinitions());
    assertConfined(page.one());
    AsyncResultSet second = page.fetchNextPage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    second.currentPage().forEach(this::assertConfined);
    assertConfined(insert.getVariableDefinitions());
    assertConfined(look.getResultSetDefinitions());
    assertConfined(session.execute(look.bind(1)).one());
    UdtValue bound = insert.bind(2, 2, rowOf(select).getUdtValue("p"), null).getUdtValue("p");
    assertConfined(bound.getType());
    session.execute(insert.bind(2, 2, bound, List.of(bound)));
    assertThat(session.execute("SELECT p FROM t WHERE a = 2").one().getUdtValue("p"))
        .isEqualTo(bound);
  }

  private Row rowOf(SimpleStatement select) {
    return session.execute(select).iterator().next();
  }

  private void assertConfined(Row row) {
    assertConfined(row.getColumnDefinitions());
    assertConfined(row.getUdtValue("p").getType());
    for (UdtValue value : row.getList("l", UdtValue.class)) {
      assertConfined(value.getType());
    }
  }

  private void assertConfined(ColumnDefinitions definitions) {
    definitions.forEach(
        column -> {
          if (column.getType() instanceof UserDefinedType type) {
            assertConfined(type);
          }
        });
  }

  private void assertConfined(UserDefinedType type) {
    assertThat(type.getAttachmentPoint()).isInstanceOf(LentAttachment.class);
  }

  @Test
  void a_statement_prepared_twice_is_another_object_for_each_run() {
    String cql = "SELECT p FROM t WHERE a = ?";
    PreparedStatement own = session.prepare(cql);
    PreparedStatement others = guarded(TestingShares.account(1)).prepare(cql);

    assertThat(own).isNotSameAs(others);
    assertThat(own.getId()).isEqualTo(others.getId());
    assertThatThrownBy(() -> session.execute(others.bind(1))).isInstanceOf(SecurityException.class);
  }

  @Test
  void how_it_was_executed_says_nothing_of_the_platform() {
    ExecutionInfo info = session.execute("SELECT b FROM t WHERE a = 1").getExecutionInfo();

    assertThat(info.getCoordinator()).isNull();
    assertThat(info.getErrors()).isEmpty();
    assertThatThrownBy(info::getQueryTrace).isInstanceOf(IllegalStateException.class);
    assertThat(((SimpleStatement) info.getRequest()).getQuery())
        .isEqualTo("SELECT b FROM t WHERE a = 1");
  }

  @Test
  void a_tenant_that_waits_in_a_callback_holds_up_nobody_else() throws Exception {
    CountDownLatch released = new CountDownLatch(1);
    List<String> threads = new CopyOnWriteArrayList<>();
    List<CompletableFuture<Void>> callbacks = new ArrayList<>();
    SimpleStatement select = SimpleStatement.newInstance("SELECT b FROM t WHERE a = 1");
    // An answer that is there before its callback is attached would call it on this thread.
    Callbacks held = new Callbacks();
    CountDownLatch attached = new CountDownLatch(1);
    held.execute(() -> waitFor(attached));
    GuardedSession blocker = guarded(TestingShares.account(64), held);
    CountDownLatch entered = new CountDownLatch(1);
    for (int i = 0; i < 64; i++) {
      callbacks.add(
          blocker
              .executeAsync(select)
              .thenAccept(
                  page -> {
                    threads.add(Thread.currentThread().getName());
                    entered.countDown();
                    waitFor(released);
                  })
              .toCompletableFuture());
    }
    attached.countDown();
    assertThat(entered.await(60, TimeUnit.SECONDS)).isTrue();

    for (int i = 0; i < 64; i++) {
      assertThat(session.executeAsync(select).toCompletableFuture().get(60, TimeUnit.SECONDS))
          .isNotNull();
    }

    released.countDown();
    for (CompletableFuture<Void> callback : callbacks) {
      callback.get(60, TimeUnit.SECONDS);
    }
    assertThat(threads).hasSize(64).containsOnly("callbacks");
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void each_page_takes_a_permit_and_gives_it_back() throws Exception {
    SimpleStatement select =
        SimpleStatement.newInstance("SELECT b FROM t WHERE a = 1").setPageSize(3);
    PermitAccount narrow = TestingShares.account(1);
    GuardedSession single = guarded(narrow);
    Iterator<Row> rows = single.execute(select).iterator();
    AsyncResultSet page =
        single.executeAsync(select).toCompletableFuture().get(60, TimeUnit.SECONDS);
    for (int i = 0; i < 3; i++) {
      rows.next();
    }
    assertThat(narrow.tryAcquire(0)).isTrue();
    Thread.currentThread().interrupt();
    assertThatThrownBy(rows::next)
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("Interrupted while waiting for an earlier request");
    assertThatThrownBy(page::fetchNextPage).isExactlyInstanceOf(IllegalStateException.class);
    assertThat(Thread.interrupted()).isTrue();
    narrow.release(0);

    int left = 0;
    while (rows.hasNext()) {
      rows.next();
      left++;
    }
    while (page.hasMorePages()) {
      page = page.fetchNextPage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    assertThat(left).isEqualTo(7);
    assertThat(narrow.inFlight()).isZero();
  }
}
