package io.mysimbdp.engine.write;

import io.mysimbdp.engine.bulk.BulkPace;
import java.time.Duration;

/**
 * The rule by which the rest of a run goes by files: when it is in sooner that way, by more than
 * noise. Computation only.
 *
 * <p>By statements it takes what is left over what they get in. By files, a part of that time stays
 * as it is: what passes outside of writing, while records are read and wrangled, or wait for the
 * rates of their tenant. The rest becomes shorter, and start and last round of the process come on
 * top.
 *
 * @param leastTime how long statements must have been measured
 * @param leastRows how many rows of the table must have come in that time
 * @param margin what files may take of the time of statements, as a share of it; above 0
 */
public record Crossover(Duration leastTime, long leastRows, double margin) {

  /** Statements are slow while a server is cold; of less than this, nothing can be said. */
  public static final Crossover MEASURED = new Crossover(Duration.ofSeconds(3), 3_000, 0.75);

  /**
   * Tells whether to start the process.
   *
   * @param statements how fast they have been lately
   * @param files what is to be expected of the other way
   */
  boolean isWorthStart(StatementPace.Reading statements, BulkPace.Figures files) {
    return isWorth(statements, files, files.startSeconds());
  }

  /** Tells whether to use a process that is ready, as {@link #isWorthStart}. */
  boolean isWorthSwitch(StatementPace.Reading statements, BulkPace.Figures files) {
    return isWorth(statements, files, 0);
  }

  private boolean isWorth(
      StatementPace.Reading statements, BulkPace.Figures files, double startSeconds) {
    if (statements.seconds() < leastTime.toNanos() / 1e9
        || statements.rows() < leastRows
        || statements.bytes() <= 0
        || statements.bytesLeft() <= 0) {
      return false;
    }
    double left = secondsLeft(statements);
    double byFiles = startSeconds + left / speedUp(statements.share(), files.gain());
    return byFiles + files.lastRoundSeconds() < margin * left;
  }

  /** Returns how long statements would take for what is left, in seconds. */
  static double secondsLeft(StatementPace.Reading statements) {
    return statements.bytesLeft() * statements.seconds() / statements.bytes();
  }

  /**
   * Returns how many times as fast all becomes when a part of it does (Amdahl's law).
   *
   * @param share of the time that this part takes, from 0 to 1
   * @param gain how many times as fast it becomes
   */
  private static double speedUp(double share, double gain) {
    return 1 / (1 - share + share / gain);
  }

  /**
   * Returns how many times as fast writing has become, from how many times as fast all has; no more
   * than {@code most}.
   *
   * @param share of the time that writing took by statements, above 0
   */
  static double gain(double share, double speedUp, double most) {
    double shareByFiles = 1 / speedUp - (1 - share);
    return shareByFiles <= share / most ? most : share / shareByFiles;
  }
}
