package io.mysimbdp.engine.bulk;

/**
 * How fast the second way in has been in this engine's life, for whoever weighs it against the
 * first one; assumed until it has been measured. Safe for several threads.
 */
public final class BulkPace {

  /** The most that is believed of a gain, so that one odd measurement promises no wonders. */
  public static final double MOST_GAIN = 5;

  /** On two cores that a server loads as well. */
  private static final double ASSUMED_START_SECONDS = 6;

  /** Of 581,000 reviews, in turns on the same two cores. */
  private static final double ASSUMED_GAIN = 2.5;

  private static final double ASSUMED_LAST_ROUND_SECONDS = 3;

  // Guarded by this.
  private Figures figures =
      new Figures(ASSUMED_START_SECONDS, ASSUMED_GAIN, ASSUMED_LAST_ROUND_SECONDS);

  /**
   * What is to be expected.
   *
   * @param startSeconds from the wish for a process until it takes rows
   * @param gain how many times as many rows a second get in as by statements, where nothing but
   *     that takes time; 0: not to be used
   * @param lastRoundSeconds from the last row until the server has all
   */
  public record Figures(double startSeconds, double gain, double lastRoundSeconds) {}

  /** Returns what is to be expected of the next run. */
  public synchronized Figures figures() {
    return figures;
  }

  /** A process has taken so long to start. */
  public synchronized void started(double seconds) {
    figures = new Figures(seconds, figures.gain, figures.lastRoundSeconds);
  }

  /**
   * Both ways were measured in one run. Half of it counts: one run while others kept the machine
   * busy must not decide about all that follow.
   *
   * @param gain as in {@link Figures}; at most {@link #MOST_GAIN} of it counts
   */
  public synchronized void gained(double gain) {
    if (figures.gain == 0) {
      return;
    }
    figures =
        new Figures(
            figures.startSeconds,
            (figures.gain + Math.min(gain, MOST_GAIN)) / 2,
            figures.lastRoundSeconds);
  }

  /**
   * A run has failed this way: whoever weighs it will not choose it again in this engine's life.
   */
  public synchronized void failed() {
    figures = new Figures(figures.startSeconds, 0, figures.lastRoundSeconds);
  }

  /** The last round of a run has taken so long. */
  public synchronized void settled(double seconds) {
    figures = new Figures(figures.startSeconds, figures.gain, seconds);
  }
}
