package io.mysimbdp.engine.schedule;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files of one tenant that are not being run. Immutable.
 *
 * @param count how many are known
 * @param unready how many of those do not wait to be run: they are not complete, or can neither be
 *     ingested nor moved away
 * @param isMore whether there are more than that, which are not counted
 * @param bytes the size of those whose size is known
 * @param oldest when the first of those that wait to be run was modified last; null: not known
 * @param first some of them with what they wait for, {@link #MOST_NAMED} at most: those before
 *     others that will be run before them
 */
public record FilesWaiting(
    long count,
    long unready,
    boolean isMore,
    long bytes,
    @Nullable Instant oldest,
    List<FileWait> first) {

  /** How many files of a tenant are named. */
  public static final int MOST_NAMED = 50;

  static final FilesWaiting NONE = new FilesWaiting(0, 0, false, 0, null, List.of());

  /** Returns how many wait to be run. */
  public long ready() {
    return count - unready;
  }

  /** Copies. */
  public FilesWaiting {
    first = List.copyOf(first);
  }
}
