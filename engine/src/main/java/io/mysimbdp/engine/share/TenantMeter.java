package io.mysimbdp.engine.share;

/**
 * Hears of the requests of one tenant to Cassandra and of what it waits for, for whoever measures.
 * Called where rows are written, on many threads: must be quick, and must not wait or fail.
 */
public interface TenantMeter {

  /** Measures nothing. */
  TenantMeter NONE = new TenantMeter() {};

  /**
   * Cassandra has answered a request that carried rows, if only by saying that it has too much to
   * do.
   *
   * @param nanos how long the answer took, in nanoseconds; waits before the attempt not counted
   */
  default void wrote(long nanos) {}

  /**
   * Cassandra has the rows of a round that went by files.
   *
   * @param nanos how long that took, from the end of the round on, in nanoseconds
   */
  default void tookIn(long nanos) {}

  /** A request that carried rows is to be sent again. */
  default void retried() {}

  /**
   * A request has waited for its permit.
   *
   * @param nanos how long, in nanoseconds
   */
  default void waitedForPermit(long nanos) {}

  /**
   * A row or bytes of a file have waited for a rate, the tenant's own or the platform's.
   *
   * @param nanos how long, in nanoseconds
   */
  default void throttled(long nanos) {}
}
