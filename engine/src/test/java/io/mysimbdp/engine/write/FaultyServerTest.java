package io.mysimbdp.engine.write;

import static com.datastax.oss.simulacron.common.codec.ConsistencyLevel.LOCAL_QUORUM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.simulacron.common.codec.RequestFailureReason;
import com.datastax.oss.simulacron.common.codec.WriteType;
import com.datastax.oss.simulacron.common.result.Result;
import com.datastax.oss.simulacron.common.result.VoidResult;
import com.datastax.oss.simulacron.common.stubbing.PrimeDsl;
import io.mysimbdp.engine.ScriptedServer;
import io.mysimbdp.engine.ScriptedServer.Asked;
import io.mysimbdp.engine.ScriptedServer.Kind;
import io.mysimbdp.engine.TestingShares;
import io.mysimbdp.engine.config.NamePatterns;
import io.mysimbdp.engine.config.TenantProfile.Nulls;
import io.mysimbdp.engine.config.TenantProfile.WritePath;
import io.mysimbdp.engine.config.TenantProfile.WriteSettings;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.session.BatchThresholds;
import io.mysimbdp.engine.share.FairPermits;
import io.mysimbdp.engine.share.PermitAccount;
import io.mysimbdp.tenant.Table;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The writer against a server that answers with every error there is. */
@Timeout(20)
class FaultyServerTest {

  private static final Table ITEMS = Table.of("items", "shelf", "id", "name");
  private static final int ID = 1;
  private static final Duration RETRY_FOR = Duration.ofSeconds(30);
  private static ScriptedServer server;
  private static CqlSession session;

  private final List<String> told = Collections.synchronizedList(new ArrayList<>());
  private final LeapingTimer timer = new LeapingTimer();
  private DoubleSupplier random = () -> 0.5;

  /** What a busy or broken server says, and how its answer is told. */
  enum Trouble {
    OVERLOADED("full"),
    IS_BOOTSTRAPPING("BootstrappingException"),
    WRITE_TIMEOUT(
        "Cassandra timeout during UNLOGGED_BATCH write query at consistency LOCAL_QUORUM (2"
            + " replica were required but only 1 acknowledged the write) (WriteTimeoutException)"),
    UNAVAILABLE("Not enough replicas available for query at consistency LOCAL_QUORUM"),
    WRITE_FAILURE(
        "(2 responses were required but only 1 replica responded, 1 failed)"
            + " (WriteFailureException)"),
    SERVER_ERROR("java.lang.Bug");

    private final String toldAs;

    Trouble(String toldAs) {
      this.toldAs = toldAs;
    }

    Result answer() {
      return switch (this) {
        case OVERLOADED -> PrimeDsl.overloaded("full");
        case IS_BOOTSTRAPPING -> PrimeDsl.isBootstrapping();
        case WRITE_TIMEOUT -> PrimeDsl.writeTimeout(LOCAL_QUORUM, 1, 2, WriteType.UNLOGGED_BATCH);
        case UNAVAILABLE -> PrimeDsl.unavailable(LOCAL_QUORUM, 2, 1);
        case WRITE_FAILURE ->
            PrimeDsl.writeFailure(
                LOCAL_QUORUM,
                1,
                2,
                Map.of(InetAddress.getLoopbackAddress(), RequestFailureReason.UNKNOWN),
                WriteType.UNLOGGED_BATCH);
        case SERVER_ERROR -> PrimeDsl.serverError("java.lang.Bug");
      };
    }
  }

  @BeforeAll
  static void start_server() throws InterruptedException {
    server = newServer();
    session = server.open(Duration.ofSeconds(10));
  }

  private static ScriptedServer newServer() {
    ScriptedServer started = ScriptedServer.start();
    started.table("toys", "items", 1, 1, "shelf varchar", "id int", "name varchar");
    return started;
  }

  @AfterAll
  static void stop_server() {
    session.close();
    server.close();
  }

  @BeforeEach
  void be_well() {
    server.script(asked -> ScriptedServer.taken());
  }

  @AfterEach
  void stop_timer() {
    timer.shutdownNow();
  }

