package io.mysimbdp.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.mysimbdp.engine.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The archive, unpacked into a folder with spaces in its name. */
class ArchiveTest {

  @TempDir private static Path temporary;
  private static Unpacked archive;

  @BeforeAll
  static void unpack() throws Exception {
    archive = Unpacked.into(temporary.resolve("a folder with spaces"));
  }

  @Test
  void the_samples_are_ingested_as_unpacked() throws Exception {
    Unpacked own = Unpacked.into(temporary.resolve("another one"));

    assertThat(own.engine(Map.of(), "version").out()).contains("tenant API 1.0.0");
    assertThat(own.engine(Map.of(), "check").exitCode()).isZero();
    Unpacked.Result run = own.engine(Map.of(), "run");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).containsPattern("total +done +4 +20,000 +25,000 +0 ");
    assertThat(own.folder().resolve(".mysimbdp/logs/engine.log")).isNotEmptyFile();
  }

  @Test
  void nothing_of_the_program_changes_when_the_home_is_elsewhere() throws Exception {
    Path home = Files.createDirectories(temporary.resolve("the home"));
    copy(archive.folder().resolve("plugins/ratings.jar"), home);
    copy(archive.folder().resolve("tenants/ratings/tenant.conf"), home);
    copy(archive.folder().resolve("tenants/ratings/staging/ratings.csv"), home);
    Files.createDirectories(home.resolve("conf"));
    Files.writeString(home.resolve("conf/engine.conf"), "tenants = [ratings]\n");
    SortedMap<String, String> before = archive.files();

    Unpacked.Result run = archive.engine(Map.of("MYSIMBDP_HOME", home.toString()), "run");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(home.resolve("tenants/ratings/done/ratings.csv")).exists();
    assertThat(archive.files()).isEqualTo(before);
  }

  @Test
  void every_command_has_a_page_of_the_manual_with_its_options() throws Exception {
    for (CommandLine each : commands(Main.commandLine())) {
      String name = each.getCommandSpec().qualifiedName("-");
      Path page = archive.folder().resolve("share/man/man1/" + name + ".1");
      assertThat(page).exists();
      String shown =
          Unpacked.run(archive.folder(), Map.of(), "cat", page.toString())
              .out()
              .replace("\\-", "-");
      for (OptionSpec option : each.getCommandSpec().options()) {
        assertThat(shown).as(name).contains(option.longestName());
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "engine tena           | tenant",
        "engine run --wat      | --watch",
        "engine tenant sus     | suspend",
        "engine run --tenant t | toys",
        "engine tenant limit d | digital_video_games",
        "engine run --output j | json",
        "engine generate --category gi | gift_card"
      })
  void bash_completes(String words, String expected) throws Exception {
    String script =
        "source share/bash-completion/completions/engine\n"
            + "COMP_WORDS=($1); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMP_LINE=$1;"
            + " COMP_POINT=${#1}\n"
            + "_complete_engine\n"
            + "printf '%s\\n' \"${COMPREPLY[@]}\"";

    Unpacked.Result result =
        Unpacked.run(
            archive.folder(),
            Map.of("PATH", archive.folder().resolve("bin") + ":" + System.getenv("PATH")),
            "bash",
            "-c",
            script,
            "bash",
            words);

    assertThat(result.out().lines().map(String::strip)).as(result.err()).containsExactly(expected);
  }

  private static List<CommandLine> commands(CommandLine line) {
    List<CommandLine> all = new ArrayList<>(List.of(line));
    line.getSubcommands().values().forEach(each -> all.addAll(commands(each)));
    return all;
  }

  /** Copies a file of the archive to the same place in a home. */
  private static void copy(Path file, Path home) throws IOException {
    Path to = home.resolve(archive.folder().relativize(file).toString());
    Files.createDirectories(Objects.requireNonNull(to.getParent()));
    Files.copy(file, to, StandardCopyOption.COPY_ATTRIBUTES);
  }
}
