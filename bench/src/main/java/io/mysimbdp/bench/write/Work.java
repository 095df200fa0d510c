package io.mysimbdp.bench.write;

import io.mysimbdp.bench.rows.ContentSum;
import io.mysimbdp.bench.rows.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is to be loaded.
 *
 * @param shape into which table
 * @param source a file, or a folder with nothing but files
 * @param content what the table must hold then
 */
record Work(Shape shape, Path source, ContentSum content) {

  /** Reads the source, to know its content. */
  static Work of(Shape shape, Path source) throws IOException {
    ContentSum content = new ContentSum();
    for (Path file : files(source)) {
      content.addAll(file, shape);
    }
    return new Work(shape, source, content);
  }

  List<Path> files() throws IOException {
    return files(source);
  }

  private static List<Path> files(Path source) throws IOException {
    if (Files.isRegularFile(source)) {
      return List.of(source);
    }
    try (Stream<Path> files = Files.list(source)) {
      return files.sorted().toList();
    }
  }
}
