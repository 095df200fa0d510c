package io.mysimbdp.engine.rehearsal;

import io.mysimbdp.engine.schedule.Step;

/**
 * An installation that is thrown away, with one tenant and a Cassandra of its own. For one thread,
 * except where it says otherwise.
 */
public interface Stage {

  /** Returns what is given to the app. */
  Sample sample();

  /** Returns whether the app has a process of its own. */
  boolean isProcessOfItsOwn();

  /** Has it all as it was before the first run: no rows, no history, no files. */
  void clear();

  /** Has the engine forget that it has ever run; rows stay. */
  void forget();

  /** Stages a file, complete. */
  void stage(String name, byte[] content);

  /**
   * Runs the engine in this process, as production would.
   *
   * @param at what happens at steps of its batches
   */
  Performance run(Conditions conditions, Cue at) throws InterruptedException;

  /**
   * Runs the engine in a process of its own that is killed when it comes to a step.
   *
   * @return false when it has ended without coming to it
   */
  boolean killedAt(Step step, Conditions conditions) throws InterruptedException;

  /** Returns what is in the tenant's tables. */
  Contents contents() throws InterruptedException;

  /** Returns the way between engine and Cassandra. Safe for all threads. */
  Line line();

  /** Returns what runs have left behind in this process so far. */
  Leftovers leftovers() throws InterruptedException;

  /** What happens when a batch comes to a step. */
  @FunctionalInterface
  interface Cue {

    /** Nothing happens. */
    Cue NONE = (step, prompter) -> {};

    /** A batch has come to a step; called on threads of the engine. */
    void reached(Step step, Prompter prompter);
  }

  /** What can be done to a run. Safe for all threads. */
  interface Prompter {

    /** Stops the engine, as SIGTERM does. */
    void stop();
  }
}
