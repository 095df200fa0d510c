package io.mysimbdp.engine.schedule;

/** The steps of a batch between which the engine may die; each must be repaired by the next run. */
public enum Step {
  /** The ledger says RUNNING; no row is written yet. */
  BEGUN,
  /** The ledger knows of a new position within a file. */
  ADVANCED,
  /** The app has returned and every row is answered. */
  RAN,
  /** What the run has used is written down; none of its files is committed yet. */
  METERED,
  /** The ledger says DONE. */
  COMMITTED,
  /** The tenant is charged. */
  CHARGED,
  /** The file has left staging. */
  MOVED
}
