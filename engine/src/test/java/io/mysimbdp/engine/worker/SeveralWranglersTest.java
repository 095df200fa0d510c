package io.mysimbdp.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.cql.Row;
import io.mysimbdp.engine.CassandraServer;
import io.mysimbdp.engine.run.Counts;
import io.mysimbdp.engine.run.FileResult;
import io.mysimbdp.engine.run.RunResult;
import org.junit.jupiter.api.Test;

/** All of it with several threads that wrangle, and what only these can get wrong. */
class SeveralWranglersTest extends LocalWorkerTest {

  private static final int RECORDS = 5_000;

  @Override
  int processors() {
    return 3;
  }

  /** Records are read ahead of those who wrangle them. */
  @Override
  String expected(String message) {
    return message.startsWith("4 of 4 records are rejected")
        ? "51 of 100 records are rejected (51.0 %), more than rejects.max-ratio = 0.5"
        : message;
  }

  @Test
  void as_many_threads_as_the_batch_has_processors_wrangle_at_a_time() {
    RunResult result =
        wrangle(
            "if (record.line() % 256 == 2) { MET.countDown(); try {"
                + " if (!MET.await(30, java.util.concurrent.TimeUnit.SECONDS))"
                + " throw new IllegalStateException(\"alone\"); }"
                + " catch (InterruptedException e) { throw new IllegalStateException(e); } }"
                + " return Outcome.skip(Thread.currentThread().getContextClassLoader()"
                + " == App.class.getClassLoader() ? \"mine\" : null); }"
                + " static final java.util.concurrent.CountDownLatch MET"
                + " = new java.util.concurrent.CountDownLatch(3); static { ",
            files("a.tsv", records()));

    assertThat(result.reason()).isNull();
    assertThat(result.files().get(0).counts().skipped()).isEqualTo(RECORDS);
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("run-acme-"));
  }

  @Test
  void of_rows_with_one_key_the_last_one_of_the_file_wins_whichever_thread_is_faster() {
    RunResult result =
        wrangle(
            "if (record.line() % 1000 < 256)"
                + " java.util.concurrent.locks.LockSupport.parkNanos(50_000);"
                + " return Outcome.write(T.row(record.get(0), record.get(1)));",
            files("a.tsv", records()));

    assertThat(result.reason()).isNull();
    assertThat(result.files().get(0).counts().rowsWritten()).isEqualTo(RECORDS);
    for (int key = 0; key < 7; key++) {
      Row row =
          CassandraServer.session()
              .execute("SELECT b FROM " + keyspace + ".t WHERE a = 'key" + key + "'")
              .one();
      int last = (RECORDS - 1 - key) / 7 * 7 + key;
      assertThat(row == null ? "" : row.getString("b")).isEqualTo("" + last);
    }
  }

  @Test
  void what_one_of_them_throws_fails_the_run_and_the_others_end() {
    RunResult result =
        wrangle(
            "if (record.get(1).equals(\"2500\")) throw new IllegalArgumentException(\"no idea\");"
                + " return Outcome.write(T.row(record.get(0), record.get(1)));",
            files("a.tsv", records()));

    assertThat(result.reason())
        .isEqualTo(
            "wrangle failed on a.tsv:2502: IllegalArgumentException: no idea (App.java:6); of a record that"
                + " cannot be ingested, expected Outcome.reject");
    assertThat(result.files().get(0).state()).isEqualTo(FileResult.State.FAILED);
    Counts counts = result.files().get(0).counts();
    assertThat(counts.rowsWritten()).isBetween(2_500L - 3 * 256, (long) RECORDS);
  }

  @Test
  void one_that_fails_out_of_turn_keeps_nobody_waiting() {
    settings = "limits.batch.time = 20s";

    // The third chunk has been wrangled and waits for its turn when the second one fails, and only
    // then the first one has its own.
    RunResult result =
        wrangle(
            "try { long line = record.line();"
                + " if (line == 2) { await(FAILS);"
                + " java.util.concurrent.locks.LockSupport.parkNanos(50_000_000); }"
                + " if (line == 258) { await(WAITS); FAILS.countDown();"
                + " throw new InterruptedException(); }"
                + " if (line == 769) WAITS.countDown();"
                + " return Outcome.write(T.row(record.get(0), record.get(1)));"
                + " } catch (Throwable e) { throw sneaky(e); } }"
                + " static <E extends Throwable> RuntimeException sneaky(Throwable e) throws E {"
                + " throw (E) e; }"
                + " static void await(java.util.concurrent.CountDownLatch latch)"
                + " throws InterruptedException {"
                + " if (!latch.await(30, java.util.concurrent.TimeUnit.SECONDS))"
                + " throw new IllegalStateException(\"in vain\"); }"
                + " static final java.util.concurrent.CountDownLatch"
                + " FAILS = new java.util.concurrent.CountDownLatch(1),"
                + " WAITS = new java.util.concurrent.CountDownLatch(1); static { ",
            files("a.tsv", records()));

    assertThat(result.reason()).isNotNull().doesNotContain("limits.batch.time", "in vain");
    assertThat(result.files().get(0).state()).isEqualTo(FileResult.State.FAILED);
  }

  private static String records() {
    StringBuilder text = new StringBuilder("a\tb\n");
    for (int i = 0; i < RECORDS; i++) {
      text.append("key").append(i % 7).append('\t').append(i).append('\n');
    }
    return text.toString();
  }
}
