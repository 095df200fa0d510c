package io.mysimbdp.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mysimbdp.engine.CassandraServer;
import io.mysimbdp.engine.TestingProfiles;
import io.mysimbdp.engine.admission.Charge;
import io.mysimbdp.engine.admission.Decision;
import io.mysimbdp.engine.config.NamePatterns;
import io.mysimbdp.engine.run.Counts;
import io.mysimbdp.engine.run.FileResult;
import io.mysimbdp.engine.run.PluginRef;
import io.mysimbdp.engine.run.Run;
import io.mysimbdp.engine.run.RunFile;
import io.mysimbdp.engine.schema.SchemaInstaller;
import io.mysimbdp.engine.staging.FileStamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The ledger on a real Cassandra. */
class LedgerTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123Z");
  private static final RunFile FILE =
      new RunFile("a.tsv", "a.tsv", "00ff", new FileStamp(7, 1, ""));
  private static final FileResult DONE =
      new FileResult(
          "a.tsv", FileResult.State.DONE, new Counts(3, 5, 1, 0, 7), null, null, null, null);

  private static final AtomicInteger TENANTS = new AtomicInteger();
  private static String keyspace = "";

  private final String tenant = "toys" + TENANTS.incrementAndGet();
  private Instant now = NOW;
  private final Ledger ledger = Ledger.open(CassandraServer.session(), keyspace, () -> now);

  @BeforeAll
  static void create_tables() {
    keyspace = CassandraServer.newKeyspace("ledger");
    new SchemaInstaller()
        .ensure(
            CassandraServer.session(),
            keyspace,
            Map.of("class", "SimpleStrategy", "replication_factor", "1"),
            NamePatterns.any(),
            Ledger.schema(),
            "the ledger");
  }

  @Test
  void a_file_is_done_and_charged_in_one() {
    Run run = run("run1");
    ledger.begin(run, FILE);
    assertThat(ledger.find(tenant, "00ff").orElseThrow().state()).isEqualTo(FileState.RUNNING);
    assertThat(ledger.charges(tenant, NOW.minus(Duration.ofDays(30)))).isEmpty();

    ledger.done(run, FILE, DONE, new Charge(NOW, 1, 7, 5));

    assertThat(ledger.find(tenant, "00ff").orElseThrow().state()).isEqualTo(FileState.DONE);
    assertThat(ledger.charges(tenant, NOW.minus(Duration.ofDays(30))))
        .containsExactly(new Charge(NOW, 1, 7, 5));
    assertThat(ledger.charges("games", NOW.minus(Duration.ofDays(30)))).isEmpty();
  }

  @Test
  void a_commit_that_is_repeated_charges_nothing_again() {
    Run run = run("run1");

    ledger.done(run, FILE, DONE, new Charge(NOW, 1, 7, 5));
    ledger.done(run, FILE, DONE, new Charge(NOW, 1, 7, 5));
    ledger.done(run, FILE, DONE, new Charge(NOW, 2, 10, 9));

    assertThat(ledger.charges(tenant, NOW)).containsExactly(new Charge(NOW, 2, 10, 9));
  }

  @Test
  void charges_are_read_over_the_days_from_the_instant_on() {
    List<Instant> times =
        IntStream.range(0, 5).mapToObj(day -> NOW.plus(Duration.ofDays(day))).toList();
    for (Instant time : times) {
      ledger.done(run("run" + time), FILE, DONE, new Charge(time, 1, 7, 5));
    }
    now = times.get(4).plusSeconds(1);

    assertThat(ledger.charges(tenant, times.get(2)))
        .extracting(Charge::at)
        .containsExactly(times.get(2), times.get(3), times.get(4));
    assertThat(ledger.charges(tenant, times.get(2).plusMillis(1))).hasSize(2);
  }

  @Test
  void a_file_is_done_only_with_its_charge() {
    assertThatThrownBy(() -> ledger.finish(run("run1"), FILE, FileState.DONE, DONE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void decisions_are_kept_the_newest_first() {
    Instant later = Instant.parse("2026-03-02T00:00:00Z");
    ledger.keep(
        tenant,
        List.of(
            new Judged("a.tsv", new Decision.Deferred("r1", "l1", "a1", later, "wait")),
            new Judged("b.tsv", Decision.ADMITTED)));
    now = NOW.plusSeconds(60);
    ledger.keep(tenant, List.of(new Judged("a.tsv", new Decision.Refused("r2", "l2", "a2", "no"))));

    assertThat(ledger.decisions(tenant, "a.tsv", 10))
        .containsExactly(
            new FileDecision(tenant, "a.tsv", now, "refused", "r2", "l2", "a2", null, "no"),
            new FileDecision(tenant, "a.tsv", NOW, "deferred", "r1", "l1", "a1", later, "wait"));
    assertThat(ledger.decisions(tenant, "a.tsv", 1)).hasSize(1);
    assertThat(ledger.decisions(tenant, "b.tsv", 10))
        .containsExactly(
            new FileDecision(tenant, "b.tsv", NOW, "admitted", null, null, null, null, null));
    assertThat(ledger.decisions("games", "a.tsv", 10)).isEmpty();
  }

  @Test
  void thousands_of_decisions_are_kept_at_once() {
    List<Judged> many =
        IntStream.range(0, 3_000).mapToObj(i -> new Judged("f" + i, Decision.ADMITTED)).toList();

    ledger.keep(tenant, many);

    assertThat(ledger.decisions(tenant, "f2999", 10)).hasSize(1);
  }

  private Run run(String id) {
    return new Run(
        id,
        TestingProfiles.of(tenant, ""),
        new PluginRef("toys", "1.0.0", "toys.jar", "0"),
        "toys",
        List.of(FILE),
        1);
  }
}
