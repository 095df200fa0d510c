package io.mysimbdp.engine.schedule;

import io.mysimbdp.engine.staging.FileStamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Adds up files that wait. There may be a hundred thousand, so only the first are described. Not
 * safe for several threads.
 */
final class WaitingSum {

  private long count;
  private long unready;
  private long bytes;
  private boolean isMore;
  private @Nullable Instant oldest;
  private final List<FileWait> first = new ArrayList<>();

  /**
   * Adds a file.
   *
   * @param stamp how it looked; null: not known
   * @param wait describes it; is asked only when it is to be named
   */
  void add(@Nullable FileStamp stamp, Supplier<FileWait> wait) {
    count++;
    if (stamp != null) {
      bytes += stamp.sizeBytes();
      // To make an instant of each would cost more than all the rest.
      if (oldest == null || stamp.modifiedNanos() < nanos(oldest)) {
        oldest = FileWait.modified(stamp);
      }
    }
    if (first.size() < FilesWaiting.MOST_NAMED) {
      first.add(wait.get());
    }
  }

  /** Adds a file that is not to be run as it is now. */
  void addUnready(Supplier<FileWait> wait) {
    unready++;
    add(null, wait);
  }

  private static long nanos(Instant time) {
    return time.getEpochSecond() * 1_000_000_000 + time.getNano();
  }

  /**
   * Adds files that are not looked at one by one.
   *
   * @param unreadyFiles how many of them are not to be run as they are now
   */
  void add(long files, long unreadyFiles, long size) {
    count += files;
    unready += unreadyFiles;
    bytes += size;
  }

  /** Adds what another one has added up. */
  void add(WaitingSum other) {
    count += other.count;
    unready += other.unready;
    bytes += other.bytes;
    isMore |= other.isMore;
    if (other.oldest != null && (oldest == null || other.oldest.isBefore(oldest))) {
      oldest = other.oldest;
    }
    for (FileWait wait : other.first) {
      if (first.size() < FilesWaiting.MOST_NAMED) {
        first.add(wait);
      }
    }
  }

  /** Says that there are more, which nobody has counted. */
  void andMore() {
    isMore = true;
  }

  boolean isEmpty() {
    return count == 0;
  }

  FilesWaiting view() {
    return new FilesWaiting(count, unready, isMore, bytes, oldest, first);
  }
}
