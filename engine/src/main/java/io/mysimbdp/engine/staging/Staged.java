package io.mysimbdp.engine.staging;

import java.time.Instant;

/** What was found under one name in a staging directory. */
public sealed interface Staged {

  /** Returns its name, without folders. */
  String name();

  /**
   * A complete file, to be ingested.
   *
   * @param stamp shows later whether it has been touched
   */
  record Ready(String name, Location location, FileStamp stamp) implements Staged {}

  /**
   * A file that may still be written to.
   *
   * @param completeAt when it counts as complete if it is not touched any more
   */
  record Settling(String name, Instant completeAt) implements Staged {}

  /**
   * A file that waits for its marker.
   *
   * @param reason one sentence that names the marker
   */
  record Unmarked(String name, String reason) implements Staged {}

  /**
   * What something breaks that will never be ingested.
   *
   * @param rule in a word or two
   * @param limit what the rule allows
   * @param actual what there is
   */
  record Misfit(String rule, String limit, String actual) {}

  /**
   * Something that will never be ingested.
   *
   * @param misfit what it breaks
   * @param movable whether it can be taken out of staging; a folder or a pipe stays
   */
  record Unfit(String name, Location location, Misfit misfit, String reason, boolean movable)
      implements Staged {}
}
