package io.mysimbdp.engine.schedule;

import io.mysimbdp.engine.staging.FileStamp;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Why a staged file is not being run. Immutable.
 *
 * @param name its name
 * @param bytes its size; null: not known
 * @param modified when it was modified last, which counts as its arrival; null: not known
 * @param cause the kind of reason
 * @param reason one sentence
 * @param until when that may change by itself; null: nobody knows, or somebody must act
 */
public record FileWait(
    String name,
    @Nullable Long bytes,
    @Nullable Instant modified,
    Cause cause,
    String reason,
    @Nullable Instant until) {

  /** Kinds of reasons. Names are stable: scripts read them. */
  public enum Cause {
    /** Other files are before it. */
    TURN,
    /** Its tenant may run nothing at this hour. */
    WINDOW,
    /** A quota of its tenant is used up. */
    QUOTA,
    /** Its tenant is suspended. */
    SUSPENDED,
    /** It may still be written to. */
    SETTLING,
    /** Its marker is missing. */
    MARKER,
    /** It has failed, and is tried again. */
    RETRY,
    /** It can neither be ingested nor moved away. */
    STUCK,
    /** Its tenant cannot be served now. */
    TROUBLE
  }

  static FileWait of(
      String name, FileStamp stamp, Cause cause, String reason, @Nullable Instant until) {
    return new FileWait(name, stamp.sizeBytes(), modified(stamp), cause, reason, until);
  }

  static Instant modified(FileStamp stamp) {
    long nanos = stamp.modifiedNanos();
    long second = TimeUnit.SECONDS.toNanos(1);
    return Instant.ofEpochSecond(Math.floorDiv(nanos, second), Math.floorMod(nanos, second));
  }
}
