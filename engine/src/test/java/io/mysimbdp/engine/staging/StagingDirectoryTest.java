package io.mysimbdp.engine.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mysimbdp.engine.failure.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StagingDirectoryTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir private Path folder;

  @Test
  void complete_files_come_in_the_order_of_arrival_then_by_name() throws IOException {
    file("c.tsv", NOW.minusSeconds(60));
    file("b.tsv", NOW.minusSeconds(30));
    file("a.tsv", NOW.minusSeconds(30));

    assertThat(scan()).extracting(Staged::name).containsExactly("c.tsv", "a.tsv", "b.tsv");
    assertThat(scan()).allMatch(staged -> staged instanceof Staged.Ready);
  }

  @Test
  void a_file_changed_within_the_quiet_period_is_settling() throws IOException {
    file("new.tsv", NOW.minusMillis(500));

    assertThat(scan()).containsExactly(new Staged.Settling("new.tsv", NOW.plusMillis(1500)));
  }

  @Test
  void a_file_is_complete_when_the_quiet_period_is_over_to_the_moment() throws IOException {
    file("new.tsv", NOW.minusSeconds(2));

    assertThat(scan()).singleElement().isInstanceOf(Staged.Ready.class);
  }

  @Test
  void a_time_in_the_far_future_does_not_hold_a_file_for_ever() throws IOException {
    file("clock.tsv", NOW.plus(Duration.ofDays(400)));

    assertThat(scan()).singleElement().isInstanceOf(Staged.Ready.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {".hidden.tsv", "up.tsv.tmp", "up.tsv.part", "up.tsv.filepart", "up.tsv~", ".x"})
  void names_of_unfinished_uploads_are_passed_over(String name) throws IOException {
    file(name, NOW.minusSeconds(60));

    assertThat(scan()).isEmpty();
  }

  @Test
  void a_name_that_matches_no_pattern_is_unfit() throws IOException {
    file("data.xlsx", NOW.minusSeconds(60));

    assertThat(unfit())
        .isEqualTo(
            new Staged.Unfit(
                "data.xlsx",
                folder.resolve("data.xlsx"),
                "its name matches none of the patterns of files.patterns: *.tsv *.csv.gz",
                true));
  }

  @Test
  void a_symbolic_link_is_unfit_wherever_it_leads() throws IOException {
    Path secret = file("real.tsv", NOW.minusSeconds(60));
    Path link = Files.createSymbolicLink(folder.resolve("link.tsv"), secret);

    assertThat(scan())
        .contains(
            new Staged.Unfit(
                "link.tsv", link, "it is a symbolic link; only regular files are ingested", true));
  }

  @Test
  void a_folder_with_the_name_of_a_file_is_unfit_and_stays() throws IOException {
    Files.createDirectory(folder.resolve("folder.tsv"));

    assertThat(unfit().movable()).isFalse();
    assertThat(unfit().reason()).isEqualTo("it is a folder; only files are ingested");
  }

  @Test
  void a_pipe_is_unfit_and_never_opened() throws Exception {
    Process mkfifo = new ProcessBuilder("mkfifo", folder.resolve("pipe.tsv").toString()).start();
    assertThat(mkfifo.waitFor()).isZero();

    assertThat(unfit().reason())
        .isEqualTo("it is a pipe, socket or device; only regular files are ingested");
  }

  @Test
  void a_name_with_a_line_end_is_unfit_and_shown_on_one_line() throws IOException {
    file("a\nb.tsv", NOW.minusSeconds(60));

    assertThat(unfit().name()).isEqualTo("a?b.tsv");
    assertThat(unfit().reason()).isEqualTo("its name holds control characters");
  }

  @Test
  void a_missing_directory_is_a_failure_that_names_it() {
    Path missing = folder.resolve("staging");
    StagingDirectory directory =
        new StagingDirectory(missing, List.of("*"), Duration.ZERO, () -> NOW);

    assertThatThrownBy(directory::scan)
        .isInstanceOf(EngineException.class)
        .hasMessage("Staging directory " + missing + " cannot be read: it does not exist");
  }

  @Test
  void a_file_that_is_touched_or_replaced_has_another_stamp() throws IOException {
    Path path = file("a.tsv", NOW.minusSeconds(60));
    FileStamp before = FileStamp.of(path);

    assertThat(FileStamp.of(path)).isEqualTo(before);

    Files.setLastModifiedTime(path, FileTime.from(NOW.minusSeconds(59)));
    assertThat(FileStamp.of(path)).isNotEqualTo(before);
    Files.setLastModifiedTime(path, FileTime.from(NOW.minusSeconds(60)));
    assertThat(FileStamp.of(path)).isEqualTo(before);

    Path other = Files.writeString(folder.resolve("b.tsv"), Files.readString(path));
    Files.setLastModifiedTime(other, FileTime.from(NOW.minusSeconds(60)));
    Files.move(other, path, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(FileStamp.of(path)).isNotEqualTo(before);
  }

  private Path file(String name, Instant modified) throws IOException {
    Path path = Files.writeString(folder.resolve(name), "a\tb\n");
    Files.setLastModifiedTime(path, FileTime.from(modified));
    return path;
  }

  private List<Staged> scan() {
    return new StagingDirectory(
            folder, List.of("*.tsv", "*.csv.gz"), Duration.ofSeconds(2), () -> NOW)
        .scan();
  }

  private Staged.Unfit unfit() {
    List<Staged> found = scan();
    assertThat(found).hasSize(1);
    return (Staged.Unfit) found.get(0);
  }
}
