package io.mysimbdp.engine.trial;

/** An app has asked its session for what only a Cassandra can answer. */
public final class UnansweredException extends UnsupportedOperationException {

  private static final long serialVersionUID = 1L;

  /**
   * Names what was asked.
   *
   * @param cql the statement
   */
  UnansweredException(String cql) {
    super(
        "The app asks its session for \""
            + cql
            + "\", which only a Cassandra can answer; run it on one, with @WithCassandra");
  }
}
