package io.mysimbdp.engine.rehearsal;

/** One thing that production does to an app. Holds no state of its own. */
public interface Check {

  /** Returns the word that chooses it on the command line. */
  String name();

  /** Returns what it does, in half a sentence. */
  String about();

  /** Returns what has to come of it, in half a sentence. */
  String expected();

  /**
   * Does it, on a stage that others may have left in any state.
   *
   * @param stage where the app is played
   * @param baseline what is known of the app so far
   * @throws InterruptedException when the rehearsal is called off
   */
  Finding run(Stage stage, Baseline baseline) throws InterruptedException;
}
