package io.mysimbdp.engine.ledger;

import static com.datastax.oss.simulacron.common.codec.ConsistencyLevel.LOCAL_QUORUM;
import static com.datastax.oss.simulacron.common.codec.ConsistencyLevel.LOCAL_SERIAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.protocol.internal.ProtocolConstants;
import com.datastax.oss.protocol.internal.response.error.CASWriteUnknown;
import com.datastax.oss.simulacron.common.codec.RequestFailureReason;
import com.datastax.oss.simulacron.common.codec.WriteType;
import com.datastax.oss.simulacron.common.result.Result;
import com.datastax.oss.simulacron.common.stubbing.PrimeDsl;
import io.mysimbdp.engine.ScriptedServer;
import io.mysimbdp.engine.ScriptedServer.Kind;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.session.Retries;
import io.mysimbdp.engine.time.Backoff;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The ledger's way to Cassandra against a server that answers with errors, or loses answers. */
@Timeout(20)
class FaultyLedgerTest {

  private static final String CHANGE = "UPDATE toys.t SET a = 1 WHERE k = 1 IF a = 0";
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static ScriptedServer server;
  private static CqlSession session;

  private final List<Duration> waits = new ArrayList<>();
  private long now;

  private interface Answer {
    Result get();
  }

  /** What a busy server says, or one that does not know how a transaction ended. */
  enum Trouble {
    OVERLOADED,
    IS_BOOTSTRAPPING,
    UNAVAILABLE,
    WRITE_TIMEOUT_OF_A_TRANSACTION,
    OUTCOME_UNKNOWN,
    READ_TIMEOUT,
    READ_FAILURE,
    WRITE_FAILURE,
    SERVER_ERROR;

    Result answer() {
      return switch (this) {
        case OVERLOADED -> PrimeDsl.overloaded("full");
        case IS_BOOTSTRAPPING -> PrimeDsl.isBootstrapping();
        case UNAVAILABLE -> PrimeDsl.unavailable(LOCAL_SERIAL, 2, 1);
        case WRITE_TIMEOUT_OF_A_TRANSACTION ->
            PrimeDsl.writeTimeout(LOCAL_SERIAL, 1, 2, WriteType.CAS);
        case OUTCOME_UNKNOWN ->
            ScriptedServer.message(
                new CASWriteUnknown(
                    "CAS operation result is unknown",
                    ProtocolConstants.ConsistencyLevel.LOCAL_SERIAL,
                    1,
                    2));
        case READ_TIMEOUT -> PrimeDsl.readTimeout(LOCAL_SERIAL, 1, 2, false);
        case READ_FAILURE ->
            PrimeDsl.readFailure(
                LOCAL_SERIAL,
                1,
                2,
                Map.of(InetAddress.getLoopbackAddress(), RequestFailureReason.UNKNOWN),
                false);
        case WRITE_FAILURE ->
            PrimeDsl.writeFailure(
                LOCAL_QUORUM,
                1,
                2,
                Map.of(InetAddress.getLoopbackAddress(), RequestFailureReason.UNKNOWN),
                WriteType.CAS);
        case SERVER_ERROR -> PrimeDsl.serverError("java.lang.Bug");
      };
    }
  }

  @BeforeAll
  static void start_server() throws InterruptedException {
    server = ScriptedServer.start();
    server.table(
        "toys",
        "tenant_lease",
        1,
        0,
        "tenant varchar",
        "engine_id varchar",
        "fencing_token bigint",
        "last_write_micros bigint");
    session = server.open(Duration.ofSeconds(10));
  }

  @AfterAll
  static void stop_server() {
    session.close();
    server.close();
  }

  @ParameterizedTest
  @EnumSource
  void a_server_in_trouble_is_asked_again_until_it_answers(Trouble trouble) {
    answer(trouble::answer, trouble::answer, () -> applied(true));

    assertThat(durable(session).applied(Durable.conditional(CHANGE))).isTrue();

    assertThat(server.asked(Kind.QUERY)).hasSize(3).allMatch(a -> a.cql().equals(CHANGE));
    assertThat(waits).containsExactly(Duration.ofNanos(27_500_000), Duration.ofMillis(55));
  }

