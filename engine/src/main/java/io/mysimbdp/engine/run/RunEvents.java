package io.mysimbdp.engine.run;

import io.mysimbdp.engine.quarantine.Reject;
import io.mysimbdp.tenant.InputRecord;

/**
 * Hears of each record while a run goes on. Called on the threads of the run, with the run's locks
 * held: must neither block nor call back. Does nothing by default.
 */
public interface RunEvents {

  /** Nobody who hears. */
  RunEvents NONE = new RunEvents() {};

  /** A record is about to be given to the app. */
  default void read(InputRecord record) {}

  /** A record is rejected, by the dialect, the app or Cassandra. */
  default void rejected(Reject reject) {}

  /** The app leaves a record out. */
  default void skipped(InputRecord record, String reason) {}

  /** The app says what it is doing. */
  default void progress(String activity) {}
}
