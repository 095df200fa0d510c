package io.mysimbdp.engine.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BulkFolderTest {

  @TempDir private Path home;

  @Test
  void is_for_its_owner_only_and_gone_when_closed() throws Exception {
    Path path;
    try (BulkFolder folder = BulkFolder.create(home, 1)) {
      path = folder.path();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .isEqualTo("rwx------");
      Files.createDirectories(path.resolve("0/k/t"));
      Files.writeString(path.resolve("0/k/t/da-1-bti-Data.db"), "rows");
    }
    assertThat(path).doesNotExist();
  }

  @Test
  void what_a_killed_engine_has_left_is_deleted_and_what_is_in_use_is_not() throws Exception {
    Path left = Files.createDirectories(home.resolve("writer-1/0/k/t"));
    Files.writeString(left.resolve("da-1-bti-Data.db"), "rows");
    Files.writeString(home.resolve("writer-1/lock"), "");
    Path other = Files.createDirectories(home.resolve("data"));
    try (BulkFolder first = BulkFolder.create(home, 1);
        BulkFolder second = BulkFolder.create(home, 1)) {
      assertThat(home.resolve("writer-1")).doesNotExist();
      assertThat(first.path()).exists().isNotEqualTo(second.path());
      assertThat(other).exists();
    }
  }

  @Test
  void a_disk_that_is_too_full_is_told_before_anything_is_written() {
    assertThatThrownBy(() -> BulkFolder.create(home, Long.MAX_VALUE))
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.DISK))
        .hasMessageContaining("SSTables need 8,796,093,022,207 MiB of free disk space")
        .hasMessageContaining(home.toString());
    assertThat(home).isEmptyDirectory();
  }
}