  @ParameterizedTest
  @EnumSource
  void a_server_in_trouble_is_asked_again_until_it_takes_the_rows(Trouble trouble)
      throws InterruptedException {
    server.script(firstTimes(3, trouble));
    RowWriter writer = writer(1, 4);

    write(writer, 0, 12);
    writer.finish();

    assertAcknowledgedOnce(12);
    assertThat(timer.waits())
        .as("each of three requests waits longer and longer")
        .containsExactly(
            Stream.of(27_500, 55_000, 110_000, 27_500, 55_000, 110_000, 27_500, 55_000, 110_000)
                .map(micros -> Duration.ofNanos(micros * 1_000L))
                .toArray(Duration[]::new));
    assertThat(server.asked(Kind.BATCH)).hasSize(12).allMatch(asked -> asked.rows().size() == 4);
  }

  @ParameterizedTest
  @EnumSource
  void a_server_that_stays_in_trouble_ends_the_run_and_the_error_says_why(Trouble trouble)
      throws InterruptedException {
    server.script(firstTimes(Integer.MAX_VALUE, trouble));
    RowWriter writer = writer(1, 4);
    write(writer, 0, 4);

    assertThatThrownBy(writer::finish)
        .isInstanceOfSatisfying(
            EngineException.class,
            e -> assertThat(e.code()).isEqualTo(FailureCode.CASSANDRA_OVERLOADED))
        .hasMessageStartingWith(
            "Cassandra did not accept a write within 30 s (17 attempts), last answer: ")
        .hasMessageContaining(trouble.toldAs)
        .message()
        .doesNotContain("getAllErrors");

    assertThat(told).isEmpty();
    assertThat(server.asked(Kind.BATCH)).hasSize(17);
    assertThat(timer.waits().stream().reduce(Duration.ZERO, Duration::plus))
        .isLessThanOrEqualTo(RETRY_FOR);
    assertThat(timer.waits()).allMatch(wait -> wait.compareTo(Duration.ofSeconds(5)) <= 0);
    assertThatThrownBy(() -> write(writer, 4, 1))
        .as("nothing more is taken")
        .isInstanceOf(EngineException.class);
    assertThat(server.asked(Kind.BATCH)).hasSize(17);
  }

  @Test
  void the_waits_are_spread_so_that_writers_do_not_come_back_together()
      throws InterruptedException {
    random = new Random(7)::nextDouble;
    server.script(firstTimes(6, Trouble.OVERLOADED));
    RowWriter writer = writer(1, 4);

    write(writer, 0, 40);
    writer.finish();

    assertAcknowledgedOnce(40);
    List<Duration> waits = timer.waits();
    assertThat(waits).hasSize(60).doesNotHaveDuplicates();
    for (int i = 0; i < waits.size(); i++) {
      Duration longest = Duration.ofMillis(50L << i % 6);
      assertThat(waits.get(i)).isBetween(longest.dividedBy(10), longest);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 16})
  void each_row_is_acknowledged_once_whatever_mix_of_errors_comes(int inFlight)
      throws InterruptedException {
    Random dice = new Random(inFlight);
    random = dice::nextDouble;
    List<Integer> taken = new ArrayList<>();
    server.script(
        asked -> {
          if (asked.kind() != Kind.PREPARE && dice.nextInt(10) < 4) {
            return Trouble.values()[dice.nextInt(Trouble.values().length)].answer();
          }
          if (asked.kind() != Kind.PREPARE) {
            taken.addAll(asked.ints(ID));
          }
          return ScriptedServer.taken();
        });
    RowWriter writer = writer(session, inFlight, 4, Duration.ofHours(1), timer, timer.now::get);

    write(writer, 0, 1_000);
    writer.finish();

    assertAcknowledgedOnce(1_000);
    assertThat(taken).hasSize(1_000).doesNotHaveDuplicates();
  }

  @Test
  void while_refused_requests_wait_no_others_are_sent() throws Exception {
    Set<Integer> well = Collections.synchronizedSet(new HashSet<>());
    server.script(
        asked ->
            asked.kind() == Kind.PREPARE || well.containsAll(asked.ints(ID))
                ? ScriptedServer.taken()
                : PrimeDsl.overloaded("full"));
    PatientTimer held = new PatientTimer();
    RowWriter writer = writer(session, 3, 1, RETRY_FOR, held, () -> 0L);
    writer.check(ITEMS);
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread app =
        new Thread(
            () -> {
              try {
                write(writer, 0, 10);
                writer.finish();
                done.complete(null);
              } catch (InterruptedException | RuntimeException e) {
                done.completeExceptionally(e);
              }
            });
    app.start();
    awaitThat(() -> held.size() == 3 && app.getState() == Thread.State.WAITING);

    assertThat(idsAsked()).containsExactlyInAnyOrder(0, 1, 2);

    IntStream.range(0, 10).forEach(well::add);
    held.runOne();
    awaitThat(() -> told.size() == 8 && app.getState() == Thread.State.WAITING);
    assertThat(idsAsked())
        .as("the room that one request has left is used, that of the others is not")
        .hasSize(11);
    held.runOne();
    held.runOne();
    done.get();
    assertAcknowledgedOnce(10);
    held.shutdownNow();
  }

