package io.mysimbdp.engine.ledger;

/** Where a file stands. Names are stable: they stand in the ledger. */
public enum FileState {
  /** A run has begun to write its rows. After a crash it stays so, and is run again. */
  RUNNING,
  /** Every record is acknowledged, rejected or skipped. */
  DONE,
  /** It cannot be ingested as it is. */
  REFUSED,
  /** The run failed; the file is still in staging and will be run again. */
  FAILED
}
