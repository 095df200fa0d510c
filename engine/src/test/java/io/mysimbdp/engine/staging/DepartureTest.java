package io.mysimbdp.engine.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mysimbdp.engine.TestingProfiles;
import io.mysimbdp.engine.failure.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DepartureTest {

  @TempDir private Path root;

  @BeforeEach
  void make_staging() throws IOException {
    Files.createDirectory(root.resolve("staging"));
  }

  @Test
  void an_ingested_file_goes_to_done() throws IOException {
    Path moved = departure().done(staged("a.tsv", "1"));

    assertThat(moved).isEqualTo(root.resolve("done/a.tsv")).hasContent("1");
    assertThat(root.resolve("staging/a.tsv")).doesNotExist();
  }

  @Test
  void an_earlier_file_of_the_same_name_is_never_overwritten() throws IOException {
    departure().done(staged("a.tsv", "1"));
    departure().done(staged("a.tsv", "2"));
    departure().done(staged("a.tsv", "3"));

    assertThat(root.resolve("done/a.tsv")).hasContent("1");
    assertThat(root.resolve("done/a.tsv.2")).hasContent("2");
    assertThat(root.resolve("done/a.tsv.3")).hasContent("3");
  }

  @Test
  void batches_that_end_at_the_same_time_never_choose_the_same_name() throws Exception {
    CyclicBarrier together = new CyclicBarrier(2);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      for (int round = 0; round < 60; round++) {
        String name = "a" + round + ".tsv";
        departure().done(staged(name, "before"));
        // The name that the first one gets, for its own is taken, is that of the second one.
        Path one = staged(name, "one");
        Path other = staged(name + ".2", "other");
        Departure first = departure();
        Departure second = departure();
        Future<Path> moved = threads.submit(() -> await(together, () -> first.done(one)));
        Future<Path> alsoMoved = threads.submit(() -> await(together, () -> second.done(other)));

        assertThat(moved.get()).hasContent("one");
        assertThat(alsoMoved.get()).hasContent("other");
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static Path await(CyclicBarrier together, Callable<Path> move) throws Exception {
    together.await();
    return move.call();
  }

  @Test
  void a_refused_file_lies_beside_its_reason() throws IOException {
    departure().refused(staged("a.tsv", "1"), "its header is empty");

    assertThat(root.resolve("refused/a.tsv")).hasContent("1");
    assertThat(root.resolve("refused/a.tsv.reason.txt")).hasContent("its header is empty");
  }

  @Test
  void the_longest_name_there_can_be_is_no_obstacle() throws IOException {
    String name = "é".repeat(125) + ".tsv";

    Path first = departure().refused(staged(name, "1"), "no");
    Path second = departure().refused(staged(name, "2"), "no");

    assertThat(first).hasContent("1");
    assertThat(second).hasContent("2");
    assertThat(root.resolve("refused/" + "é".repeat(90) + ".reason.txt")).hasContent("no");
  }

  @Test
  void a_marker_goes_with_its_file() throws IOException {
    Path file = staged("a.tsv", "1");
    Path marker = staged("a.tsv.done", "");
    Path other = staged("b.tsv.done", "");

    departure().done(file);

    assertThat(marker).doesNotExist();
    assertThat(other).exists();
  }

  @Test
  void a_file_that_is_gone_is_a_failure_that_names_it() {
    Path missing = root.resolve("staging/none.tsv");

    assertThatThrownBy(() -> departure().done(missing))
        .isInstanceOf(EngineException.class)
        .hasMessageStartingWith("File " + missing + " cannot be moved to " + root.resolve("done"));
  }

  private Path staged(String name, String content) throws IOException {
    return Files.writeString(root.resolve("staging").resolve(name), content);
  }

  private Departure departure() {
    return new Departure(
        new TenantFolder(root), TestingProfiles.of("toys", "files.completion = marker").files());
  }
}
