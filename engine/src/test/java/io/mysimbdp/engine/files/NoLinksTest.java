package io.mysimbdp.engine.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of two tenants, of whom one puts links where the engine reads and writes. */
class NoLinksTest {

  @TempDir Path tenants;

  private Path own = Path.of("");
  private Path others = Path.of("");

  @BeforeEach
  void make_two_tenants() throws IOException {
    own = Files.createDirectories(tenants.resolve("own/staging"));
    others = Files.createDirectories(tenants.resolve("others/staging"));
    Files.writeString(own.resolve("a.csv"), "own");
    Files.writeString(others.resolve("a.csv"), "others'");
  }

  @Test
  void what_is_no_link_is_read_written_listed_moved_and_deleted() throws IOException {
    assertThat(read(own.resolve("a.csv"))).isEqualTo("own");
    NoLinks.folder(tenants.resolve("own/done"));
    Path done = tenants.resolve("own/done/b.csv");
    NoLinks.move(own.resolve("a.csv"), done);
    assertThat(NoLinks.attributes(done).size()).isEqualTo(3);
    try (FileChannel out = NoLinks.create(own.resolve("c.csv"))) {
      out.write(StandardCharsets.UTF_8.encode("c"));
    }
    try (DirectoryStream<Path> all = NoLinks.list(own)) {
      assertThat(all).containsExactly(own.resolve("c.csv"));
    }
    assertThat(NoLinks.delete(done)).isTrue();
    assertThat(NoLinks.delete(done)).isFalse();
    assertThatThrownBy(() -> NoLinks.create(own.resolve("c.csv")))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(() -> NoLinks.read(done)).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void a_folder_that_is_a_link_is_refused_whatever_is_to_be_done() throws IOException {
    Path folder = tenants.resolve("own/done");
    Files.createSymbolicLink(folder, others);
    Path file = folder.resolve("a.csv");
    assertRefused(() -> NoLinks.read(file));
    assertRefused(() -> NoLinks.attributes(file));
    assertRefused(() -> NoLinks.list(folder));
    assertRefused(() -> NoLinks.folder(folder));
    assertRefused(() -> NoLinks.create(folder.resolve("new.csv")));
    assertRefused(() -> NoLinks.delete(file));
    assertRefused(() -> NoLinks.move(own.resolve("a.csv"), folder.resolve("b.csv")));
    assertRefused(() -> NoLinks.move(file, own.resolve("b.csv")));
    assertThat(others).isDirectoryContaining("glob:**/a.csv");
    try (var all = Files.list(others)) {
      assertThat(all).hasSize(1);
    }
    assertThat(own.resolve("a.csv")).hasContent("own");
  }

  @Test
  void a_file_that_is_a_link_is_neither_read_nor_written_through() throws IOException {
    Path link = Files.createSymbolicLink(own.resolve("link.csv"), others.resolve("a.csv"));
    assertThatThrownBy(() -> NoLinks.read(link)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> NoLinks.create(link)).isInstanceOf(FileAlreadyExistsException.class);
    assertThat(NoLinks.attributes(link).isSymbolicLink()).isTrue();
    assertThat(NoLinks.delete(link)).isTrue();
    assertThat(link).doesNotExist();
    assertThat(others.resolve("a.csv")).hasContent("others'");

    Path nowhere = Files.createSymbolicLink(own.resolve("new.csv"), others.resolve("new.csv"));
    assertThatThrownBy(() -> NoLinks.create(nowhere))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(others.resolve("new.csv")).doesNotExist();
  }

  @Test
  @Timeout(30)
  void a_pipe_is_not_waited_for() throws Exception {
    Path pipe = own.resolve("pipe.tsv");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

    assertThatThrownBy(() -> NoLinks.read(pipe))
        .isInstanceOf(FileSystemException.class)
        .hasMessage(pipe + ": expected a file, got something else");
  }

  @Test
  void the_tenants_folder_itself_may_be_a_link_of_the_provider() throws IOException {
    Path link = Files.createSymbolicLink(tenants.resolve("linked"), tenants.resolve("own"));
    assertThat(read(link.resolve("staging/a.csv"))).isEqualTo("own");
  }

  @Test
  void a_folder_that_turns_into_a_link_and_back_at_any_moment_betrays_nothing() throws Exception {
    Path aside = tenants.resolve("own/aside");
    Path link = Files.createSymbolicLink(tenants.resolve("own/link"), others);
    AtomicBoolean isEnough = new AtomicBoolean();
    CountDownLatch begun = new CountDownLatch(1);
    Thread attacker =
        new Thread(
            () -> {
              try {
                while (!isEnough.get()) {
                  Files.move(own, aside, StandardCopyOption.ATOMIC_MOVE);
                  Files.move(link, own, StandardCopyOption.ATOMIC_MOVE);
                  begun.countDown();
                  Files.move(own, link, StandardCopyOption.ATOMIC_MOVE);
                  Files.move(aside, own, StandardCopyOption.ATOMIC_MOVE);
                }
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    attacker.start();
    begun.await();
    int reads = 0;
    try {
      for (int i = 0; i < 20_000; i++) {
        try {
          assertThat(read(own.resolve("a.csv"))).isEqualTo("own");
          reads++;
        } catch (FileSystemException e) {
          // It was the link's turn, or nothing's.
        }
      }
    } finally {
      isEnough.set(true);
      attacker.join();
    }
    assertThat(reads).as("else nothing was tried").isPositive();
  }

  @ParameterizedTest(name = "in {0}: folder {1}, file {2}")
  @CsvSource({
    "rwx------, rwx------, rw-------",
    "rwxr-xr-x, rwxr-x---, rw-r-----",
    "rwxrwxrwx, rwxrwx---, rw-rw----",
    "rwxrwx---, rwxrwx---, rw-rw----"
  })
  void what_is_made_is_for_the_owner_and_at_most_for_the_group(
      String there, String folder, String file) throws IOException {
    Path tenant = tenants.resolve("own");
    Files.setPosixFilePermissions(tenant, PosixFilePermissions.fromString(there));
    Path done = tenant.resolve("done");
    NoLinks.folder(done);
    NoLinks.create(done.resolve("a")).close();
    assertThat(rights(done)).isEqualTo(folder);
    assertThat(rights(done.resolve("a"))).isEqualTo(file);
  }

  private static String rights(Path path) throws IOException {
    return PosixFilePermissions.toString(
        Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
  }

  private static void assertRefused(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining(
            "done: expected a folder, got a symbolic link, which is not followed");
  }

  private static String read(Path file) throws IOException {
    try (InputStream in = NoLinks.read(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
