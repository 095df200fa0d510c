package io.mysimbdp.engine.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Files that were read, to tell later whether they would be read the same. In doubt they would not:
 * reading once more costs time only. Immutable.
 *
 * @param stamps what was there; empty for a file of which one cannot tell
 */
record ReadFiles(Map<Path, Optional<Stamp>> stamps) {

  /** The clock of a file system may be coarse: of two changes at one time the second hides. */
  private static final Duration COARSEST_CLOCK = Duration.ofSeconds(2);

  /** What shows that a file is still the same. A link is followed, for what it leads to is read. */
  private record Stamp(FileTime modified, long size, String key) {

    static Optional<Stamp> of(Path file) {
      try {
        BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
        return Optional.of(
            new Stamp(found.lastModifiedTime(), found.size(), String.valueOf(found.fileKey())));
      } catch (IOException e) {
        return Optional.empty();
      }
    }
  }

  ReadFiles {
    stamps = Map.copyOf(stamps);
  }

  /**
   * Notes what files are, just after they were read.
   *
   * @param began when that began; what has changed since, or only just before, counts as unknown
   */
  static ReadFiles of(Set<Path> files, Instant began) {
    FileTime settled = FileTime.from(began.minus(COARSEST_CLOCK));
    Map<Path, Optional<Stamp>> stamps = new HashMap<>();
    for (Path file : files) {
      stamps.put(file, Stamp.of(file).filter(it -> it.modified().compareTo(settled) < 0));
    }
    return new ReadFiles(stamps);
  }

  /** Tells whether all are known and still the same. */
  boolean areSame() {
    return stamps.entrySet().stream()
        .allMatch(
            each -> each.getValue().isPresent() && each.getValue().equals(Stamp.of(each.getKey())));
  }
}
