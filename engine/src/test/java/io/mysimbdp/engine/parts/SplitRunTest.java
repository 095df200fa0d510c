package io.mysimbdp.engine.parts;

import static org.assertj.core.api.Assertions.assertThat;

import io.mysimbdp.engine.TestingProfiles;
import io.mysimbdp.engine.config.Dialect;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.quarantine.RejectLog;
import io.mysimbdp.engine.records.LineCuts;
import io.mysimbdp.engine.run.Counts;
import io.mysimbdp.engine.run.FilePart;
import io.mysimbdp.engine.run.FileResult;
import io.mysimbdp.engine.run.PluginRef;
import io.mysimbdp.engine.run.Run;
import io.mysimbdp.engine.run.RunCounters;
import io.mysimbdp.engine.run.RunFile;
import io.mysimbdp.engine.run.RunResult;
import io.mysimbdp.engine.staging.FileStamp;
import io.mysimbdp.engine.staging.Fingerprint;
import io.mysimbdp.engine.worker.StopSignal;
import io.mysimbdp.engine.worker.Worker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole is no better than the worst of its parts, whatever workers make of these. */
class SplitRunTest {

  @TempDir private Path folder;
  private final RunCounters counters = new RunCounters();
  private @Nullable SplitPlan plan;

  @BeforeEach
  void cut() throws IOException {
    Path file = Files.writeString(folder.resolve("a.tsv"), "a\n" + "1234567\n".repeat(100));
    RunFile whole = new RunFile("a.tsv", file.toString(), Fingerprint.of(file), FileStamp.of(file));
    LineCuts cuts =
        LineCuts.find(
            Files.newInputStream(file),
            "a.tsv",
            whole.sizeBytes(),
            Dialect.tsv(),
            null,
            200,
            () -> false);
    plan =
        SplitPlan.of(
            new Run(
                "run1",
                TestingProfiles.of("acme", "keyspace = k"),
                new PluginRef("acme", "1.0.0", "acme.jar", "00"),
                folder.toString(),
                List.of(whole),
                Instant.EPOCH,
                1_000_000),
            Objects.requireNonNull(cuts));
  }

  @Test
  void each_part_has_four_times_a_line_and_a_thousand_behind_those_of_the_part_before() {
    SplitPlan known = Objects.requireNonNull(plan);

    assertThat(known.parts()).hasSize(4);
    assertThat(known.parts())
        .extracting(Run::firstWriteTimeMicros)
        .containsExactly(1_000_000L, 1_001_100L, 1_002_200L, 1_003_300L);
    assertThat(known.parts())
        .extracting(run -> Objects.requireNonNull(run.part()).lastWriteMicros())
        .containsExactly(1_001_099L, 1_002_199L, 1_003_299L, 1_004_399L);
    assertThat(known.lastWriteMicros()).isEqualTo(1_004_399);
  }

  @Test
  void it_is_done_when_all_parts_are() {
    RunResult result = execute((run, stop, own) -> done(run, 0));

    assertThat(result.reason()).isNull();
    assertThat(result.files().get(0).state()).isEqualTo(FileResult.State.DONE);
    assertThat(result.files().get(0).counts().recordsRead()).isEqualTo(40);
  }

  @Test
  void whatever_a_worker_throws_fails_the_whole() {
    RunResult result =
        execute(
            (run, stop, own) -> {
              if (number(run) == 3) {
                throw new StackOverflowError("boom");
              }
              return done(run, 0);
            });

    assertThat(result.code()).isEqualTo(FailureCode.INTERNAL);
    assertThat(result.reason()).contains("boom");
    assertThat(result.files().get(0).state()).isEqualTo(FileResult.State.FAILED);
  }

  @Test
  void a_part_that_is_lost_with_its_executor_has_the_file_set_back() {
    RunResult result =
        execute(
            (run, stop, own) ->
                number(run) == 2
                    ? run.setBack(FailureCode.EXECUTOR_LOST, "its executor was lost")
                    : done(run, 0));

    assertThat(result.code()).isEqualTo(FailureCode.EXECUTOR_LOST);
    assertThat(result.files().get(0).state()).isEqualTo(FileResult.State.SET_BACK);
    assertThat(result.files().get(0).code()).isEqualTo(FailureCode.EXECUTOR_LOST);
    assertThat(counters.lastWriteMicros()).isEqualTo(1_004_399);
    assertThat(Objects.requireNonNull(counters.positions().get("a.tsv")).point().line())
        .isEqualTo(27);
  }

  @Test
  void rejects_that_are_in_no_log_let_nothing_be_done() {
    RunResult result = execute((run, stop, own) -> done(run, number(run) == 1 ? 1 : 0));

    assertThat(result.code()).isEqualTo(FailureCode.DISK);
    assertThat(result.reason())
        .startsWith("1 records were rejected by the parts, and 0 are in their logs in ");
    assertThat(result.files().get(0).state()).isEqualTo(FileResult.State.FAILED);
    assertThat(counters.positions()).as("nobody goes on behind them").isEmpty();
  }

  @Test
  void what_parts_have_left_is_deleted_for_their_run_alone() throws IOException {
    for (String name :
        List.of(
            "a.tsv.run1.rejects.jsonl",
            "a.tsv.run1.rejects.p1.jsonl",
            "a.tsv.run1.rejects.p12.jsonl",
            "a.tsv.run2.rejects.p1.jsonl")) {
      Files.createFile(Files.createDirectories(folder.resolve("rejects")).resolve(name));
    }

    RejectLog.deleteParts(folder.resolve("rejects"), "a.tsv", "run1");
    RejectLog.deleteParts(folder.resolve("nowhere"), "a.tsv", "run1");

    try (Stream<Path> left = Files.list(folder.resolve("rejects"))) {
      assertThat(left.map(path -> String.valueOf(path.getFileName())))
          .containsExactlyInAnyOrder("a.tsv.run1.rejects.jsonl", "a.tsv.run2.rejects.p1.jsonl");
    }
  }

  private RunResult execute(Worker inner) {
    return new SplitRun(Objects.requireNonNull(plan), inner, counters, System::nanoTime)
        .execute(new StopSignal(), 1);
  }

  private static int number(Run part) {
    FilePart known = part.part();
    return known == null ? 0 : known.number();
  }

  private static RunResult done(Run part, long rejects) {
    FileResult file =
        new FileResult(
            "a.tsv",
            FileResult.State.DONE,
            new Counts(10, 10 - rejects, rejects, 0, 0),
            null,
            null,
            null,
            null,
            Map.of());
    return new RunResult(part.id(), List.of(file), null, null, null);
  }
}
