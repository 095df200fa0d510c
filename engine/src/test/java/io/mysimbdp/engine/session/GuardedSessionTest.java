package io.mysimbdp.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import com.datastax.oss.driver.internal.core.util.concurrent.BlockingOperation;
import io.mysimbdp.engine.TestingShares;
import io.mysimbdp.engine.share.FairPermits;
import io.mysimbdp.engine.share.PermitAccount;
import io.mysimbdp.tenant.IngestSession;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class GuardedSessionTest {

  private static final String ALLOWED =
      "; allowed are SELECT, INSERT, UPDATE, DELETE and batches of these on tables of keyspace"
          + " reviews";
  private static final SimpleStatement OWN = SimpleStatement.newInstance("SELECT a FROM t");
  private static final String ENDED =
      "run r-1 has ended; what its context gave out can no longer be used, so end all threads"
          + " before ingest returns";

  private final StrictSession driver = new StrictSession();
  private final RunGate gate = new RunGate("r-1");
  private final List<CompletableFuture<AsyncResultSet>> pending = new ArrayList<>();

  private CompletionStage<AsyncResultSet> enqueue() {
    pending.add(new CompletableFuture<>());
    return pending.get(pending.size() - 1);
  }

  static Stream<Method> methods() {
    return Arrays.stream(IngestSession.class.getMethods());
  }

  static Stream<Method> methodsThatSend() {
    return methods().filter(method -> method.getParameterCount() > 0);
  }

  @ParameterizedTest
  @MethodSource("methods")
  void every_method_throws_once_the_run_has_ended(Method method) {
    GuardedSession session = guarded(driver.neverAsked(), TestingShares.account(1));
    gate.close();

    assertThatThrownBy(() -> call(session, method, "SELECT a FROM t"))
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage(ENDED);
  }

  @ParameterizedTest
  @MethodSource("methodsThatSend")
  void every_method_that_sends_refuses_a_foreign_keyspace(Method method) {
    GuardedSession session = guarded(driver.neverAsked(), TestingShares.account(1));

    assertThatThrownBy(() -> call(session, method, "SELECT * FROM system.local"))
        .isInstanceOf(SecurityException.class)
        .hasMessage("Statement refused: table system.local is in another keyspace" + ALLOWED);
  }

  /** Lends the driver's session for all tables of the tenant. */
  private GuardedSession guarded(CqlSession session, PermitAccount account) {
    return new GuardedSession(
        session, TestingRights.all("reviews"), account, System::nanoTime, Runnable::run, gate);
  }

  @Test
  void the_interface_has_the_methods_that_were_thought_of() {
    assertThat(methods()).hasSize(5);
    assertThat(methodsThatSend()).hasSize(4);
    assertThat(methods()).noneMatch(Method::isDefault);
  }

  private static Object call(IngestSession session, Method method, String cql) throws Throwable {
    List<Object> arguments = new ArrayList<>();
    for (Class<?> type : method.getParameterTypes()) {
      if (type == String.class) {
        arguments.add(cql);
      } else if (type == Statement.class) {
        arguments.add(SimpleStatement.newInstance(cql));
      } else {
        assertThat(type).as("a new kind of parameter needs a case here").isEqualTo(Object[].class);
        arguments.add(new Object[0]);
      }
    }
    try {
      return method.invoke(session, arguments.toArray());
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "DROP TABLE t                            | DROP is no data statement",
        "TRUNCATE t                              | TRUNCATE is no data statement",
        "USE system                              | USE is no data statement, names without a keyspace are looked up in reviews",
        "GRANT ALL ON KEYSPACE reviews TO me     | GRANT is no data statement",
        "CREATE TABLE t (a int PRIMARY KEY)      | CREATE is no data statement, tables are declared in META-INF/mysimbdp/schema.cql of the JAR, and the engine makes them",
        "ALTER TABLE t ADD b int                 | ALTER is no data statement, tables are declared in META-INF/mysimbdp/schema.cql of the JAR, and the engine makes them",
        "LIST ROLES                              | LIST is no data statement",
        "DESCRIBE KEYSPACES                      | DESCRIBE is no data statement",
        "/* SELECT */ DROP KEYSPACE reviews      | DROP is no data statement",
        "SELECT * FROM \"Reviews\".t             | table \"Reviews\".t is in another keyspace",
        "SELECT * FROM \"reviews \".t            | table \"reviews \".t is in another keyspace",
        "SELECT * FROM reviews/**/.t; SELECT 1   | it is not understood, Expected the end of the statement but found SELECT at line 1, column 30",
        "SELECT * FROM -- reviews.t              | it is not understood, Expected a table name but found the end at line 1, column 27",
        "INSERT INTO \"system\".local (key) VALUES ('x') | table system.local is in another keyspace",
        "UPDATE system_auth.roles SET is_superuser = true WHERE role = 'me' | table system_auth.roles is in another keyspace",
        "DELETE FROM SYSTEM . peers WHERE peer = '1' | table system.peers is in another keyspace",
        "SELECT other.f(a) FROM t                | it calls a function of keyspace other",
        "BEGIN BATCH DELETE FROM t WHERE a = 1; DELETE FROM o.t WHERE a = 1; APPLY BATCH | table o.t is in another keyspace",
      })
  void refuses_by_what_the_statement_says(String cql, String why) {
    GuardedSession session = guarded(driver.neverAsked(), TestingShares.account(1));

    assertThatThrownBy(() -> session.execute(cql))
        .isInstanceOf(SecurityException.class)
        .hasMessage("Statement refused: " + why + ALLOWED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "delete         | DELETE FROM t WHERE a = 1                      | holds DELETE",
        "select         | SELECT a FROM t                                | holds SELECT",
        "insert         | INSERT INTO t (a) VALUES (1)                   | holds INSERT",
        "update         | UPDATE t SET b = 1 WHERE a = 1                 | holds UPDATE",
        "batch          | BEGIN BATCH DELETE FROM t WHERE a = 1 APPLY BATCH | holds BATCH",
        "delete         | BEGIN BATCH DELETE FROM t WHERE a = 1 APPLY BATCH | holds DELETE",
        "conditional    | DELETE FROM t WHERE a = 1 IF EXISTS            | is a lightweight transaction (IF)",
        "ttl            | INSERT INTO t (a) VALUES (1) USING TTL ?       | sets a time to live (USING TTL)",
        "timestamp      | UPDATE t USING TIMESTAMP 1 SET b = 1 WHERE a = 1 | sets a write time (USING TIMESTAMP)",
      })
  void refuses_what_the_profile_does_not_allow_and_says_where_that_stands(
      String missing, String cql, String why) {
    String[] others =
        Stream.of(
                "select", "insert", "update", "delete", "batch", "conditional", "ttl", "timestamp")
            .filter(word -> !word.equals(missing))
            .toArray(String[]::new);
    GuardedSession session =
        new GuardedSession(
            driver.neverAsked(),
            TestingRights.only("reviews", others),
            TestingShares.account(1),
            System::nanoTime,
            Runnable::run,
            gate);

    assertThatThrownBy(() -> session.execute(cql))
        .isInstanceOf(SecurityException.class)
        .hasMessage(
            "Statement refused: it "
                + why
                + ", and "
                + missing
                + " is none of statements = "
                + String.join(", ", others)
                + " (tenants/toys/tenant.conf:7)"
                + ALLOWED);
  }

  static Stream<Arguments> refusedWithoutAWord() {
    SimpleStatement delete = SimpleStatement.newInstance("DELETE FROM t WHERE a = 1");
    return Stream.of(
        Arguments.of(OWN.setQueryTimestamp(1), "it sets a write time, and timestamp"),
        Arguments.of(OWN.setNowInSeconds(1), "it sets a write time, and timestamp"),
        Arguments.of(
            OWN.setConsistencyLevel(DefaultConsistencyLevel.SERIAL),
            "it reads with consistency SERIAL, and conditional"),
        Arguments.of(
            BatchStatement.newInstance(BatchType.LOGGED).add(delete), "it is a batch, and batch"));
  }

  @ParameterizedTest
  @MethodSource("refusedWithoutAWord")
  void refuses_by_options_what_the_profile_does_not_allow(Statement<?> statement, String why) {
    GuardedSession session =
        new GuardedSession(
            driver.neverAsked(),
            TestingRights.only("reviews", "select", "delete"),
            TestingShares.account(1),
            System::nanoTime,
            Runnable::run,
            gate);

    assertThatThrownBy(() -> session.execute(statement))
        .isInstanceOf(SecurityException.class)
        .hasMessageStartingWith("Statement refused: " + why + " is none of statements = ");
  }

  @Test
  void what_the_driver_sends_later_is_what_it_was_when_it_was_handed_over() throws Exception {
    GuardedSession session =
        guarded(driver.answering(request -> enqueue()), TestingShares.account(9));
    List<Object> list = new ArrayList<>(List.of(1, new ArrayList<>(List.of(2))));
    Map<String, Object> named = new HashMap<>(Map.of("x", list));

    session.executeAsync(SimpleStatement.newInstance("SELECT a FROM t WHERE a = ?", list));
    session.executeAsync(SimpleStatement.newInstance("SELECT a FROM t WHERE a = :x", named));
    session.executeAsync(
        BatchStatement.newInstance(
            BatchType.LOGGED, SimpleStatement.newInstance("INSERT INTO t (a) VALUES (?)", list)));
    list.clear();

    List<Object> before = List.of(1, List.of(2));
    assertThat(((SimpleStatement) driver.requests.get(0)).getPositionalValues())
        .containsExactly(before);
    assertThat(((SimpleStatement) driver.requests.get(1)).getNamedValues().values())
        .containsExactly(before);
    assertThat(
            ((SimpleStatement) ((BatchStatement) driver.requests.get(2)).iterator().next())
                .getPositionalValues())
        .containsExactly(before);
  }

  static Stream<Arguments> refusedByOptions() {
    BatchStatement batch = BatchStatement.newInstance(BatchType.LOGGED);
    return Stream.of(
        Arguments.of(OWN.setKeyspace("system"), "it is set to keyspace system"),
        Arguments.of(OWN.setRoutingKeyspace("other"), "it is set to keyspace other"),
        Arguments.of(
            OWN.setExecutionProfileName("fast"), "it names an execution profile of the driver"),
        Arguments.of(
            OWN.setCustomPayload(Map.of("k", ByteBuffer.allocate(1))),
            "it carries a custom payload"),
        Arguments.of(OWN.setTracing(true), "it asks for tracing, which loads the whole platform"),
        Arguments.of(
            OWN.setPageSize(10_001),
            "its page size is 10001 rows, more than the 10000 of the platform"),
        Arguments.of(batch.setKeyspace("other"), "it is set to keyspace other"),
        Arguments.of(batch.add(OWN), "a batch cannot hold a SELECT"),
        Arguments.of(
            batch.add(SimpleStatement.newInstance("BEGIN BATCH APPLY BATCH")),
            "a batch cannot hold a BATCH"),
        Arguments.of(
            batch.add(SimpleStatement.newInstance("DELETE FROM o.t WHERE a = 1")),
            "table o.t is in another keyspace"),
        Arguments.of(
            batch.add(
                SimpleStatement.newInstance("DELETE FROM t WHERE a = 1").setKeyspace("other")),
            "it is set to keyspace other"));
  }

  @ParameterizedTest
  @MethodSource("refusedByOptions")
  void refuses_by_what_is_set_on_the_statement(Statement<?> statement, String why) {
    GuardedSession session = guarded(driver.neverAsked(), TestingShares.account(1));

    assertThatThrownBy(() -> session.execute(statement))
        .isInstanceOf(SecurityException.class)
        .hasMessage("Statement refused: " + why + ALLOWED);
    assertThatThrownBy(() -> session.executeAsync(statement)).isInstanceOf(SecurityException.class);
  }

  @Test
  void refuses_a_statement_class_of_the_tenants_own() {
    GuardedSession session = guarded(driver.neverAsked(), TestingShares.account(1));
    SimpleStatement own =
        (SimpleStatement)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {SimpleStatement.class},
                (proxy, method, arguments) -> method.invoke(OWN, arguments));

    assertThatThrownBy(() -> session.execute(own))
        .isInstanceOf(SecurityException.class)
        .hasMessage(
            "Statement refused: its class "
                + own.getClass().getName()
                + " is not one of the driver's"
                + ALLOWED);
    assertThatThrownBy(
            () -> session.execute(BatchStatement.newInstance(DefaultBatchType.LOGGED, own)))
        .isInstanceOf(SecurityException.class)
        .hasMessage(
            "Statement refused: a statement in the batch is of class "
                + own.getClass().getName()
                + ALLOWED);
  }

  @Test
  void sends_the_tenants_keyspace_with_each_request() throws Exception {
    GuardedSession session =
        guarded(driver.answering(request -> enqueue()), TestingShares.account(4));

    session.executeAsync(OWN);
    session.executeAsync(BatchStatement.newInstance(BatchType.LOGGED));

    assertThat(driver.requests)
        .extracting(request -> String.valueOf(((Statement<?>) request).getKeyspace()))
        .containsExactly("reviews", "reviews");
  }

  @Test
  void gives_the_permit_back_on_failure_and_cancellation() throws Exception {
    GuardedSession session =
        guarded(driver.answering(request -> enqueue()), TestingShares.account(1));

    CompletionStage<AsyncResultSet> failing = session.executeAsync(OWN);
    pending.get(0).completeExceptionally(new IllegalArgumentException("no"));
    CompletionStage<AsyncResultSet> cancelled = session.executeAsync(OWN);
    cancelled.toCompletableFuture().cancel(true);
    CompletionStage<AsyncResultSet> third = session.executeAsync(OWN);

    assertThat(failing.toCompletableFuture()).isCompletedExceptionally();
    assertThat(pending.get(1)).isCancelled();
    assertThat(third.toCompletableFuture()).isNotDone();
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> session.executeAsync(OWN)).isInstanceOf(InterruptedException.class);
    assertThat(driver.requests).hasSize(3);
  }

  @Test
  void gives_the_permit_back_before_the_callbacks_run() throws Exception {
    GuardedSession session =
        guarded(driver.answering(request -> enqueue()), TestingShares.account(1));
    List<CompletionStage<AsyncResultSet>> next = new ArrayList<>();
    CompletionStage<Void> chained =
        session
            .executeAsync(OWN)
            .handle(
                (result, failure) -> {
                  try {
                    next.add(session.executeAsync(OWN));
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                  return null;
                });

    pending.get(0).completeExceptionally(new IllegalArgumentException("no"));

    assertThat(chained.toCompletableFuture()).isCompleted();
    assertThat(next).hasSize(1);
  }

  @Test
  void a_call_of_the_driver_that_throws_fails_the_stage_and_frees_the_permit() throws Exception {
    GuardedSession session =
        new GuardedSession(
            driver.answering(
                request -> {
                  throw new IllegalArgumentException("no");
                }),
            TestingRights.all("reviews"),
            TestingShares.account(1),
            System::nanoTime,
            Runnable::run,
            gate);

    for (int i = 0; i < 3; i++) {
      assertThat(session.executeAsync(OWN).toCompletableFuture()).isCompletedExceptionally();
      assertThatThrownBy(() -> session.execute(OWN)).hasMessage("no");
      assertThatThrownBy(() -> session.prepare("SELECT a FROM t")).hasMessage("no");
    }
  }

  @Test
  void all_sessions_of_a_tenant_share_its_permits() throws Exception {
    PermitAccount account = TestingShares.account(1);
    for (int i = 0; i < 2; i++) {
      GuardedSession session = guarded(driver.answering(request -> enqueue()), account);
      if (i == 0) {
        session.executeAsync(OWN);
      } else {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> session.executeAsync(OWN))
            .isInstanceOf(InterruptedException.class);
      }
    }

    assertThat(driver.requests).hasSize(1);
    pending.get(0).completeExceptionally(new IllegalArgumentException("no"));
    assertThat(account.inFlight()).isZero();
  }

  @Test
  void a_thread_of_the_driver_does_not_wait_for_other_tenants_and_not_for_itself()
      throws Exception {
    FairPermits permits = new FairPermits(1, 1_000, System::nanoTime);
    PermitAccount account = permits.account("own", 1);
    account.cap(2, Duration.ofHours(1));
    PermitAccount other = permits.account("other", 1);
    other.acquire(1);
    GuardedSession session = guarded(driver.answering(request -> enqueue()), account);
    List<Throwable> thrown = new ArrayList<>();
    Thread thread =
        new BlockingOperation.SafeThreadFactory()
            .newThread(
                () -> {
                  try {
                    for (int i = 0; i < 3; i++) {
                      session.executeAsync(OWN);
                    }
                  } catch (InterruptedException | RuntimeException e) {
                    thrown.add(e);
                  }
                });
    thread.start();
    thread.join();

    assertThat(driver.requests).hasSize(2);
    assertThat(thrown).singleElement().isInstanceOf(IllegalStateException.class);
    assertThat(permits.inFlight()).isEqualTo(3);
  }

  @Test
  void what_a_server_with_too_much_to_do_answers_lowers_the_cap() throws Exception {
    long[] now = {0};
    PermitAccount account = TestingShares.account(16, () -> now[0]);
    GuardedSession session =
        new GuardedSession(
            driver.answering(
                request -> {
                  now[0] += 200_000_000;
                  CompletionStage<AsyncResultSet> answer = enqueue();
                  pending
                      .get(pending.size() - 1)
                      .completeExceptionally(new DriverTimeoutException("late"));
                  return answer;
                }),
            TestingRights.all("reviews"),
            account,
            () -> now[0],
            Runnable::run,
            gate);

    for (int i = 0; i < 3; i++) {
      assertThat(session.executeAsync(OWN).toCompletableFuture()).isCompletedExceptionally();
    }

    assertThat(account.cap()).isLessThan(16);
    assertThat(account.inFlight()).isZero();
  }
}
