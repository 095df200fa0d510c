package io.mysimbdp.bulk;

import java.io.DataOutputStream;
import java.io.IOException;

/**
 * What has been done since the start.
 *
 * @param rows that were taken, the refused ones among them
 * @param tables SSTables that are complete
 * @param bytes that these take on the disk, and those that are being written
 * @param streamedBytes that were sent to nodes, to all of them together
 */
public record Written(long rows, long tables, long bytes, long streamedBytes) {

  /** Nothing yet. */
  public static final Written NOTHING = new Written(0, 0, 0, 0);

  /** Writes it. */
  public void to(DataOutputStream out) throws IOException {
    out.writeLong(rows);
    out.writeLong(tables);
    out.writeLong(bytes);
    out.writeLong(streamedBytes);
  }

  /** Reads one. */
  public static Written from(FrameBody in) throws BrokenFrameException {
    Written read = new Written(in.getLong(), in.getLong(), in.getLong(), in.getLong());
    if (read.rows < 0 || read.tables < 0 || read.bytes < 0 || read.streamedBytes < 0) {
      throw new BrokenFrameException("Expected numbers of at least 0, got " + read);
    }
    return read;
  }
}
