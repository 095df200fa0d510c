package io.mysimbdp.engine.staging;

import io.mysimbdp.engine.config.FileRules;
import io.mysimbdp.engine.config.FileRules.Completion;
import io.mysimbdp.engine.staging.Staged.Misfit;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells which files have arrived as a whole, wherever they lie, and names what never will be
 * ingested.
 */
public final class Completeness {

  private static final List<String> UNFINISHED =
      List.of(".tmp", ".part", ".partial", ".filepart", ".crdownload", "~");

  private final Completion completion;
  private final Duration quietPeriod;
  private final String markerSuffix;
  private final InstantSource clock;

  /**
   * Makes a judge.
   *
   * @param rules what shows that a file is complete
   */
  public Completeness(FileRules rules, InstantSource clock) {
    this.completion = rules.completion();
    this.quietPeriod = rules.quietPeriod();
    this.markerSuffix = rules.markerSuffix();
    this.clock = clock;
  }

  /** Tells whether files need markers. */
  public boolean isByMarker() {
    return completion == Completion.MARKER;
  }

  /** Tells whether a name is that of a marker. */
  public boolean isMarker(String name) {
    return isByMarker() && name.endsWith(markerSuffix);
  }

  /** Tells whether a name is one that uploads use for unfinished files, or that of a marker. */
  public boolean isPassedOver(String name) {
    return name.startsWith(".") || UNFINISHED.stream().anyMatch(name::endsWith) || isMarker(name);
  }

  /** Returns the name of the marker of a file. */
  public String markerOf(String name) {
    return name + markerSuffix;
  }

  /**
   * Judges a file by its marker, which counts only when it is not older than the last change of its
   * file: one that a former file of that name has left behind must not vouch for the next.
   *
   * @param modified when the file was changed last
   * @param marker when its marker was; null: there is none
   */
  public Staged byMarker(
      String name, Location location, FileStamp stamp, Instant modified, @Nullable Instant marker) {
    if (marker == null) {
      return new Staged.Unmarked(
          name, "it waits for its marker " + markerOf(name) + ", for files.completion = marker");
    }
    return marker.isBefore(modified)
        ? new Staged.Unmarked(
            name,
            "its marker " + markerOf(name) + " is older than its last change; put it there again")
        : new Staged.Ready(name, location, stamp);
  }

  /**
   * Judges a file by the time of its last change.
   *
   * @param modified when that was
   */
  public Staged byTime(String name, Location location, FileStamp stamp, Instant modified) {
    Instant completeAt = modified.plus(quietPeriod);
    Instant now = clock.instant();
    // A time in the future says nothing about when the file was written last; waiting for it could
    // take for ever. Such a file is watched for one quiet period by whoever waits for this one.
    if (completeAt.isAfter(now) && completeAt.isBefore(now.plus(quietPeriod).plusSeconds(1))) {
      return new Staged.Settling(name, completeAt);
    }
    return new Staged.Ready(name, location, stamp);
  }

  /**
   * Returns what is no file.
   *
   * @param kind what it is, with its article
   */
  public static Staged.Unfit unfitKind(
      String name, Location location, String kind, boolean movable) {
    return new Staged.Unfit(
        name,
        location,
        new Misfit("regular-file", "a regular file", kind),
        "it is " + kind + "; only regular files are ingested",
        movable);
  }

  /**
   * Returns a file whose name cannot be used.
   *
   * @param fault what its name does
   */
  public static Staged.Unfit unfitName(String name, Location location, String fault) {
    return new Staged.Unfit(
        FileNames.printable(name),
        location,
        new Misfit("file-name", "printable UTF-8", "a name that " + fault),
        "its name " + fault,
        true);
  }
}
