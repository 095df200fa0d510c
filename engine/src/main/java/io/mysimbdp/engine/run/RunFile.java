package io.mysimbdp.engine.run;

import io.mysimbdp.engine.staging.FileStamp;
import io.mysimbdp.engine.staging.Location;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * One file of a batch.
 *
 * @param name its name in the staging directory
 * @param path where it is: the text of its {@link Location}
 * @param sha256 the digest of its content as staged, hexadecimal
 * @param stamp how it looked when the digest was taken
 * @param resume where its records begin that are not durable yet; null: at its beginning
 * @param formerRejects where a run before has put the rejects up to there; null: nowhere
 * @param part which part of the file is meant, which begins where {@code resume} says; null: all
 */
public record RunFile(
    String name,
    String path,
    String sha256,
    FileStamp stamp,
    @Nullable ResumePoint resume,
    @Nullable String formerRejects,
    @Nullable FilePart part)
    implements Serializable {

  /** Makes a file that is read from its beginning. */
  public RunFile(String name, String path, String sha256, FileStamp stamp) {
    this(name, path, sha256, stamp, null, null, null);
  }

  /** Makes a whole file that a run before has begun. */
  public RunFile(
      String name,
      String path,
      String sha256,
      FileStamp stamp,
      @Nullable ResumePoint resume,
      @Nullable String formerRejects) {
    this(name, path, sha256, stamp, resume, formerRejects, null);
  }

  /** Returns where it is. */
  public Location location() {
    return Location.of(path);
  }

  /** Returns its size in bytes as staged. */
  public long sizeBytes() {
    return stamp.sizeBytes();
  }

  /** Returns up to which byte of it is read, as staged. */
  public long endOffset() {
    return part == null ? sizeBytes() : part.endOffset();
  }
}
