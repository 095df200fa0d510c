package io.mysimbdp.engine;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Real files, which lie beside the project because their licence forbids shipping them. Without
 * them a test is skipped; in CI their absence is an error.
 */
public final class SharedData {

  private static final Path FOLDER = folder();

  private SharedData() {}

  /** Returns a file, for example {@code reviews/sample_us.tsv}. */
  public static Path file(String name) {
    require();
    Path file = FOLDER.resolve(name);
    if (!Files.isRegularFile(file)) {
      fail("no file " + name + " in " + FOLDER);
    }
    return file;
  }

  /** Returns the files in a folder, by name. */
  public static List<Path> filesIn(String name) {
    require();
    try (Stream<Path> files = Files.list(FOLDER.resolve(name))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void require() {
    boolean there = Files.isDirectory(FOLDER);
    if (!there && "true".equals(System.getenv("CI"))) {
      fail("the real files are missing in " + FOLDER + "; CI must have them");
    }
    assumeTrue(there, "the real files are not on this machine");
  }

  private static Path folder() {
    String override = System.getProperty("mysimbdp.shared");
    if (override != null) {
      return Path.of(override).resolve("data");
    }
    Path project = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(project.resolve(".mvn"))) {
      project = project.getParent();
    }
    return project.resolveSibling("shared").resolve("data");
  }
}
