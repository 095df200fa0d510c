package io.mysimbdp.engine.ledger;

import java.util.Set;

/** Where a file stands. Names are stable: they stand in the ledger. */
public enum FileState {
  /** A run has begun to write its rows. After a crash it stays so, and is taken up again. */
  RUNNING,
  /** Every record is acknowledged, rejected or skipped. */
  DONE,
  /** It cannot be ingested as it is. */
  REFUSED,
  /** The run failed; the file is still in staging and will be run again. */
  FAILED,
  /** It was done, and somebody has asked for it to be ingested again. */
  REOPENED;

  /** Tells whether a file may come from this state into another one. */
  public boolean mayBecome(FileState next) {
    return switch (this) {
      case RUNNING -> Set.of(RUNNING, DONE, REFUSED, FAILED).contains(next);
      case DONE -> next == REOPENED;
      case REFUSED, FAILED, REOPENED -> next == RUNNING;
    };
  }
}
