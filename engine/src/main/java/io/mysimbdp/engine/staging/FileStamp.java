package io.mysimbdp.engine.staging;

import io.mysimbdp.engine.files.NoLinks;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;

/**
 * What shows that a file has not been touched: compared before and after it is read.
 *
 * @param sizeBytes its size
 * @param modifiedNanos its time of last modification, in nanoseconds since 1970
 * @param fileKey its identity in the file system (device and inode), empty where there is none: a
 *     file replaced by another of the same name has another one
 */
public record FileStamp(long sizeBytes, long modifiedNanos, String fileKey)
    implements Serializable {

  /**
   * Looks at a file, not following a link.
   *
   * @throws IOException when it cannot be looked at
   */
  public static FileStamp of(Path path) throws IOException {
    return of(Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
  }

  /**
   * Looks at a file in one of a tenant's folders, not following a link in the place of the folder
   * either.
   *
   * @throws IOException when it cannot be looked at
   */
  public static FileStamp ofStaged(Path path) throws IOException {
    return of(NoLinks.attributes(path));
  }

  static FileStamp of(BasicFileAttributes attributes) {
    Object key = attributes.fileKey();
    return new FileStamp(
        attributes.size(),
        attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS),
        key == null ? "" : key.toString());
  }
}
