package io.mysimbdp.engine.rehearsal;

import static io.mysimbdp.engine.rehearsal.ScriptedStage.done;
import static io.mysimbdp.engine.rehearsal.ScriptedStage.failed;
import static io.mysimbdp.engine.rehearsal.ScriptedStage.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.mysimbdp.engine.config.Dialect;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What checks conclude from what they see; that they see it is for the tests of the program. */
class RehearsalTest {

  @TempDir private Path folder;
  private ScriptedStage stage;

  @BeforeEach
  void plain() throws IOException {
    Path file = Files.writeString(folder.resolve("a.csv"), "id,n\n1,1\n2,1\n3,1\n");
    stage = new ScriptedStage(Sample.of(file, Dialect.csv(), 10, 1 << 20));
  }

  @Test
  void where_the_plain_run_fails_nothing_else_is_tried() throws InterruptedException {
    stage.runs(failed("a-plain.csv", "no such table")).holds(rows());

    List<CheckReport> reports = rehearse(() -> false);

    assertThat(finding(reports, "plain").verdict()).isEqualTo(Verdict.FAILED);
    assertThat(finding(reports, "plain").seen()).isEqualTo("a-plain.csv: no such table");
    assertThat(reports).hasSize(Rehearsal.checks().size());
    assertThat(finding(reports, "killed").seen()).isEqualTo("not made: the plain run has failed");
  }

  @Test
  void an_empty_table_after_a_plain_run_is_no_success() throws InterruptedException {
    stage.runs(done("a-plain.csv", 3, 3, 0)).holds(rows());

    assertThat(finding(rehearse(() -> false, "plain"), "plain").verdict())
        .isEqualTo(Verdict.FAILED);
  }

  @Test
  void rows_under_new_keys_fail_the_repeated_run_and_are_held_against_no_other_check()
      throws InterruptedException {
    plainRun();
    stage.runs(done("f", 3, 0, 0)).runs(done("g", 3, 0, 0), done("h", 3, 0, 0));
    stage.holds(rows("1", "2", "3", "91", "92", "93"));
    stage.killed(true, true, true).runs(done("k", 3, 0, 0)).holds(rows("94", "95", "96", "97"));

    List<CheckReport> reports = rehearse(() -> false, "repeated", "killed");

    assertThat(finding(reports, "repeated").verdict()).isEqualTo(Verdict.FAILED);
    assertThat(finding(reports, "repeated").seen())
        .contains("3 rows too many, with new values in id");
    assertThat(finding(reports, "killed").verdict()).isEqualTo(Verdict.NOT_APPLICABLE);
  }

  @Test
  void other_counts_for_the_same_records_fail_the_repeated_run() throws InterruptedException {
    plainRun();
    stage.runs(done("f", 3, 0, 0)).runs(done("g", 3, 0, 0), done("h", 3, 0, 3));
    stage.holds(rows("1", "2", "3"));

    Finding finding = finding(rehearse(() -> false, "repeated"), "repeated");

    assertThat(finding.seen())
        .isEqualTo(
            "the same records gave 3 rows, 0 rejects and 0 skipped at first, and 0 rows, 0 rejects and"
                + " 3 skipped when they came again");
    assertThat(finding.advice()).contains("static fields");
  }

  @Test
  void a_row_lost_by_a_kill_is_named() throws InterruptedException {
    plainRun();
    stage.killed(true, false, true).runs(done("k", 3, 0, 0)).holds(rows("1", "3"));

    assertThat(finding(rehearse(() -> false, "killed"), "killed").seen())
        .isEqualTo(
            "killed in the middle, then when it ran; t: 1 of 3 rows missing (missing: id = 2)");
  }

  @Test
  void a_run_that_is_too_short_to_be_killed_proves_nothing() throws InterruptedException {
    plainRun();
    stage.killed(false, false, false);

    assertThat(finding(rehearse(() -> false, "killed"), "killed").verdict())
        .isEqualTo(Verdict.NOT_APPLICABLE);
  }