  @ParameterizedTest
  @EnumSource
  void a_server_with_too_much_to_do_gets_fewer_requests_at_a_time(Trouble trouble)
      throws InterruptedException {
    PermitAccount account = TestingShares.account(16, timer.now::get);
    server.script(
        firstTimes(
            1,
            () -> {
              timer.now.addAndGet(200_000_000);
              return trouble.answer();
            }));
    RowWriter writer = writer(session, account, 1, Duration.ofHours(1), timer, timer.now::get);

    write(writer, 0, 100);
    writer.finish();

    assertAcknowledgedOnce(100);
    assertThat(account.inFlight()).isZero();
    if (trouble == Trouble.OVERLOADED || trouble == Trouble.WRITE_TIMEOUT) {
      assertThat(account.cap()).isLessThan(8);
    } else {
      assertThat(account.cap()).as("fewer requests would not help").isEqualTo(16);
    }
  }

  @Test
  void answers_that_take_too_long_lower_the_cap_and_quick_ones_raise_it_again()
      throws InterruptedException {
    PermitAccount account = new FairPermits(64, 1 << 20, timer.now::get).account("toys", 1);
    account.cap(8, Duration.ofMillis(250));
    server.script(
        asked -> {
          timer.now.addAndGet(400_000_000);
          return ScriptedServer.taken();
        });
    RowWriter writer = writer(session, account, 1, RETRY_FOR, timer, timer.now::get);

    write(writer, 0, 200);
    writer.finish();
    assertThat(account.cap()).isEqualTo(1);

    server.script(
        asked -> {
          timer.now.addAndGet(20_000_000);
          return ScriptedServer.taken();
        });
    write(writer, 200, 200);
    writer.finish();
    assertThat(account.cap()).isGreaterThan(1);
    assertAcknowledgedOnce(400);
  }

  @Test
  void the_wait_before_another_attempt_is_not_latency() throws InterruptedException {
    PermitAccount account = new FairPermits(64, 1 << 20, timer.now::get).account("toys", 1);
    account.cap(8, Duration.ofMillis(1));
    server.script(firstTimes(5, Trouble.UNAVAILABLE));
    RowWriter writer = writer(session, account, 4, RETRY_FOR, timer, timer.now::get);

    for (int id = 0; id < 40; id += 4) {
      write(writer, id, 4);
      writer.finish();
    }

    assertAcknowledgedOnce(40);
    assertThat(timer.waits()).hasSize(50);
    assertThat(account.cap()).isEqualTo(8);
  }

  @Test
  void a_run_waits_for_its_own_requests_and_not_for_those_of_another() throws Exception {
    PermitAccount account = TestingShares.account(4, () -> 0L);
    server.script(
        asked ->
            asked.kind() != Kind.PREPARE && asked.ints(ID).contains(0)
                ? PrimeDsl.overloaded("full")
                : ScriptedServer.taken());
    PatientTimer held = new PatientTimer();
    RowWriter stuck = writer(session, account, 1, RETRY_FOR, held, () -> 0L);
    write(stuck, 0, 1);
    awaitThat(() -> held.size() == 1);

    RowWriter other = writer(session, account, 1, RETRY_FOR, timer, () -> 0L);
    write(other, 1, 20);
    other.finish();

    assertThat(told).hasSize(20);
    assertThat(account.inFlight()).as("it keeps its permit").isOne();
    server.script(asked -> ScriptedServer.taken());
    held.runOne();
    stuck.finish();
    assertAcknowledgedOnce(21);
    assertThat(account.inFlight()).isZero();
    held.shutdownNow();
  }

