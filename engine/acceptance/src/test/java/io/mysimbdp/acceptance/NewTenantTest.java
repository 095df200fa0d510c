package io.mysimbdp.acceptance;

import static io.mysimbdp.testkit.KitAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mysimbdp.engine.SharedData;
import io.mysimbdp.engine.cli.Main;
import io.mysimbdp.testkit.BatchResult;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * What {@code engine tenant new} writes compiles, its test is green, and it ingests the sample it
 * was made from: of each kind of sample.
 */
class NewTenantTest {

  @TempDir private Path folder;

  /**
   * A sample in few words.
   *
   * @param rejects how many of its records are malformed
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Sample(String name, byte[] bytes, long records, int rejects) {

    static Sample of(String name, String text, long records) {
      return new Sample(name, text.getBytes(StandardCharsets.UTF_8), records, 0);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Sample> samples() {
    return Stream.of(
        Sample.of("ratings.csv", "user,item,stars\n1,2,3.5\n1,3,4\n", 2),
        Sample.of("windows.csv", "\ufeffid,name\r\n1,\"a, b\"\r\n2,\"two\r\nlines\"\r\n", 2),
        Sample.of(
            "all types.tsv",
            "uuid\tn\tbig\tdec\tdbl\tflag\tday\tus\tat\tlocal\tepoch_time\tms_ts\ttext\n"
                + "123e4567-e89b-12d3-a456-426614174000\t1\t9000000000\t1.50\t1e-7\tY\t2015-08-31"
                + "\t8/31/2015\t2015-08-31T10:00:00Z\t2015-08-31 10:00:00\t964982703\t1700000000000"
                + "\t\\d \"x\"\n"
                + "\tNULL\t1\t\t2.5\tn\t2016-02-29\t\t2015-08-31T10:00:00.123+02:00\t\t\t\t\n",
            2),
        Sample.of("no_header.csv", "1,x,2.5\n2,y,3.5\n", 2),
        Sample.of("twice.csv", "a,a,,order,Book Id\n1,2,3,4,5\n6,7,8,9,10\n", 2),
        Sample.of("one line.csv", "id,name,value\n", 0),
        Sample.of("one record.csv", "1,2,3\n", 1),
        Sample.of("single.csv", "name\nAda\nGrace\n", 2),
        Sample.of("odd \"names\".txt", "a\\b;\"c\"\"d\";e$f;#g;${h};\u00e9\n1;2;3;4;5;6\n", 1),
        Sample.of("piped", "id|name\n1|x\n2|y\n", 2),
        Sample.of("movies.dat", "1::Toy Story (1995)::Comedy\n2::Heat (1995)::Crime\n", 2),
        Sample.of("quoted.csv", "id,text\n1,'it''s; \"so\"'\n2,'a, b'\n", 2),
        new Sample(
            "latin.csv",
            "id,name\n1,caf\u00e9\n2,na\u00efve\n".getBytes(StandardCharsets.ISO_8859_1),
            2,
            0),
        new Sample(
            "broken.csv",
            (IntStream.range(0, 30).mapToObj(i -> i + ",x\n").collect(Collectors.joining())
                    + "31,x,y\n32,z\n")
                .getBytes(StandardCharsets.UTF_8),
            32,
            1),
        Sample.of("huge.csv", "id,text\n1," + "x".repeat(200_000) + "\n2,y\n", 2),
        Sample.of(
            "wide.csv",
            IntStream.range(0, 300).mapToObj(i -> "c" + i).collect(Collectors.joining(","))
                + "\n"
                + IntStream.range(0, 300).mapToObj(i -> "" + i).collect(Collectors.joining(","))
                + "\n",
            1));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("samples")
  void a_project_ingests_its_sample(Sample sample) throws Exception {
    Path file = Files.write(folder.resolve(sample.name()), sample.bytes());

    BatchResult result = ingested(file);

    assertThat(result).readsAll(sample.records()).hasRejects(sample.rejects());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "other/movielens_small_ratings.csv, 100836, 0",
    "other/goodreads_books_A.csv, 11121, 0",
    "reviews/gift_card_head1454.tsv, 1452, 0",
    "messy/commons-csv/bom.csv, 251, 0",
    "messy/pollock/csv/file_preamble.csv, 86, 0",
    "messy/dsbulk/bad_header_duplicate.csv, 2, 0"
  })
  void a_project_ingests_a_real_file(String name, long records, int rejects) throws Exception {
    BatchResult result = ingested(SharedData.file(name));

    assertThat(result).readsAll(records).hasRejects(rejects);
  }

  /** What Maven makes of the archetype, when that is built: with the columns of its own sample. */
  @Test
  void the_archetype_makes_such_a_project_as_well() throws Exception {
    Path made =
        Engine.project()
            .resolve("tenant-api/archetype/target/test-classes/projects/basic/project/my_tenant");
    assumeTrue(Files.isDirectory(made), "the archetype's own integration test has not run");

    try (GeneratedProject project =
        GeneratedProject.compiled(made, "com.example.my_tenant", folder)) {
      assertGreen(project.test(), 2);
      assertThat(project.ingest("my_tenant", made.resolve("src/test/resources/sample.csv")))
          .readsAll(2)
          .wrote("records")
          .rows(2);
    }
    assertThat(made.resolve(".gitignore")).exists();
    Path same =
        Files.writeString(
            folder.resolve("sample.csv"),
            Files.readString(made.resolve("src/test/resources/sample.csv")));
    Path command = written(same, "my_tenant");
    for (String file :
        new String[] {
          "pom.xml",
          ".gitignore",
          "src/main/java/com/example/my_tenant/IngestApp.java",
          "src/main/java/com/example/my_tenant/Values.java",
          "src/main/resources/META-INF/mysimbdp/schema.cql",
          "src/test/java/com/example/my_tenant/IngestAppTest.java"
        }) {
      // The command calls the table like the tenant.
      String text =
          Files.readString(made.resolve(file))
              .replace("row of table records.", "row of table my_tenant.")
              .replace("EXISTS records (", "EXISTS my_tenant (")
              .replace("\"records\"", "\"my_tenant\"");
      assertThat(Files.readAllLines(command.resolve(file)))
          .as(file)
          .isEqualTo(text.lines().toList());
    }
  }

  private BatchResult ingested(Path file) throws Exception {
    Path written = written(file, "some_tenant");
    try (GeneratedProject project =
        GeneratedProject.compiled(
            written, "com.example.some_tenant", Files.createDirectory(folder.resolve("work")))) {
      assertGreen(project.test(), 1);
      return project.ingest("some_tenant", file);
    }
  }

  private Path written(Path file, String tenant) {
    Path into = folder.resolve("project of " + tenant);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Main.call(
            new PrintWriter(out),
            new PrintWriter(err),
            Map.of(),
            "tenant",
            "new",
            tenant,
            "--from",
            file.toString(),
            "--into",
            into.toString(),
            "--yes");
    assertThat(err.toString()).isEmpty();
    assertThat(code).isZero();
    assertThat(out.toString()).contains("mvn -q package -f ");
    return into;
  }

  private static void assertGreen(TestExecutionSummary summary, int atLeast) {
    StringWriter failures = new StringWriter();
    summary.printFailuresTo(new PrintWriter(failures, true), 30);
    assertThat(failures.toString()).isEmpty();
    assertThat(summary.getTestsSucceededCount()).isGreaterThanOrEqualTo(atLeast);
  }
}