  @Test
  void a_transaction_whose_connection_was_closed_is_asked_for_on_another()
      throws InterruptedException {
    try (CqlSession own = server.open(Duration.ofSeconds(10))) {
      answer(ScriptedServer::hangUp, () -> applied(true));

      assertThat(durable(own).applied(Durable.conditional(CHANGE))).isTrue();
      assertThat(server.asked(Kind.QUERY)).hasSize(2);
      assertThat(waits).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_server_that_stays_in_trouble_is_given_up_when_the_patience_is_over(Trouble trouble) {
    server.script(asked -> trouble.answer());

    assertThatThrownBy(() -> durable(session).execute(Durable.conditional(CHANGE)))
        .isInstanceOfSatisfying(
            EngineException.class,
            e -> assertThat(e.code()).isEqualTo(FailureCode.CASSANDRA_UNREACHABLE))
        .hasMessageStartingWith("The ledger cannot be read or written: ");

    assertThat(waits.stream().reduce(Duration.ZERO, Duration::plus))
        .isBetween(PATIENCE.minusSeconds(5), PATIENCE);
    assertThat(waits.size()).isBetween(5, 15);
    assertThat(server.asked(Kind.QUERY)).hasSize(waits.size() + 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"unauthorized", "invalid", "syntax error"})
  void what_no_later_attempt_can_mend_is_told_at_once(String what) {
    server.script(
        asked ->
            switch (what) {
              case "unauthorized" -> PrimeDsl.unauthorized("ada may not");
              case "invalid" -> PrimeDsl.invalid("ada may not");
              default -> PrimeDsl.syntaxError("ada may not");
            });

    assertThatThrownBy(() -> durable(session).execute(Durable.statement("SELECT a FROM toys.t")))
        .isInstanceOfSatisfying(
            EngineException.class,
            e -> assertThat(e.code()).isEqualTo(FailureCode.CASSANDRA_UNREACHABLE))
        .hasMessage("The ledger cannot be read or written: ada may not");
    assertThat(waits).isEmpty();
    assertThat(server.asked(Kind.QUERY)).hasSize(1);
  }

  @Test
  void an_interrupt_ends_the_waiting_and_stays_set() {
    server.script(asked -> PrimeDsl.overloaded("full"));
    Durable interrupted =
        new Durable(
            session,
            new Retries(
                new Backoff(Duration.ofMillis(50), Duration.ofSeconds(5), () -> 0.5),
                time -> {
                  throw new InterruptedException();
                },
                () -> now,
                PATIENCE));

    assertThatThrownBy(() -> interrupted.execute(Durable.statement("SELECT a FROM toys.t")))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("full");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(server.asked(Kind.QUERY)).hasSize(1);
  }

  @Test
  void a_lease_that_was_taken_although_the_answer_was_lost_is_held() {
    Leases leases = leases();
    answer(
        () -> lease(null, 4),
        Trouble.WRITE_TIMEOUT_OF_A_TRANSACTION::answer,
        () -> applied(false),
        () -> lease("me", 5));

    Lease lease = leases.acquire("games", null).orElseThrow();

    assertThat(lease.token()).isEqualTo(5);
    assertThat(server.asked())
        .extracting(asked -> asked.kind())
        .containsExactly(Kind.EXECUTE, Kind.BATCH, Kind.BATCH, Kind.EXECUTE);
    assertThat(waits).hasSize(1);
  }

  @Test
  void a_lease_that_another_engine_took_while_the_answer_was_lost_is_not_held() {
    Leases leases = leases();
    answer(
        () -> lease(null, 4),
        Trouble.OUTCOME_UNKNOWN::answer,
        () -> applied(false),
        () -> lease("another", 5));

    assertThat(leases.acquire("games", null)).isEmpty();
  }

  @Test
  void a_renewal_whose_answer_was_lost_is_asked_for_again() {
    Leases leases = leases();
    answer(
        Trouble.WRITE_TIMEOUT_OF_A_TRANSACTION::answer,
        Trouble.UNAVAILABLE::answer,
        () -> applied(true));

    assertThat(leases.renew(new Lease("games", "me", 5, 0))).isTrue();
    assertThat(server.asked(Kind.EXECUTE)).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({"me, 5, true", "me, 6, false", "another, 6, false"})
  void a_lease_that_is_neither_renewed_nor_taken_again_is_lost_unless_it_is_held(
      String holder, long token, boolean isHeld) {
    Leases leases = leases();
    answer(
        () -> applied(false),
        Trouble.WRITE_TIMEOUT_OF_A_TRANSACTION::answer,
        () -> applied(false),
        () -> lease(holder, token));

    assertThat(leases.renew(new Lease("games", "me", 5, 0))).isEqualTo(isHeld);
  }

  @Test
  void write_times_cannot_be_noted_under_a_lease_that_is_lost() {
    Leases leases = leases();
    answer(Trouble.OVERLOADED::answer, () -> applied(false));

    assertThatThrownBy(() -> leases.noteWrites(new Lease("games", "me", 5, 0), 7))
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.LEASE_LOST));
  }

  @Test
  void what_cannot_be_prepared_at_first_is_prepared_later() throws InterruptedException {
    AtomicInteger asks = new AtomicInteger();
    server.script(
        asked ->
            asks.incrementAndGet() <= 2 ? PrimeDsl.overloaded("full") : ScriptedServer.taken());
    // Of its own, for a session prepares the same statement only once.
    try (CqlSession own = server.open(Duration.ofSeconds(10))) {
      Durable durable =
          new Durable(
              own,
              new Retries(
                  new Backoff(Duration.ofMillis(50), Duration.ofSeconds(5), () -> 0.5),
                  time -> {
                    // The driver remembers a failure for a moment longer than it takes to tell it.
                    TimeUnit.NANOSECONDS.sleep(time.toNanos());
                    waits.add(time);
                  },
                  System::nanoTime,
                  PATIENCE));

      Leases leases =
          durable.again(() -> new Leases(durable, "toys", "me", Duration.ofSeconds(30)));

      assertThat(waits).hasSize(2);
      answer(() -> applied(true));
      assertThat(leases.renew(new Lease("games", "me", 5, 0))).isTrue();
    }
  }

  @Test
  void a_call_is_measured_once_with_its_attempts_and_waits_and_those_of_leases_apart() {
    List<String> measured = new ArrayList<>();
    LedgerMeter meter =
        new LedgerMeter() {
          @Override
          public void called(Part part, long nanos, int attempts, boolean isAnswered) {
            measured.add(part + " " + nanos / 1_000_000 + " " + attempts + " " + isAnswered);
          }
        };
    Durable durable = durable(session, meter);
    answer(
        Trouble.OVERLOADED::answer,
        Trouble.UNAVAILABLE::answer,
        () -> applied(true),
        () -> applied(true));

    durable.execute(Durable.statement("SELECT a FROM toys.t"));
    durable.ofLeases().execute(Durable.statement("SELECT a FROM toys.t"));
    long waited = waits.stream().mapToLong(Duration::toMillis).sum();

    server.script(asked -> PrimeDsl.invalid("never"));
    assertThatThrownBy(() -> durable.execute(Durable.statement("SELECT a FROM toys.t")))
        .isInstanceOf(EngineException.class);

    assertThat(waited).isPositive();
    assertThat(measured)
        .containsExactly("LEDGER " + waited + " 3 true", "LEASE 0 1 true", "LEDGER 0 1 false");
  }

  private Leases leases() {
    server.script(asked -> ScriptedServer.taken());
    return new Leases(durable(session), "toys", "me", Duration.ofSeconds(30));
  }

  private Durable durable(CqlSession session) {
    return durable(session, LedgerMeter.NONE);
  }

  private Durable durable(CqlSession session, LedgerMeter meter) {
    return new Durable(
        session,
        new Retries(
            new Backoff(Duration.ofMillis(50), Duration.ofSeconds(5), () -> 0.5),
            time -> {
              waits.add(time);
              now += time.toNanos();
            },
            () -> now,
            PATIENCE),
        meter,
        () -> now);
  }

  /** Gives these answers in turn, and none after them. */
  private static void answer(Answer... answers) {
    Queue<Answer> left = new ArrayDeque<>(List.of(answers));
    server.script(
        asked -> asked.kind() == Kind.PREPARE ? ScriptedServer.taken() : left.remove().get());
  }

  private static Result applied(boolean applied) {
    return PrimeDsl.rows().columnTypes("[applied]", "boolean").row("[applied]", applied).build();
  }

  private static Result lease(@Nullable String engineId, long token) {
    return PrimeDsl.rows()
        .columnTypes(
            "engine_id",
            "varchar",
            "fencing_token",
            "bigint",
            "last_write_micros",
            "bigint",
            "left",
            "int")
        .row(
            "engine_id",
            engineId,
            "fencing_token",
            token,
            "last_write_micros",
            0L,
            "left",
            engineId == null ? null : 30)
        .build();
  }
}
