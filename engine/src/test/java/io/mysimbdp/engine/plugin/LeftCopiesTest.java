package io.mysimbdp.engine.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What killed engines have left in the temporary folder. */
class LeftCopiesTest {

  @TempDir Path temporary;

  @Test
  void the_folder_of_an_engine_stays_while_it_runs_and_goes_when_it_was_killed() throws Exception {
    Process engine =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                temporary.toString())
            .redirectErrorStream(true)
            .start();
    try (BufferedReader told = engine.inputReader()) {
      String line = told.readLine();
      while (line != null && !line.startsWith(temporary.toString())) {
        line = told.readLine(); // The JVM has something to say first.
      }
      Path folder = Path.of(Objects.requireNonNull(line));
      age(folder);
      try (PrivateCopies copies = PrivateCopies.open(temporary)) {
        assertThat(copies.folder()).exists();
        assertThat(folder.resolve("1").resolve("acme.jar")).exists();
      }
      engine.destroyForcibly().waitFor();
      try (PrivateCopies copies = PrivateCopies.open(temporary)) {
        assertThat(copies.folder()).exists();
        assertThat(folder).doesNotExist();
      }
    } finally {
      engine.destroyForcibly().waitFor();
    }
  }

  /** An engine with a copy of a JAR, until it is killed. */
  static final class Holder {

    private Holder() {}

    public static void main(String[] arguments) throws Exception {
      Path temporary = Path.of(arguments[0]);
      Path jar = Files.writeString(temporary.resolve("acme.jar"), "x");
      Path copy = PrivateCopies.open(temporary).copy(jar);
      System.out.println(copy.resolve("../..").normalize());
      new CountDownLatch(1).await();
    }
  }

  @Test
  void the_folder_of_another_catalog_of_this_engine_stays() throws IOException {
    try (PrivateCopies first = PrivateCopies.open(temporary)) {
      age(first.folder());
      try (PrivateCopies second = PrivateCopies.open(temporary)) {
        assertThat(first.folder()).exists();
        assertThat(second.folder()).exists();
      }
    }
  }

  @Test
  void a_young_folder_and_one_that_only_looks_like_ours_stay() throws IOException {
    Path young = left("young");
    Files.setLastModifiedTime(young, FileTime.from(Instant.now()));
    Path foreign = Files.createDirectory(temporary.resolve("mysimbdp-plugins-foreign"));
    age(foreign);
    Path elsewhere = left("target");
    Files.move(elsewhere, temporary.resolve("elsewhere"));
    Path link =
        Files.createSymbolicLink(
            temporary.resolve("mysimbdp-plugins-link"), temporary.resolve("elsewhere"));
    LeftCopies.delete(temporary, Files.getOwner(temporary));
    assertThat(young).exists();
    assertThat(foreign).exists();
    assertThat(link).exists();
    assertThat(temporary.resolve("elsewhere").resolve("lock")).exists();
  }

  private Path left(String name) throws IOException {
    Path folder = Files.createDirectory(temporary.resolve("mysimbdp-plugins-" + name));
    Files.createFile(folder.resolve("lock"));
    Files.writeString(Files.createDirectory(folder.resolve("1")).resolve("acme.jar"), "x");
    age(folder);
    return folder;
  }

  private static void age(Path folder) throws IOException {
    Files.setLastModifiedTime(folder, FileTime.from(Instant.now().minusSeconds(3600)));
  }
}
