package io.mysimbdp.engine.ledger;

/**
 * Hears how the ledger's calls to Cassandra go, for whoever measures. Called on many threads; must
 * not wait or fail.
 */
public interface LedgerMeter {

  /** Measures nothing. */
  LedgerMeter NONE = new LedgerMeter() {};

  /** What a call is about. */
  enum Part {
    /** Files, decisions, charges and what was said about tenants. */
    LEDGER,
    /** Who serves a tenant. */
    LEASE
  }

  /**
   * A call has come to its end.
   *
   * @param nanos how long it took, in nanoseconds, with all attempts and the waits between them
   * @param attempts how often Cassandra was asked, from 1
   * @param isAnswered whether it answered in the end
   */
  default void called(Part part, long nanos, int attempts, boolean isAnswered) {}

  /** A lease that was held is another engine's now. */
  default void leaseLost() {}
}
