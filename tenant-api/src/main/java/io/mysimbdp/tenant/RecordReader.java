package io.mysimbdp.tenant;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the records of one file from first to last. For one thread at a time. */
public interface RecordReader extends AutoCloseable {

  /** Returns the column names, from the file's header or else from the profile; unmodifiable. */
  List<String> columns();

  /**
   * Returns the next record, or null when there is none left. A record stays valid after the next
   * call.
   *
   * @throws IOException when the file cannot be read, or changed while being read
   */
  @Nullable InputRecord next() throws IOException;

  /** Stops reading. Records not read by then are not ingested, and the run fails for that. */
  @Override
  void close() throws IOException;
}
