package io.mysimbdp.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rows that go in by files, and the engine or the process that writes the files is killed: in the
 * end all is as if nothing had happened.
 */
class BulkCrashTest {

  private static final int KILLED = 137;

  /**
   * Several times the rows of a round, with the heap that tests give the engine: on a fast machine
   * a second passes between the first round and the end, in which a position is noted.
   */
  private static final int RECORDS = 400_000;

  private static final int BROKEN_EVERY = 1_000;
  private static final int GOOD = RECORDS - RECORDS / BROKEN_EVERY;

  @TempDir private Path folder;
  private TestingHome home = new TestingHome(Path.of(""));

  @BeforeEach
  void start_a_server() throws IOException {
    home = new TestingHome(folder).conf(new String[] {"ratings"}).sample("ratings");
    home.tenant("ratings", "dialect.format = csv\nwrite.path = bulk");
    assertThat(home.engine().call("cassandra", "start").exitCode()).isZero();
  }

  @AfterEach
  void stop_the_server() throws IOException {
    home.engine().call("cassandra", "stop");
  }

  @Test
  void whoever_is_killed_nothing_is_lost_and_nothing_counted_twice() throws Exception {
    home.stage("ratings", "a.csv", Ratings.csv(0, RECORDS, BROKEN_EVERY));
    Engine.Result killed = home.engine().callWith("-Dmysimbdp.kill-at=ADVANCED", "run");
    assertThat(killed.exitCode()).as(killed.err()).isEqualTo(KILLED);

    Engine.Result resumed = home.engine().call("run");
    assertThat(resumed.exitCode()).as(resumed.err()).isEqualTo(3);
    assertThat(resumed.err()).containsPattern("ratings/a.csv: resumes at line [0-9]{5,}, byte ");

    home.stage("ratings", "b.csv", Ratings.csv(1_000_000, 2_000, BROKEN_EVERY));
    assertThat(home.engine().callWith("-Dmysimbdp.kill-at=RAN", "run").exitCode())
        .isEqualTo(KILLED);
    assertThat(home.engine().call("run").exitCode()).isEqualTo(3);

    home.stage("ratings", "c.csv", Ratings.csv(2_000_000, RECORDS, BROKEN_EVERY));
    killTheWriter();
    Engine.Result last = home.engine().call("run");
    assertThat(last.exitCode()).as(last.err()).isBetween(0, 3);

    long all = 2L * GOOD + 1_998;
    assertThat(home.staging("ratings")).isEmptyDirectory();
    Engine.Result verified = home.engine().call("verify", "--all", "--rows", "1000");
    assertThat(verified.exitCode()).as(verified.out() + verified.err()).isZero();
    Engine.Result reconciled = home.engine().call("usage", "--reconcile", "--since", "1d");
    assertThat(reconciled.exitCode()).as(reconciled.out() + reconciled.err()).isZero();
    assertThat(home.engine().call("cql", "SELECT sum(rows) FROM mysimbdp.file_usage").out())
        .isEqualTo("system.sum(rows)\n" + all + "\n");
    assertThat(home.root().resolve(".mysimbdp/logs/events.jsonl"))
        .content()
        .doesNotContain("table_left_to_statements");
    assertThat(home.root().resolve(".mysimbdp/cassandra/bulk")).isEmptyDirectory();
  }

  private void killTheWriter() throws IOException, InterruptedException {
    Process process = home.engine().start("run");
    try {
      // Before it has understood the table, statements would do its work.
      while (process.isAlive() && !isWriting()) {
        TimeUnit.MILLISECONDS.sleep(20);
      }
      Optional<ProcessHandle> writer = writer(process);
      assertThat(writer).as(home.engine().read("err")).isPresent();
      assertThat(writer.orElseThrow().destroyForcibly()).isTrue();
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(home.engine().read("err"))
        .contains("the process that writes SSTables ended by itself, exit code 137");
  }

  private boolean isWriting() throws IOException {
    try (Stream<Path> files = Files.walk(home.root().resolve(".mysimbdp/cassandra/bulk"))) {
      return files.anyMatch(file -> file.toString().endsWith("-Data.db"));
    } catch (UncheckedIOException e) {
      // Files come and go.
      return false;
    }
  }

  private static Optional<ProcessHandle> writer(Process engine) {
    return engine
        .descendants()
        .filter(
            process -> process.info().commandLine().orElse("").contains("bulk.writer.WriterMain"))
        .findFirst();
  }
}
