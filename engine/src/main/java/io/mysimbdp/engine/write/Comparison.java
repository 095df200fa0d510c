package io.mysimbdp.engine.write;

import java.io.Serializable;
import java.util.List;

/**
 * How the rows that a file makes compare with those that Cassandra holds.
 *
 * @param rows rows that the file makes
 * @param compared how many of them were read back
 * @param missing keys that Cassandra does not hold
 * @param different keys under which Cassandra holds other values
 * @param superseded rows that were written over by a later run, which is no fault
 * @param examples some of the missing and different rows, a sentence each
 */
public record Comparison(
    long rows, long compared, long missing, long different, long superseded, List<String> examples)
    implements Serializable {

  /** Nothing was compared. */
  public static final Comparison NONE = new Comparison(0, 0, 0, 0, 0, List.of());

  /** Copies. */
  public Comparison {
    examples = List.copyOf(examples);
  }

  /** Tells whether Cassandra holds all that was compared. */
  public boolean isEqual() {
    return missing == 0 && different == 0;
  }
}
