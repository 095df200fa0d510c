package io.mysimbdp.engine.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What shows, without opening it, that a file of the plugins folder is another than before.
 *
 * @param sizeBytes its size; -1 when the file cannot be looked at
 * @param modified when its content was last written, as the file system tells
 * @param fileKey its identity in the file system, empty where there is none
 * @param changed when its content, name or permissions were last changed; equal to {@code modified}
 *     where the file system does not tell. It betrays a copy that keeps size and time of the file
 *     it overwrites, and a file that may be read at last.
 */
record JarStamp(long sizeBytes, Instant modified, String fileKey, Instant changed) {

  private static final String UNIX = "unix:size,lastModifiedTime,fileKey,ctime";

  /** Of a file that is there and cannot be looked at. */
  private static final JarStamp UNKNOWN = new JarStamp(-1, Instant.EPOCH, "", Instant.EPOCH);

  /** Looks at a file, through links, with one call of the system. Empty when it is not there. */
  static Optional<JarStamp> of(Path file) {
    try {
      return Optional.of(
          file.getFileSystem().supportedFileAttributeViews().contains("unix")
              ? ofUnix(file)
              : ofAny(file));
    } catch (NoSuchFileException e) {
      // A link to nowhere stays a mistake that is told.
      return Files.isSymbolicLink(file) ? Optional.of(UNKNOWN) : Optional.empty();
    } catch (IOException e) {
      return Optional.of(UNKNOWN);
    }
  }

  private static JarStamp ofUnix(Path file) throws IOException {
    Map<String, Object> told = Files.readAttributes(file, UNIX);
    return new JarStamp(
        told.get("size") instanceof Long size ? size : -1,
        instant(told.get("lastModifiedTime")),
        String.valueOf(told.get("fileKey")),
        instant(told.get("ctime")));
  }

  private static JarStamp ofAny(Path file) throws IOException {
    BasicFileAttributes told = Files.readAttributes(file, BasicFileAttributes.class);
    Object key = told.fileKey();
    Instant modified = told.lastModifiedTime().toInstant();
    return new JarStamp(told.size(), modified, key == null ? "" : key.toString(), modified);
  }

  private static Instant instant(@Nullable Object time) {
    return time instanceof FileTime known ? known.toInstant() : Instant.EPOCH;
  }
}
