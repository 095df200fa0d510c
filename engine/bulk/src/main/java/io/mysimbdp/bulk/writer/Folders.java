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
  private int over;
  private long tables;
  private long bytes;

  Folders(Path folder) {
    this.folder = folder;
  }

  /** Returns the folder of a round, from 0. */
  Path of(int round) {
    return folder.resolve(Integer.toString(round));
  }

  /** The first of the rounds that are not over is. */
  synchronized void finished() {
    long[] found = {tables, bytes};
    look(of(over), found);
    tables = found[0];
    bytes = found[1];
    over++;
  }

  /**
   * Returns what has been written.
   *
   * @param rows that were taken
   * @param streamedBytes that were sent to nodes
   */
  synchronized Written written(long rows, long streamedBytes) {
    long[] found = {tables, bytes};
    for (int round = over; Files.isDirectory(of(round)); round++) {
      look(of(round), found);
    }
    return new Written(rows, found[0], found[1], streamedBytes);
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
