package io.mysimbdp.engine.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records that were read, and why there are no more where that is not the end of the file.
 *
 * @param records in the order of the file
 * @param hasMore whether the next ones may be asked for
 */
record Reading(
    List<TrackedRecord> records,
    boolean hasMore,
    @Nullable IOException unreadable,
    @Nullable RuntimeException failure) {

  /** Enough for a hand-over between threads or processes to cost little. */
  private static final int MOST_RECORDS = 256;

  private static final long MOST_CHARACTERS = 256 << 10;

  /** Reads the next records, a chunk at most. */
  static Reading of(OpenedFile.TrackingReader reader, RunControl control)
      throws InterruptedException {
    List<TrackedRecord> records = new ArrayList<>(MOST_RECORDS);
    long characters = 0;
    try {
      while (records.size() < MOST_RECORDS && characters < MOST_CHARACTERS) {
        control.checkNotCancelled();
        TrackedRecord record = reader.next();
        if (record == null) {
          return new Reading(records, false, null, null);
        }
        records.add(record);
        characters += record.length();
      }
      return new Reading(records, true, null, null);
    } catch (IOException e) {
      return new Reading(records, false, e, null);
    } catch (RuntimeException e) {
      return new Reading(records, false, null, e);
    }
  }

  /** Throws why there are no more records, if that is not the end of the file. */
  void check() throws IOException {
    if (unreadable != null) {
      throw unreadable;
    }
    if (failure != null) {
      throw failure;
    }
  }
}