  @Test
  void a_file_that_is_done_without_cassandra_is_a_lie() throws InterruptedException {
    plainRun();
    stage.runs(done("a", 3, 0, 0));

    Finding finding = finding(rehearse(() -> false, "failing-cassandra"), "failing-cassandra");

    assertThat(finding.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(stage.lineCalls).containsExactly("cut", "heal");
  }

  @Test
  void a_failed_run_that_the_next_one_completes_is_as_it_should_be() throws InterruptedException {
    plainRun();
    stage
        .runs(failed("a", "Cassandra is gone"))
        .runs(done("a", 3, 0, 0))
        .holds(rows("1", "2", "3"));

    assertThat(finding(rehearse(() -> false, "failing-cassandra"), "failing-cassandra"))
        .isEqualTo(
            Finding.held(
                "cut off in the middle of the file; the run failed (a: Cassandra is gone), the next one"
                    + " completed it; the same 3 rows as in the plain run"));
  }

  @Test
  void an_app_that_does_not_react_to_a_stop_is_told_to() throws InterruptedException {
    plainRun();
    stage
        .runs(failed("a", "the engine was stopped; its app did not react within 5 s"))
        .runs(done("a", 3, 0, 0));

    Finding finding = finding(rehearse(() -> false, "cancelled"), "cancelled");

    assertThat(finding.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(finding.advice()).contains("isCancelled()");
  }

  @Test
  void leftovers_are_named_one_by_one() throws InterruptedException {
    plainRun();
    stage.leftovers =
        new Leftovers(9, List.of("t: run 1 has left 1 thread behind: poller"), 7, 9, 5_000, 3_000);

    assertThat(finding(rehearse(() -> false, "leftovers"), "leftovers").seen())
        .isEqualTo(
            "1 of 9 runs left threads behind: t: run 1 has left 1 thread behind: poller; 7 of 9 class"
                + " loaders are still in memory after they were closed; 5,000 lines were logged or"
                + " printed for 3,000 records");
  }

  @Test
  void a_check_that_breaks_off_has_failed_and_the_others_are_made() throws InterruptedException {
    plainRun();
    stage.breaksOff(new EngineException(FailureCode.DISK, "Cannot empty the folder: no space"));

    List<CheckReport> reports = rehearse(() -> false, "killed", "leftovers");

    assertThat(finding(reports, "plain").verdict()).isEqualTo(Verdict.HELD);
    assertThat(finding(reports, "killed").verdict()).isEqualTo(Verdict.FAILED);
    assertThat(finding(reports, "killed").seen())
        .isEqualTo("could not be made to its end: Cannot empty the folder: no space");
    assertThat(finding(reports, "killed").advice()).endsWith("--only killed");
    assertThat(finding(reports, "leftovers").verdict()).isEqualTo(Verdict.HELD);
  }

  @Test
  void what_is_called_off_is_neither_held_nor_failed() throws InterruptedException {
    assertThat(rehearse(() -> true))
        .allMatch(report -> report.finding().verdict() == Verdict.NOT_APPLICABLE);
  }

  private void plainRun() {
    stage.runs(done("a-plain.csv", 3, 0, 0)).holds(rows("1", "2", "3"));
  }

  private List<CheckReport> rehearse(BooleanSupplier calledOff, String... only)
      throws InterruptedException {
    List<String> begun = new ArrayList<>();
    List<CheckReport> reports =
        new Rehearsal(stage, () -> 0, calledOff)
            .run(
                Set.of(only),
                new Rehearsal.Audience() {
                  @Override
                  public void begins(Check check, int number, int of) {
                    begun.add(check.name());
                  }

                  @Override
                  public void ended(CheckReport report) {
                    assertThat(begun).last().isEqualTo(report.check().name());
                  }
                });
    assertThat(begun).hasSameSizeAs(reports);
    return reports;
  }

  private static Finding finding(List<CheckReport> reports, String check) {
    return reports.stream()
        .filter(report -> report.check().name().equals(check))
        .findFirst()
        .orElseThrow()
        .finding();
  }
}
