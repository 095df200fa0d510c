package io.mysimbdp.engine.staging;

import io.mysimbdp.engine.config.FileRules;
import io.mysimbdp.engine.config.Retention;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Where one tenant's files arrive, and where they go: folders, or places in an object store. Holds
 * nothing that it has seen. Two of the same place are equal. Safe for several threads.
 *
 * <p>What cannot be reached is an {@link io.mysimbdp.engine.failure.EngineException} that says who
 * must act, unless a method says otherwise.
 */
public interface StagingArea {

  /** A part of it. */
  enum Part {
    /** Where files arrive. */
    STAGING,
    /** Where ingested files go. */
    DONE,
    /** Where refused files go, each with its reason beside it. */
    REFUSED
  }

  /** Returns what opens the files of all parts. */
  FileSource files();

  /**
   * Lists what has arrived, in the order of arrival: by time of last modification, then by name.
   *
   * <p>Names that uploads use for unfinished files are passed over: dot-files, and names that end
   * in {@code .tmp}, {@code .part}, {@code .partial}, {@code .filepart}, {@code .crdownload} or
   * {@code ~}.
   *
   * @param rules what shows that a file is complete
   */
  List<Staged> scan(FileRules rules, InstantSource clock);

  /**
   * Counts what has arrived, without judging it and without an order.
   *
   * @param most counting ends after as many files, for there may be millions
   */
  StagingDirectory.Tally tally(FileRules rules, int most);

  /** Tells whether anything has arrived; also when that cannot be told. Throws nothing. */
  boolean hasStagedFiles();

  /** Tells whether to look at it takes no more than a moment, whatever is wrong with it. */
  boolean isNear();

  /** Returns when something came or went last; empty: nobody knows. To be asked if it is near. */
  Optional<FileTime> stagingModified();

  /** Returns the folder in which changes can be heard of; empty: there is none. */
  Optional<Path> watchable();

  /** Returns the way out. */
  Exit exit(FileRules rules);

  /** Puts a file back into staging, never over another; a note with a reason goes. */
  void putBack(Part from, String name);

  /** Tells whether something is there; also when that cannot be told. Throws nothing. */
  boolean isThere(Location location);

  /** Returns the place that a name has in a part, whether something is there or not. */
  Location locate(Part part, String name);

  /** Returns the regular files of a name, and those that have got a number behind it. */
  List<Location> named(Part part, String name);

  /**
   * Deletes what has been kept long enough.
   *
   * @return a sentence for each part that something was deleted from
   */
  List<String> expire(Retention retention, InstantSource clock);
}
