package io.mysimbdp.tenant;

/** Turns one record into rows, a reject, or nothing. See {@link BatchContext#wrangle}. */
@FunctionalInterface
public interface Wrangler {

  /**
   * Decides what becomes of one record. May be called by several threads at a time.
   *
   * @throws Exception to fail the run; a broken record should become {@link Outcome#reject}
   */
  Outcome wrangle(InputRecord record) throws Exception;
}
