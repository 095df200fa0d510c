package io.mysimbdp.engine.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mysimbdp.engine.TestingProfiles;
import io.mysimbdp.engine.config.FileRules;
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

  /** What the profile says beside the usual. */
  private String settings = "";

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
  void a_name_of_other_bytes_than_utf_8_is_unfit() throws Exception {
    Process touch =
        new ProcessBuilder("bash", "-c", "touch \"$0\"/$'bad\\xff.tsv'", folder.toString()).start();
    assertThat(touch.waitFor()).isZero();

    assertThat(scan())
        .singleElement()
        .isInstanceOfSatisfying(
            Staged.Unfit.class,
            unfit -> assertThat(unfit.reason()).isEqualTo("its name is no valid UTF-8"));
  }

  @Test
  void a_marker_that_is_no_file_vouches_for_nothing() throws IOException {
    settings = "files.completion = marker";
    file("a.tsv", NOW.minusSeconds(60));
    Files.createDirectory(folder.resolve("a.tsv.done"));

    assertThat(scan())
        .containsExactly(
            new Staged.Unmarked(
                "a.tsv", "its marker a.tsv.done is no file; put an empty file there"));
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
  void a_symbolic_link_is_unfit_wherever_it_leads() throws IOException {
    Path secret = file("real.tsv", NOW.minusSeconds(60));
    Path link = Files.createSymbolicLink(folder.resolve("link.tsv"), secret);

    assertThat(scan())
        .contains(
            new Staged.Unfit(
                "link.tsv",
                Location.of(link),
                new Staged.Misfit("regular-file", "a regular file", "a symbolic link"),
                "it is a symbolic link; only regular files are ingested",
                true));
  }

  @Test
  void a_folder_with_the_name_of_a_file_is_unfit_and_stays() throws IOException {
    Files.createDirectory(folder.resolve("folder.tsv"));

    assertThat(unfit().movable()).isFalse();
    assertThat(unfit().reason()).isEqualTo("it is a folder; only regular files are ingested");
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
  void with_markers_a_file_waits_for_its_own_however_old_it_is() throws IOException {
    settings = "files.completion = marker";
    file("a.tsv", NOW.minusSeconds(600));
    file("b.tsv", NOW.minusSeconds(60));
    file("b.tsv.done", NOW.minusSeconds(60));
    file("c.tsv", NOW);
    file("c.tsv.done", NOW.minusSeconds(1));
    file("gone.tsv.done", NOW.minusSeconds(60));

    assertThat(scan())
        .extracting(staged -> staged.getClass().getSimpleName() + " " + staged.name())
        .containsExactly("Unmarked a.tsv", "Ready b.tsv", "Unmarked c.tsv");
    assertThat(scan().get(0))
        .isEqualTo(
            new Staged.Unmarked(
                "a.tsv", "it waits for its marker a.tsv.done, for files.completion = marker"));
    assertThat(scan().get(2))
        .isEqualTo(
            new Staged.Unmarked(
                "c.tsv",
                "its marker c.tsv.done is older than its last change; put it there again"));
  }

  @Test
  void a_marker_may_have_another_suffix() throws IOException {
    settings = "files { completion = marker, marker-suffix = .ok }";
    file("a.tsv", NOW);
    file("a.tsv.ok", NOW);
    file("b.tsv.done", NOW);

    assertThat(scan())
        .extracting(staged -> staged.getClass().getSimpleName() + " " + staged.name())
        .containsExactly("Ready a.tsv", "Unmarked b.tsv.done");
  }

  @Test
  void a_missing_directory_is_a_failure_that_names_it() {
    Path missing = folder.resolve("staging");
    StagingDirectory directory = new StagingDirectory(missing, rules(""), () -> NOW);

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

  private static FileRules rules(String settings) {
    return TestingProfiles.of("toys", "files.quiet-period = 2s\n" + settings).files();
  }

  private List<Staged> scan() {
    return new StagingDirectory(folder, rules(settings), () -> NOW).scan();
  }

  private Staged.Unfit unfit() {
    List<Staged> found = scan();
    assertThat(found).hasSize(1);
    return (Staged.Unfit) found.get(0);
  }
}
