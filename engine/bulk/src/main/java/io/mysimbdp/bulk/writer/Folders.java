package io.mysimbdp.bulk.writer;

import io.mysimbdp.bulk.Written;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** The folders of the rounds, and what is in them. Safe for several threads. */
final class Folders {

  /** Written last of an SSTable's files. */
  private static final String COMPLETE = "-TOC.txt";

  private final Path folder;

  // All guarded by this. Of the rounds that are over, for the engine may take their files away.
  private int round;
  private long tables;
  private long bytes;

  Folders(Path folder) {
    this.folder = folder;
  }

  /** Returns the folder of the round that is not over yet. */
  synchronized Path current() {
    return folder.resolve(Integer.toString(round));
  }

  /** Goes on to the next round. */
  synchronized void finished() {
    Written all = written(0);
    tables = all.tables();
    bytes = all.bytes();
    round++;
  }

  /**
   * Returns what has been written.
   *
   * @param rows that were taken
   */
  synchronized Written written(long rows) {
    long[] found = {tables, bytes};
    if (Files.isDirectory(current())) {
      look(current(), found);
    }
    return new Written(rows, found[0], found[1]);
  }

  private static void look(Path folder, long[] found) {
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              found[0] += file.getFileName().toString().endsWith(COMPLETE) ? 1 : 0;
              found[1] += attributes.size();
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              // Cassandra makes and renames files all the time.
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
