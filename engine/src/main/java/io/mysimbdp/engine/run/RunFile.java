package io.mysimbdp.engine.run;

import io.mysimbdp.engine.staging.FileStamp;
import java.io.Serializable;

/**
 * One file of a batch.
 *
 * @param name its name in the staging directory
 * @param path where it is
 * @param sha256 the digest of its content as staged, hexadecimal
 * @param stamp how it looked when the digest was taken
 */
public record RunFile(String name, String path, String sha256, FileStamp stamp)
    implements Serializable {

  /** Returns its size in bytes as staged. */
  public long sizeBytes() {
    return stamp.sizeBytes();
  }
}