  @Test
  void a_server_that_stays_overloaded_gets_fewer_and_fewer_requests() throws InterruptedException {
    List<Long> times = new ArrayList<>();
    Function<Asked, Result> busy = firstTimes(9, Trouble.OVERLOADED);
    server.script(
        asked -> {
          if (asked.kind() != Kind.PREPARE) {
            times.add(timer.now.get());
          }
          return busy.apply(asked);
        });
    RowWriter writer = writer(1, 4);

    write(writer, 0, 4);
    writer.finish();

    assertThat(times).hasSize(10);
    long firstHalf = times.get(5) - times.get(0);
    long secondHalf = times.get(9) - times.get(5);
    assertThat(secondHalf).isGreaterThan(firstHalf * 8);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void connections_that_are_closed_on_a_request_are_opened_again(boolean all)
      throws InterruptedException {
    try (ScriptedServer fragile = newServer();
        CqlSession own = fragile.open(Duration.ofSeconds(10))) {
      AtomicInteger asks = new AtomicInteger();
      fragile.script(
          asked -> {
            if (asked.kind() == Kind.PREPARE || asks.getAndIncrement() > 0) {
              return ScriptedServer.taken();
            }
            return all ? ScriptedServer.hangUpOnAll() : ScriptedServer.hangUp();
          });
      ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1);
      RowWriter writer = writer(own, 2, 4, RETRY_FOR, clock, System::nanoTime);

      write(writer, 0, 24);
      writer.finish();

      clock.shutdownNow();
      assertAcknowledgedOnce(24);
      assertThat(asks).as("only what was cut off is sent again").hasValueBetween(7, 9);
    }
  }

