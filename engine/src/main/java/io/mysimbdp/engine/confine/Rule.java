package io.mysimbdp.engine.confine;

/** What becomes of a call of some member. */
sealed interface Rule {

  /**
   * It is refused, always.
   *
   * @param why the end of the sentence, as in {@code which ends the engine for every tenant}
   */
  record Refuse(String why) implements Rule {}

  /** It is checked, and goes on with the arguments that the check has left. */
  record Screen(Check check) implements Rule {}

  /**
   * A method of {@link Checkpoint} is called instead.
   *
   * @param method its name; it takes the receiver first, if there is one, and the same arguments
   */
  record Swap(String method) implements Rule {}

  /**
   * Its result goes through a method of {@link Checkpoint}.
   *
   * @param method its name; it takes and gives the type of the result
   */
  record Filter(String method) implements Rule {}

  /** Checks a call. */
  @FunctionalInterface
  interface Check {
    /**
     * Checks.
     *
     * @throws RefusedCallException when it is not allowed
     */
    void check(Call call);
  }
}
