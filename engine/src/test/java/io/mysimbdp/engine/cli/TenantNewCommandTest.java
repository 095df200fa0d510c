package io.mysimbdp.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mysimbdp.engine.scaffold.Sample;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** {@code engine tenant new}: what it shows, asks and writes. */
class TenantNewCommandTest {

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<String> questions = new ArrayList<>();
  private Path sample = Path.of("");
  private Path project = Path.of("");

  @BeforeEach
  void sample() throws IOException {
    sample =
        Files.writeString(
            folder.resolve("ratings.csv"),
            "User Id,Movie Id,Rated\n1,10,2015-08-31\n1,11,2015-09-01\n2,10,2015-01-01\n");
    project = folder.resolve("project");
  }

  @Test
  void what_was_found_is_shown_before_somebody_is_asked() {
    assertThat(engine("n", "--from", sample.toString(), "--into", project.toString())).isZero();

    assertThat(out.toString().lines().map(String::stripTrailing).toList())
        .contains(
            "?  key       (user_id), movie_id  no movie_id comes twice with the same user_id in 3"
                + " records; 2 partitions of up to 2 rows")
        .endsWith("Nothing is written.");
    assertThat(questions)
        .containsExactly("Write a project of 10 files into " + project + "? [Y/n] ");
    assertThat(project).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "y", "YES"})
  void an_answer_writes_the_project(String answer) throws IOException {
    assertThat(engine(answer, "--from", sample.toString(), "--into", project.toString())).isZero();

    assertThat(files())
        .containsExactlyInAnyOrder(
            ".gitignore",
            "README.md",
            "pom.xml",
            "tenant.conf",
            "src/main/java/com/example/films/IngestApp.java",
            "src/main/java/com/example/films/Values.java",
            "src/main/resources/META-INF/mysimbdp/schema.cql",
            "src/main/resources/META-INF/services/io.mysimbdp.tenant.ClientBatchIngestApp",
            "src/test/java/com/example/films/IngestAppTest.java",
            "src/test/resources/sample.csv");
    assertThat(project.resolve("src/main/resources/META-INF/mysimbdp/schema.cql"))
        .content()
        .endsWith(
            """
            CREATE TABLE IF NOT EXISTS films (
              user_id int,
              movie_id int,
              rated date,
              PRIMARY KEY ((user_id), movie_id)
            );
            """);
  }

  @Test
  void where_nobody_can_be_asked_an_option_must_say_what_to_do() {
    assertThat(engine(null, "--from", sample.toString(), "--into", project.toString()))
        .isEqualTo(ExitCode.USAGE.number());

    assertThat(err.toString())
        .startsWith("Nobody is there to be asked, as this is no terminal: give --yes to write");
    assertThat(project).doesNotExist();
  }

  @Test
  void nothing_that_exists_is_overwritten() throws IOException {
    Files.createDirectories(project);
    Files.writeString(project.resolve("README.md"), "mine");

    assertThat(engine(null, "--from", sample.toString(), "--into", project.toString(), "--yes"))
        .isEqualTo(ExitCode.RESOURCES.number());

    assertThat(err.toString())
        .isEqualToIgnoringNewLines("Nothing is written, for " + project + " has README.md already");
    assertThat(files()).containsExactly("README.md");
    assertThat(project.resolve("README.md")).hasContent("mine");
  }

  @Test
  void json_is_one_document() throws IOException {
    assertThat(engine(null, "--from", sample.toString(), "--dry-run", "--output", "json")).isZero();

    JsonNode document = new ObjectMapper().readTree(out.toString());
    assertThat(document.get("written").booleanValue()).isFalse();
    assertThat(document.get("columns")).hasSize(3);
    assertThat(document.at("/columns/0/name").textValue()).isEqualTo("user_id");
    assertThat(document.at("/columns/0/key").textValue()).isEqualTo("partition");
    assertThat(document.at("/columns/2/key").isNull()).isTrue();
    assertThat(document.at("/findings/0/topic").textValue()).isEqualTo("read");
    assertThat(document.get("files")).hasSize(10);
    assertThat(questions).isEmpty();
  }

  @Test
  void a_name_that_is_nearly_right_is_told() {
    assertThat(engine(null, "--from", folder.resolve("rating.csv").toString()))
        .isEqualTo(ExitCode.USAGE.number());

    assertThat(err.toString()).contains("rating.csv; did you mean " + sample + "?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Films", "table", "1st", "system_x"})
  void an_id_that_cannot_be_one_is_refused(String id) {
    assertThat(run(null, List.of(id, "--from", sample.toString(), "--yes")))
        .isEqualTo(ExitCode.USAGE.number());

    assertThat(err.toString()).startsWith("ID: expected").contains(id);
  }

  @Test
  void a_group_that_is_no_package_is_refused() {
    assertThat(engine(null, "--from", sample.toString(), "--group", "com.class"))
        .isEqualTo(ExitCode.USAGE.number());

    assertThat(err.toString())
        .startsWith("--group: expected a name like com.example")
        .contains("'com.class'");
  }

  @Test
  void a_file_that_is_no_text_is_refused_without_a_stack_trace() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty.csv"), "");

    assertThat(engine(null, "--from", empty.toString(), "--yes"))
        .isEqualTo(ExitCode.TENANT_FAILED.number());

    assertThat(err.toString())
        .isEqualToIgnoringNewLines("File empty.csv is empty; expected a header and some records");
  }

  @Test
  void the_help_says_how_much_is_read() {
    assertThat(Sample.MOST_BYTES).isEqualTo(4 << 20);
    assertThat(engine(null, "--help")).isZero();
    assertThat(out.toString()).contains("first 4 MiB of the sample", "Examples:");
  }

  private int engine(@Nullable String answer, String... arguments) {
    return run(answer, Stream.concat(Stream.of("films"), Stream.of(arguments)).toList());
  }

  private int run(@Nullable String answer, List<String> arguments) {
    Console console = new Console(new PrintWriter(out), new PrintWriter(err));
    Question question =
        text -> {
          questions.add(text);
          return answer;
        };
    CommandLine line = new CommandLine(new TenantNewCommand(console, question));
    line.setOut(console.out());
    line.setErr(console.err());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler(new FailureHandler(console));
    int code = line.execute(arguments.toArray(String[]::new));
    console.out().flush();
    console.err().flush();
    return code;
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(project)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> project.relativize(file).toString())
          .toList();
    }
  }
}
