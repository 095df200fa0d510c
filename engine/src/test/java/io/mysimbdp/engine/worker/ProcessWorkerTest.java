package io.mysimbdp.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.run.RunResult;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * All that {@link LocalWorkerTest} says of apps holds as well for those in a process of their own,
 * but for what only a process can do.
 */
class ProcessWorkerTest extends LocalWorkerTest {

  private static final String SKIP_ALL =
      " var r = context.files().get(0).records();"
          + " for (var x = r.next(); x != null; x = r.next()) context.rejects().skip(x, \"x\");";

  @Override
  String isolation() {
    return "process";
  }

  @Override
  int limitSeconds() {
    return 4;
  }

  /** Records go to the process some at a time, so others are counted when a run ends early. */
  @Override
  String expected(String message) {
    return switch (message) {
      case "4 of 4 records are rejected (100.0 %), more than rejects.max-ratio = 0.5" ->
          "51 of 100 records are rejected (51.0 %), more than rejects.max-ratio = 0.5";
      case "the app returned before the end of a.tsv: expected it to read on until there is none" ->
          "2 of 3 records of a.tsv were neither written, rejected nor skipped by the app; expected"
              + " one of the three for each, also where an exception is caught";
      case "app acme.App failed: OutOfMemoryError: mine (App.java:6)" ->
          message + "; of its heap, its process may use 123 MiB";
      default -> message;
    };
  }

  @Override
  @Test
  void an_app_that_waits_for_ever_is_abandoned_and_locked_out_and_runs_no_more() {
    settings = "limits.batch.time = 3s";
    List<RunResult> results = waitForEver(2);

    assertThat(results)
        .as("its process is killed, and the next one begins afresh")
        .extracting(RunResult::code)
        .containsExactly(FailureCode.APP_TIMED_OUT, FailureCode.APP_TIMED_OUT);
  }

  @Override
  @Test
  void threads_that_are_left_behind_are_counted_until_the_tenant_runs_no_more() {
    settings = "limits.threads = 8";
    List<RunResult> results = leaveThreads(4, 3);

    assertThat(results)
        .as("they end with their process")
        .extracting(RunResult::reason)
        .containsOnlyNulls();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          exit 3                             | the process of the app ended by itself, exit code 3
          echo no room >&2; exit 1           | the process of the app ended by itself, exit code 1: no room
          kill -9 $$                         | the process of the app ended by itself, exit code 137; with heap = 128 MiB it may have been too little memory
          echo lines that are no frames; cat | the process of the app broke the protocol: Expected a frame of at most 20971520 bytes, got the length 1818848869
          """)
  void a_process_that_is_no_app_fails_its_run(String script, String reason) {
    launcher = List.of("sh", "-c", script);

    RunResult result = ingest("", files("a.tsv", "a\tb\n"));

    assertThat(result.code()).isEqualTo(FailureCode.APP_FAILED);
    assertThat(result.reason()).isEqualTo(reason);
  }

  @Test
  void a_launcher_that_is_not_there_fails_the_run() {
    launcher = List.of("no-such-command");

    RunResult result = ingest("", files("a.tsv", "a\tb\n"));

    assertThat(result.code()).isEqualTo(FailureCode.PROCESS_START);
    assertThat(result.reason())
        .startsWith(
            "no process can be started for the app: Cannot run program \"no-such-command\"");
  }

  @Test
  void a_process_is_started_by_the_command_that_the_provider_wants() {
    launcher = List.of("sh", "-c", "ulimit -c 0; exec \"$@\"", "limited");

    assertThat(ingest(SKIP_ALL, files("a.tsv", "a\tb\n1\t2\n")).reason()).isNull();
  }

  @Test
  void an_app_that_takes_more_processor_time_than_its_batch_may_is_ended() {
    settings = "limits.batch.cpu-time = 2s";

    RunResult result = ingest("while (true) {}", files("a.tsv", "a\tb\n"));

    assertThat(result.code()).isEqualTo(FailureCode.APP_TIMED_OUT);
    assertThat(result.reason())
        .startsWith("the batch took more CPU time than limits.batch.cpu-time = 2 s");
  }

  @Test
  void an_app_that_runs_out_of_memory_is_told_how_much_it_had() {
    settings = "heap = 24 MiB";

    RunResult result =
        ingest(
            "var all = new java.util.ArrayList<byte[]>(); while (true) all.add(new byte[1 << 20]);",
            files("a.tsv", "a\tb\n"));

    assertThat(result.code()).isEqualTo(FailureCode.APP_FAILED);
    assertThat(result.reason())
        .startsWith("app acme.App failed: OutOfMemoryError: Java heap space")
        .endsWith("; of its heap, its process may use 23 MiB");
  }

  @Test
  void a_session_works_from_afar_as_it_does_from_near() {
    String body =
        "var s = context.session();"
            + " var p = s.prepare(\"INSERT INTO t (a, b) VALUES (?, ?)\");"
            + " for (int i = 0; i < 30; i++) s.execute(p.bind(\"s\" + i, \"v\" + i));"
            + " var batch = com.datastax.oss.driver.api.core.cql.BatchStatement.newInstance("
            + "com.datastax.oss.driver.api.core.cql.DefaultBatchType.UNLOGGED, p.bind(\"s30\","
            + " null), com.datastax.oss.driver.api.core.cql.SimpleStatement.newInstance(\"INSERT"
            + " INTO t (a, b) VALUES (?, ?)\", \"s31\", \"v31\"));"
            + " s.executeAsync(batch).toCompletableFuture().get();"
            + " var paged = com.datastax.oss.driver.api.core.cql.SimpleStatement.newInstance("
            + "\"SELECT a, b, writetime(b) AS w FROM t\").setPageSize(7);"
            + " int n = 0; for (var row : s.execute(paged)) if (row.getString(\"a\").startsWith("
            + "\"s\") && (row.isNull(\"b\") || row.getLong(\"w\") > 0)) n++;"
            + " var page = s.executeAsync(paged).toCompletableFuture().get(); int m ="
            + " page.remaining(); while (page.hasMorePages()) { page ="
            + " page.fetchNextPage().toCompletableFuture().get(); m += page.remaining(); }"
            + " boolean refused = false; try { s.execute(\"DROP TABLE t\"); } catch"
            + " (SecurityException e) { refused = true; }"
            + " boolean invalid = false; try { s.execute(\"SELECT nothing FROM t\"); } catch"
            + " (com.datastax.oss.driver.api.core.servererrors.InvalidQueryException e) { invalid ="
            + " true; }"
            + " if (n != 32 || m < 32 || !refused || !invalid) throw new"
            + " IllegalStateException(n + \" \" + m + \" \" + refused + \" \" + invalid);"
            + SKIP_ALL;

    assertThat(ingest(body, files("a.tsv", "a\tb\n1\t2\n")).reason()).isNull();
  }
}
