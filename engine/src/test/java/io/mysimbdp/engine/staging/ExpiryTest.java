package io.mysimbdp.engine.staging;

import static org.assertj.core.api.Assertions.assertThat;

import io.mysimbdp.engine.config.Retention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExpiryTest {

  @TempDir Path root;
  private Path done;
  private Path reject;

  @BeforeEach
  void keep_files() throws IOException {
    done = file("done/a.tsv");
    reject = file("rejects/a.jsonl");
    file("refused/b.tsv");
  }

  @Test
  void a_file_goes_when_it_has_been_there_for_longer_than_it_is_kept() {
    Retention retention = new Retention(Duration.ofDays(30), null, Duration.ofDays(31));

    assertThat(expiry(retention, Duration.ofDays(30).minusSeconds(60)).run()).isEmpty();
    assertThat(done).exists();

    assertThat(expiry(retention, Duration.ofDays(30).plusSeconds(60)).run())
        .containsExactly("deleted 1 file of done/, kept for retention.done = 2592000 s");
    assertThat(done).doesNotExist();
    assertThat(reject).exists();
    assertThat(root.resolve("refused/b.tsv")).exists();
  }

  @Test
  void what_counts_is_when_it_came_not_when_the_tenant_wrote_it() throws IOException {
    Files.setLastModifiedTime(done, FileTime.from(Instant.parse("2001-01-01T00:00:00Z")));

    expiry(new Retention(Duration.ofDays(1), null, null), Duration.ZERO).run();

    assertThat(done).exists();
  }

  @Test
  void folders_and_links_in_it_and_folders_that_are_not_there_are_left_alone() throws IOException {
    Files.createDirectory(root.resolve("done/folder"));
    Files.createSymbolicLink(root.resolve("done/link"), reject);
    Files.delete(root.resolve("refused/b.tsv"));
    Files.delete(root.resolve("refused"));
    Retention retention = new Retention(Duration.ZERO, Duration.ZERO, null);

    expiry(retention, Duration.ofDays(1)).run();

    assertThat(root.resolve("done/folder")).exists();
    assertThat(Files.isSymbolicLink(root.resolve("done/link"))).isTrue();
    assertThat(reject).exists();
    assertThat(done).doesNotExist();
  }

  private Expiry expiry(Retention retention, Duration fromNow) {
    Instant later = Instant.now().plus(fromNow);
    return new Expiry(new TenantFolder(root), retention, () -> later);
  }

  private Path file(String name) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "x");
  }
}
