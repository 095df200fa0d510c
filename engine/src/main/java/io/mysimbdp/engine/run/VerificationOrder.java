package io.mysimbdp.engine.run;

import java.io.Serializable;
import java.util.Set;

/**
 * Makes a run read back what another run has written, instead of writing.
 *
 * @param share of the keys that are compared, more than 0, at most 1
 * @param lastWriteMicros the write time of the last row of that run, in microseconds since 1970
 * @param refusedLines the lines of the records that Cassandra has refused in that run
 */
public record VerificationOrder(double share, long lastWriteMicros, Set<Long> refusedLines)
    implements Serializable {

  /** Copies. */
  public VerificationOrder {
    refusedLines = Set.copyOf(refusedLines);
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("No share of rows: " + share);
    }
  }
}