  @Test
  void a_server_that_goes_away_and_comes_back_gets_every_row() throws InterruptedException {
    try (ScriptedServer fragile = newServer();
        CqlSession own = fragile.open(Duration.ofSeconds(10))) {
      CompletableFuture<Void> refused = new CompletableFuture<>();
      ScheduledThreadPoolExecutor clock =
          new ScheduledThreadPoolExecutor(1) {
            @Override
            public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
              refused.complete(null);
              return super.schedule(command, delay, unit);
            }
          };
      RowWriter writer = writer(own, 16, 4, RETRY_FOR, clock, System::nanoTime);
      write(writer, 0, 8);
      fragile.goAway();
      write(writer, 8, 16);
      refused.join();
      fragile.comeBack();
      writer.finish();

      clock.shutdownNow();
      assertAcknowledgedOnce(24);
    }
  }

  @Test
  void a_server_that_stays_away_ends_the_run_and_the_error_says_so() throws InterruptedException {
    try (ScriptedServer fragile = newServer();
        CqlSession own = fragile.open(Duration.ofSeconds(10))) {
      RowWriter writer = writer(own, 1, 4, RETRY_FOR, timer, timer.now::get);
      writer.check(ITEMS);
      fragile.goAway();
      awaitThat(
          () ->
              own.getMetadata().getNodes().values().stream()
                  .allMatch(node -> node.getOpenConnections() == 0));
      write(writer, 0, 4);

      assertThatThrownBy(writer::finish)
          .isInstanceOfSatisfying(
              EngineException.class,
              e -> assertThat(e.code()).isEqualTo(FailureCode.CASSANDRA_OVERLOADED))
          .hasMessageStartingWith(
              "Cassandra did not accept a write within 30 s (17 attempts), last answer: ");
      assertThat(told).isEmpty();
    }
  }

  @Test
  void slow_answers_are_waited_for() throws InterruptedException {
    server.script(asked -> ScriptedServer.late(Duration.ofMillis(300), ScriptedServer.taken()));
    RowWriter writer = writer(6, 4);

    write(writer, 0, 24);
    writer.finish();

    assertAcknowledgedOnce(24);
    assertThat(timer.waits()).isEmpty();
    assertThat(server.asked(Kind.BATCH)).hasSize(6);
  }

  @Test
  void an_answer_that_comes_too_late_is_asked_for_again_and_counts_once()
      throws InterruptedException {
    try (CqlSession own = server.open(Duration.ofMillis(250))) {
      server.script(
          firstTimes(2, () -> ScriptedServer.late(Duration.ofMillis(400), ScriptedServer.taken())));
      RowWriter writer = writer(own, 6, 4, Duration.ofHours(1), timer, timer.now::get);

      write(writer, 0, 24);
      writer.finish();

      assertAcknowledgedOnce(24);
      assertThat(server.asked(Kind.BATCH)).hasSize(18);
      assertThat(timer.waits()).hasSize(12);
    }
  }

  @Test
  void a_request_that_is_never_answered_ends_the_run_and_the_error_says_so()
      throws InterruptedException {
    try (CqlSession own = server.open(Duration.ofMillis(50))) {
      RowWriter writer = writer(own, 1, 4, RETRY_FOR, timer, timer.now::get);
      writer.check(ITEMS);
      server.script(asked -> PrimeDsl.noResult());
      write(writer, 0, 4);

      assertThatThrownBy(writer::finish)
          .isInstanceOfSatisfying(
              EngineException.class,
              e -> assertThat(e.code()).isEqualTo(FailureCode.CASSANDRA_OVERLOADED))
          .hasMessage(
              "Cassandra did not accept a write within 30 s (17 attempts), last answer: Query timed"
                  + " out after PT0.05S (DriverTimeoutException)");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"unauthorized", "syntax error", "truncate error"})
  void what_no_later_attempt_can_mend_ends_the_run_at_once(String what)
      throws InterruptedException {
    server.script(
        firstTimes(
            Integer.MAX_VALUE,
            () ->
                switch (what) {
                  case "unauthorized" -> PrimeDsl.unauthorized("ada may not");
                  case "syntax error" -> PrimeDsl.syntaxError("ada may not");
                  default -> PrimeDsl.truncateError("ada may not");
                }));
    RowWriter writer = writer(1, 4);
    write(writer, 0, 4);

    assertThatThrownBy(writer::finish)
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.CASSANDRA_WRITE))
        .hasMessageStartingWith("Cassandra refuses to write: ")
        .hasMessageContaining("ada may not");
    assertThat(told).isEmpty();
    assertThat(timer.waits()).isEmpty();
    assertThat(server.asked(Kind.BATCH)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "0", "7", "2 3", "0 7", "0 1 2 3 4 5 6 7"})
  void only_the_rows_that_the_server_refuses_are_refused(String refused)
      throws InterruptedException {
    Set<Integer> bad = ids(refused);
    server.script(
        asked ->
            asked.kind() != Kind.PREPARE && asked.ints(ID).stream().anyMatch(bad::contains)
                ? PrimeDsl.invalid("no such day")
                : ScriptedServer.taken());
    RowWriter writer = writer(1, 8);

    write(writer, 0, 8);
    writer.finish();

    assertThat(told).hasSize(8).doesNotHaveDuplicates();
    for (int id = 0; id < 8; id++) {
      assertThat(told)
          .contains(
              bad.contains(id)
                  ? "r"
                      + id
                      + " refused: null: Cassandra refuses the row: no such day"
                      + " (InvalidQueryException)"
                  : "r" + id + " acknowledged");
    }
    assertThat(timer.waits()).isEmpty();
  }

  @Test
  void a_request_that_is_too_large_is_cut_until_its_parts_are_taken() throws InterruptedException {
    server.script(
        asked ->
            asked.rows().size() > 2
                ? PrimeDsl.protocolError("Request is too big")
                : ScriptedServer.taken());
    RowWriter writer = writer(1, 8);

    write(writer, 0, 8);
    writer.finish();

    assertAcknowledgedOnce(8);
    assertThat(server.asked(Kind.BATCH))
        .extracting(asked -> asked.rows().size())
        .containsExactly(8, 4, 2, 2, 4, 2, 2);
  }

  @Test
  void the_parts_of_a_request_that_was_cut_are_tried_again_each_for_itself()
      throws InterruptedException {
    Function<Asked, Result> busy = firstTimes(2, Trouble.OVERLOADED);
    server.script(
        asked -> {
          if (asked.kind() == Kind.PREPARE) {
            return ScriptedServer.taken();
          }
          Result first = busy.apply(asked);
          if (!(first instanceof VoidResult)) {
            return first;
          }
          return asked.ints(ID).contains(3)
              ? PrimeDsl.invalid("no such day")
              : ScriptedServer.taken();
        });
    RowWriter writer = writer(2, 4);

    write(writer, 0, 16);
    writer.finish();

    assertThat(told).hasSize(16).doesNotHaveDuplicates();
    assertThat(told)
        .filteredOn(each -> each.contains("refused"))
        .containsExactly(
            "r3 refused: null: Cassandra refuses the row: no such day (InvalidQueryException)");
  }

  @Test
  void an_insert_that_cannot_be_prepared_at_first_is_prepared_later() throws InterruptedException {
    AtomicInteger asks = new AtomicInteger();
    server.script(
        asked ->
            asks.incrementAndGet() <= 2 ? PrimeDsl.overloaded("full") : ScriptedServer.taken());
    // Of its own, for a session prepares the same statement only once.
    try (CqlSession own = server.open(Duration.ofSeconds(10))) {
      RowWriter writer = writer(own, 1, 4, RETRY_FOR, timer, System::nanoTime);

      write(writer, 0, 12);
      writer.finish();

      assertAcknowledgedOnce(12);
      assertThat(server.asked(Kind.PREPARE)).hasSize(3);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"overloaded", "unauthorized", "invalid"})
  void an_insert_that_cannot_be_prepared_ends_the_run_and_the_error_says_why(String what)
      throws InterruptedException {
    server.script(
        asked ->
            switch (what) {
              case "overloaded" -> PrimeDsl.overloaded("ada may not");
              case "unauthorized" -> PrimeDsl.unauthorized("ada may not");
              default -> PrimeDsl.invalid("ada may not");
            });
    try (CqlSession own = server.open(Duration.ofSeconds(10))) {
      RowWriter writer = writer(own, 1, 4, Duration.ofSeconds(1), timer, System::nanoTime);

      assertThatThrownBy(() -> writer.check(ITEMS))
          .isInstanceOfSatisfying(
              EngineException.class,
              e -> assertThat(e.code()).isEqualTo(FailureCode.CASSANDRA_UNREACHABLE))
          .hasMessageStartingWith("The insert into toys.items cannot be prepared: ")
          .hasMessageContaining("ada may not");
      int asks = server.asked(Kind.PREPARE).size();
      if (what.equals("overloaded")) {
        assertThat(asks).isBetween(2, 10);
      } else {
        assertThat(asks).isEqualTo(1);
      }
    }
  }

  @Test
  void a_statement_that_the_server_has_forgotten_is_prepared_again() throws InterruptedException {
    RowWriter writer = writer(1, 4);
    writer.check(ITEMS);
    boolean[] knows = {false};
    server.script(
        asked -> {
          knows[0] |= asked.kind() == Kind.PREPARE;
          return knows[0] ? ScriptedServer.taken() : ScriptedServer.unprepared(asked);
        });

    write(writer, 0, 12);
    writer.finish();

    assertAcknowledgedOnce(12);
    assertThat(timer.waits()).isEmpty();
    assertThat(server.asked(Kind.PREPARE)).hasSize(1);
  }

  @Test
  void a_forgotten_statement_that_cannot_be_prepared_yet_is_prepared_later()
      throws InterruptedException {
    RowWriter writer = writer(1, 4);
    writer.check(ITEMS);
    AtomicInteger prepares = new AtomicInteger();
    server.script(
        asked -> {
          if (asked.kind() == Kind.PREPARE) {
            return prepares.incrementAndGet() <= 2
                ? PrimeDsl.overloaded("full")
                : ScriptedServer.taken();
          }
          return prepares.get() > 2 ? ScriptedServer.taken() : ScriptedServer.unprepared(asked);
        });

    write(writer, 0, 4);
    writer.finish();

    assertAcknowledgedOnce(4);
    assertThat(timer.waits()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "table items does not exist",
        "unconfigured table items",
        "keyspace toys does not exist",
        "Undefined column name name in table toys.items"
      })
  void a_table_that_is_changed_under_a_run_ends_it_and_no_row_is_to_blame(String answer)
      throws InterruptedException {
    RowWriter writer = writer(1, 4);
    writer.check(ITEMS);
    server.script(
        asked ->
            asked.kind() == Kind.PREPARE
                ? PrimeDsl.invalid(answer)
                : ScriptedServer.unprepared(asked));
    write(writer, 0, 4);

    assertThatThrownBy(writer::finish)
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.CASSANDRA_WRITE))
        .hasMessage("Cassandra refuses to write: " + answer + " (InvalidQueryException)");
    assertThat(told).isEmpty();
  }

  @Test
  void each_part_of_a_request_that_was_cut_has_the_whole_time_for_retries()
      throws InterruptedException {
    Map<Integer, Integer> asks = new HashMap<>();
    server.script(
        asked -> {
          if (asked.kind() == Kind.PREPARE) {
            return ScriptedServer.taken();
          }
          if (asked.rows().size() == 4) {
            return PrimeDsl.protocolError("Request is too big");
          }
          // Thirteen attempts take 17 s.
          return asks.merge(asked.ints(ID).get(0), 1, Integer::sum) < 13
              ? PrimeDsl.overloaded("full")
              : ScriptedServer.taken();
        });
    RowWriter writer = writer(1, 4);

    write(writer, 0, 4);
    writer.finish();

    assertAcknowledgedOnce(4);
  }

  /** Answers each request for the first few times with a trouble, then takes it. */
  private static Function<Asked, Result> firstTimes(int times, Trouble trouble) {
    return firstTimes(times, trouble::answer);
  }

  private static Function<Asked, Result> firstTimes(int times, Supplier<Result> trouble) {
    Map<List<Integer>, Integer> seen = new HashMap<>();
    return asked -> {
      if (asked.kind() == Kind.PREPARE || seen.merge(asked.ints(ID), 1, Integer::sum) > times) {
        return ScriptedServer.taken();
      }
      return trouble.get();
    };
  }

  private static Set<Integer> ids(String text) {
    Set<Integer> ids = new HashSet<>();
    for (String id : text.split(" ", -1)) {
      ids.add(Integer.valueOf(id));
    }
    return ids;
  }

  private static List<Integer> idsAsked() {
    return server.asked().stream()
        .filter(asked -> asked.kind() != Kind.PREPARE)
        .flatMap(asked -> asked.ints(ID).stream())
        .toList();
  }

  private static void awaitThat(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      Thread.onSpinWait();
    }
  }

  private void assertAcknowledgedOnce(int rows) {
    assertThat(told)
        .containsExactlyInAnyOrder(
            IntStream.range(0, rows)
                .mapToObj(id -> "r" + id + " acknowledged")
                .toArray(String[]::new));
  }

  private RowWriter writer(int inFlight, int batchRows) {
    return writer(session, inFlight, batchRows, RETRY_FOR, timer, timer.now::get);
  }

  private RowWriter writer(
      CqlSession session,
      int inFlight,
      int batchRows,
      Duration retryFor,
      ScheduledExecutorService timer,
      LongSupplier nanoTime) {
    PermitAccount account = TestingShares.account(inFlight, nanoTime);
    return writer(session, account, batchRows, retryFor, timer, nanoTime);
  }

  private RowWriter writer(
      CqlSession session,
      PermitAccount account,
      int batchRows,
      Duration retryFor,
      ScheduledExecutorService timer,
      LongSupplier nanoTime) {
    return new RowWriter(
        session,
        "toys",
        NamePatterns.any(),
        new WriteSettings(
            "LOCAL_QUORUM",
            Nulls.UNSET,
            1 << 20,
            1 << 20,
            batchRows,
            4_096,
            Duration.ofHours(1),
            retryFor,
            WritePath.CQL),
        BatchThresholds.DEFAULT,
        16 << 20,
        account,
        1,
        timer,
        nanoTime,
        random);
  }

  /** Writes rows of one partition, so that as many share a request as may. */
  private void write(RowWriter writer, int first, int count) throws InterruptedException {
    for (int id = first; id < first + count; id++) {
      writer.write(new TestingRows.Origin("r" + id, told), ITEMS.row("s", id, "name " + id));
    }
  }

  /** Does at once what is to be done later, and lets its clock leap over the wait. */
  private static final class LeapingTimer extends ScheduledThreadPoolExecutor {

    private final AtomicLong now = new AtomicLong();
    private final List<Duration> waits = Collections.synchronizedList(new ArrayList<>());

    LeapingTimer() {
      super(1);
    }

    List<Duration> waits() {
      synchronized (waits) {
        return List.copyOf(waits);
      }
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
      waits.add(Duration.ofNanos(unit.toNanos(delay)));
      now.addAndGet(unit.toNanos(delay));
      return super.schedule(command, 0, TimeUnit.NANOSECONDS);
    }
  }

  /** Does what is to be done later only when it is told to. */
  private static final class PatientTimer extends ScheduledThreadPoolExecutor {

    private final Queue<Runnable> held = new ArrayDeque<>();

    PatientTimer() {
      super(1);
    }

    synchronized int size() {
      return held.size();
    }

    void runOne() {
      Runnable next;
      synchronized (this) {
        next = held.remove();
      }
      next.run();
    }

    @Override
    public synchronized ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
      held.add(command);
      return super.schedule(() -> {}, 0, TimeUnit.NANOSECONDS);
    }
  }
}
