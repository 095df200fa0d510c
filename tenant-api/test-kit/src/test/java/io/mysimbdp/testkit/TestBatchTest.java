package io.mysimbdp.testkit;

import static io.mysimbdp.testkit.Apps.SCHEMA;
import static io.mysimbdp.testkit.Apps.T;
import static io.mysimbdp.testkit.KitAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mysimbdp.tenant.BatchContext;
import io.mysimbdp.tenant.ClientBatchIngestApp;
import io.mysimbdp.tenant.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a batch in memory does and tells. */
class TestBatchTest {

  private static final String THREE = "id\tname\n1\tone\n2\ttwo\n3\tthree\n";

  @TempDir private Path folder;

  @Test
  void rows_rejects_and_skips_are_told_with_their_lines() {
    BatchResult result =
        TestBatch.forApp(
                Apps.wrangling(
                    record ->
                        switch (record.get("id")) {
                          case "1" -> Outcome.write(T.row(1, record.get("name")));
                          case "2" -> Outcome.reject("id", "id is 2");
                          default -> Outcome.skip("not wanted");
                        }))
            .schema(SCHEMA)
            .file("a.tsv", THREE + "4\n")
            .run();

    assertThat(result)
        .readsAll(4)
        .rejected(3, "id", "id is 2")
        .rejected(5, "expected 2")
        .hasRejects(2)
        .skipped(4, "not wanted")
        .wrote("T")
        .rows(1)
        .row(1, "one")
        .rowWith(Map.of("name", "one"));
    assertThat(result.rows("t")).containsExactly(T.row(1, "one"));
    assertThat(result.rows().get(0)).hasToString("a.tsv:2: t[id=1, name=\"one\"]");
    assertThat(result.files().get(0))
        .isEqualTo(new IngestedFile("a.tsv", IngestedFile.State.DONE, 4, 1, 2, 1, null));
  }

  @Test
  void csv_is_read_as_in_production_and_also_compressed() {
    BatchResult result =
        batch(Apps.writing())
            .profile("dialect.format = csv\nfiles.patterns = [\"*.csv\", \"*.csv.gz\"]")
            .gzip("a.csv.gz", "id,name\n1,\"a, \"\"b\"\"\nc\"\n")
            .run();

    assertThat(result).readsAll(1).wrote("t").row(1, "a, \"b\"\nc");
  }

  @Test
  void a_file_on_disk_is_read_under_its_name() throws Exception {
    Path file = Files.writeString(folder.resolve("disk.tsv"), THREE);

    assertThat(batch(Apps.writing()).file(file).run()).readsAll(3).wrote("t").rows(3);
  }

  @Test
  void settings_come_from_the_profile_and_from_the_test() throws Exception {
    Path profile = Files.writeString(folder.resolve("tenant.conf"), "settings { a = 1, b = x }");
    AtomicReference<String> seen = new AtomicReference<>("");

    BatchResult result =
        TestBatch.forApp(
                Apps.doing(
                    context -> {
                      seen.set(
                          context.tenantId()
                              + " "
                              + context.keyspace()
                              + " "
                              + context.settings().getLong("a")
                              + " "
                              + context.settings().getString("b"));
                      context.progress("doing nothing");
                    }))
            .tenant("acme")
            .profile(profile)
            .setting("b", "a \"quoted\" one")
            .file("a.tsv", THREE)
            .run();

    assertThat(seen).hasValue("acme acme 1 a \"quoted\" one");
    assertThat(result.activities()).containsExactly("doing nothing");
    assertThat(result).failsWith("the app returned without opening a.tsv");
  }

  @Test
  void the_rules_for_files_hold() {
    BatchResult result =
        batch(Apps.writing())
            .profile("files { patterns = [\"*.tsv\"], header.required = [name, colour] }")
            .file("a.tsv", THREE)
            .file("a.xls", THREE)
            .run();

    assertThat(result).refuses("a.tsv", "colour").refuses("a.xls", "files.patterns").wroteNothing();
  }

  @Test
  void a_file_that_lacks_a_column_is_refused_and_the_others_go_on() {
    BatchResult result =
        batch(Apps.writing())
            .file("a.tsv", "id\tnome\n1\tx\n")
            .file("b.tsv", "id\tname\n1\tx\n")
            .run();

    assertThat(result)
        .refuses("a.tsv", "file a.tsv has no column name; did you mean nome?")
        .wrote("t")
        .rows(1);
  }

  @Test
  void a_cancelled_run_gives_no_further_record() {
    BatchResult result = batch(Apps.writing()).file("a.tsv", THREE).cancelAfter(2).run();

    assertThat(result).failsWith("the test cancels it behind record 2").wrote("t").rows(2);
  }

  @Test
  void an_app_that_reads_by_itself_sees_that_it_is_cancelled() {
    AtomicReference<String> last = new AtomicReference<>("");

    BatchResult result =
        batch(
                Apps.reading(
                    (context, record) -> {
                      if (context.isCancelled()) {
                        last.set(record.get("id"));
                        return;
                      }
                      context.writer().write(record, T.row(1, record.get("name")));
                    }))
            .file("a.tsv", THREE)
            .cancelAfter(1)
            .run();

    assertThat(last).hasValue("3");
    assertThat(result).failsWith("the test cancels it").wrote("t").rows(1);
  }

  @Test
  void a_writer_that_fails_does_so_with_a_later_call() {
    BatchResult result = batch(Apps.writing()).file("a.tsv", THREE).failWritingAt(2).run();

    assertThat(result).failsWith("Cassandra did not accept row 2").wrote("t").rows(1).row(1, "one");
    assertThat(batch(Apps.writing()).file("a.tsv", THREE).failWritingAt(3).run())
        .failsWith("Cassandra did not accept row 3");
  }

  @Test
  void an_app_cannot_swallow_that_writing_has_failed() {
    BatchResult result =
        batch(
                Apps.reading(
                    (context, record) -> {
                      try {
                        context.writer().write(record, T.row(1, "x"));
                      } catch (RuntimeException e) {
                        context.logger().debug("swallowed", e);
                      }
                    }))
            .file("a.tsv", THREE)
            .failWritingAt(1)
            .run();

    assertThat(result).failsWith("Cassandra did not accept row 1").wroteNothing();
  }

  @Test
  void a_row_that_cassandra_refuses_makes_its_record_a_reject() {
    assertThat(batch(Apps.writing()).file("a.tsv", THREE).refuseRow(2).run())
        .readsAll(3)
        .rejected(3, "Cassandra refuses row 2")
        .wrote("t")
        .rows(2);
  }

  @Test
  void every_run_has_an_app_of_its_own_and_leaves_nothing_behind() throws Exception {
    TestBatch batch = batch(Apps.writing()).file("a.tsv", THREE);
    long before = homes();

    assertThat(batch.run()).readsAll(3);
    assertThat(batch.run()).readsAll(3);

    assertThat(homes()).isEqualTo(before);
  }

  @Test
  void what_an_app_keeps_is_closed_when_the_run_has_ended() {
    List<BatchContext> kept = new ArrayList<>();
    TestBatch.forApp(Apps.doing(kept::add)).file("a.tsv", THREE).run();

    assertThatThrownBy(() -> kept.get(0).files())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("has ended; what its context gave out can no longer be used");
  }

  private static TestBatch batch(Supplier<? extends ClientBatchIngestApp> app) {
    return TestBatch.forApp(app).schema(SCHEMA);
  }

  private static long homes() throws Exception {
    try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return all.filter(path -> path.getFileName().toString().startsWith("mysimbdp-test")).count();
    }
  }
}
