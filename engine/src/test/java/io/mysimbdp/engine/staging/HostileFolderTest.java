package io.mysimbdp.engine.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.mysimbdp.engine.TestingProfiles;
import io.mysimbdp.engine.config.FileRules;
import io.mysimbdp.engine.config.Retention;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.quarantine.Reject;
import io.mysimbdp.engine.quarantine.RejectLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tenant that puts links into its own folder, to have the engine reach what it may not. */
class HostileFolderTest {

  private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
  private static final FileRules RULES = TestingProfiles.of("own", "").files();

  @TempDir Path home;

  private Path own = Path.of("");
  private Path others = Path.of("");
  private Path conf = Path.of("");

  @BeforeEach
  void make_two_tenants() throws IOException {
    own = home.resolve("tenants/own");
    others = home.resolve("tenants/others");
    Files.createDirectories(own.resolve("staging"));
    Files.createDirectories(others.resolve("staging"));
    old(others.resolve("staging/secret.csv"), "secret");
    Files.createDirectories(home.resolve("conf"));
    conf = old(home.resolve("conf/engine.conf"), "password = secret");
  }

  @Test
  void a_hard_link_to_another_tenants_file_or_the_configuration_is_not_ingested()
      throws IOException {
    Files.createLink(own.resolve("staging/a.csv"), others.resolve("staging/secret.csv"));
    Files.createLink(own.resolve("staging/b.csv"), conf);
    assertThat(scan())
        .extracting(Staged::name, staged -> ((Staged.Unfit) staged).reason())
        .containsExactlyInAnyOrder(
            tuple("a.csv", "it is a hard link, one of 2; stage a copy of its own"),
            tuple("b.csv", "it is a hard link, one of 2; stage a copy of its own"));
  }

  @Test
  void a_staging_folder_that_is_a_link_to_another_tenants_is_not_looked_through()
      throws IOException {
    Files.delete(own.resolve("staging"));
    Files.createSymbolicLink(own.resolve("staging"), others.resolve("staging"));
    assertThatThrownBy(this::scan)
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("got a symbolic link, which is not followed");
  }

  @Test
  void a_staging_folder_that_becomes_a_link_after_the_scan_is_not_read_through()
      throws IOException {
    Path file = old(own.resolve("staging/secret.csv"), "own");
    FileStamp stamp = FileStamp.ofStaged(file);
    Files.move(own.resolve("staging"), own.resolve("aside"));
    Files.createSymbolicLink(own.resolve("staging"), others.resolve("staging"));
    assertThatThrownBy(() -> Fingerprint.of(file)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> FileStamp.ofStaged(file)).isInstanceOf(IOException.class);
    Files.delete(own.resolve("staging"));
    Files.move(own.resolve("aside"), own.resolve("staging"));
    assertThat(FileStamp.ofStaged(file)).isEqualTo(stamp);
  }

  @Test
  void a_done_folder_that_is_a_link_takes_nothing() throws IOException {
    Path file = old(own.resolve("staging/a.csv"), "own");
    Files.createSymbolicLink(own.resolve("done"), home.resolve("conf"));
    assertThatThrownBy(() -> departure().done(file)).isInstanceOf(EngineException.class);
    assertThat(home.resolve("conf/a.csv")).doesNotExist();
    assertThat(file).exists();
  }

  @Test
  void the_reason_of_a_refusal_is_not_written_through_a_link_that_lies_in_wait()
      throws IOException {
    Path file = old(own.resolve("staging/a.csv"), "own");
    Files.createDirectories(own.resolve("refused"));
    Files.createSymbolicLink(own.resolve("refused/a.csv.reason.txt"), conf);
    departure().refused(file, "no");
    assertThat(conf).hasContent("password = secret");
    assertThat(own.resolve("refused/a.csv.reason.txt")).hasContent("no").isRegularFile();
    assertThat(Files.isSymbolicLink(own.resolve("refused/a.csv.reason.txt"))).isFalse();
  }

  @Test
  void what_is_put_back_does_not_go_through_a_link() throws IOException {
    Files.createDirectories(own.resolve("refused"));
    old(own.resolve("refused/a.csv"), "own");
    Files.delete(own.resolve("staging"));
    Files.createSymbolicLink(own.resolve("staging"), others.resolve("staging"));
    Return back = new Return(new TenantFolder(own));
    assertThatThrownBy(() -> back.refused("a.csv")).isInstanceOf(EngineException.class);
    assertThat(others.resolve("staging/a.csv")).doesNotExist();
  }

  @Test
  void retention_deletes_nothing_behind_a_link() throws IOException {
    Files.createSymbolicLink(own.resolve("done"), others.resolve("staging"));
    Duration day = Duration.ofDays(1);
    Instant later = Instant.now().plus(Duration.ofDays(9));
    new Expiry(new TenantFolder(own), new Retention(day, day, day), () -> later).run();
    assertThat(others.resolve("staging/secret.csv")).exists();
  }

  @Test
  void rejects_are_neither_written_nor_read_nor_deleted_through_links() throws IOException {
    Files.createDirectories(others.resolve("rejects"));
    Path log = Files.writeString(others.resolve("rejects/a.csv.run1.rejects.jsonl"), "{}\n");
    Files.createSymbolicLink(own.resolve("rejects"), others.resolve("rejects"));
    try (RejectLog rejects = new RejectLog(own.resolve("rejects"), "a.csv", "run2")) {
      assertThatThrownBy(() -> rejects.add(reject())).isInstanceOf(EngineException.class);
      assertThatThrownBy(
              () ->
                  rejects.carryOver(own.resolve("rejects/a.csv.run1.rejects.jsonl").toString(), 9))
          .isInstanceOf(EngineException.class);
    }
    assertThatThrownBy(() -> RejectLog.delete(own.resolve("rejects/a.csv.run1.rejects.jsonl")))
        .isInstanceOf(IOException.class);
    assertThat(log).exists();
    try (var all = Files.list(others.resolve("rejects"))) {
      assertThat(all).containsExactly(log);
    }
  }

  @Test
  void a_file_to_be_mended_is_not_written_through_a_link_that_lies_in_wait() throws IOException {
    Files.createDirectories(own.resolve("rejects"));
    Files.createSymbolicLink(own.resolve("rejects/a.csv.run2.rejects.csv"), conf);
    RejectLog rejects = new RejectLog(own.resolve("rejects"), "a.csv", "run2");
    rejects.add(reject());
    rejects.close();
    rejects.writeMendable(new byte[0], StandardCharsets.UTF_8, ".csv");
    assertThat(conf).hasContent("password = secret");
    assertThat(own.resolve("rejects/a.csv.run2.rejects.csv")).hasContent("raw");
  }

  private static Reject reject() {
    return new Reject("a.csv", 1, 0, null, "APP", "no", "raw", null, true);
  }

  private Departure departure() {
    return new Departure(new TenantFolder(own), RULES);
  }

  private List<Staged> scan() {
    return new StagingDirectory(own.resolve("staging"), RULES, () -> NOW).scan();
  }

  private static Path old(Path file, String text) throws IOException {
    Files.writeString(file, text);
    return Files.setLastModifiedTime(file, FileTime.from(NOW.minusSeconds(600)));
  }
}
