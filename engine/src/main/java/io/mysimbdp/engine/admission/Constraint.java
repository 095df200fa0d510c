package io.mysimbdp.engine.admission;

/**
 * A rule that something must keep for a file to be ingested. Immutable, safe for several threads.
 *
 * @param <T> what the rule looks at
 */
public interface Constraint<T> {

  /**
   * Returns the key of the configuration that sets the rule, for example {@code files.max-size}.
   */
  String rule();

  /** Judges; the decision names this rule unless it is {@link Decision.Admitted}. */
  Decision judge(T subject);
}
