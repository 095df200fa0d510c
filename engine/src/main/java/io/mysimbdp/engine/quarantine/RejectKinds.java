package io.mysimbdp.engine.quarantine;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rejects counted by what is wrong with them: few kinds with short names, whatever a file holds, so
 * that they fit into a row of the ledger. Not safe for several threads.
 */
final class RejectKinds {

  /** What is counted here is of a kind beyond the first ones. */
  static final String OTHER = "other";

  private static final int MOST = 20;
  private static final int LONGEST = 80;

  private final Map<String, Long> counts = new HashMap<>();

  /**
   * Counts one.
   *
   * @param column the column at fault; null: the record as a whole
   */
  void add(String rule, @Nullable String column) {
    String kind = column == null ? rule : rule + " in " + shortened(column);
    boolean isOneMore = !counts.containsKey(kind) && counts.size() >= MOST;
    counts.merge(isOneMore ? OTHER : kind, 1L, Long::sum);
  }

  /** Returns how many there are of each kind, as of now; at most 21 kinds. */
  Map<String, Long> counts() {
    return Map.copyOf(counts);
  }

  /** A header is the tenant's, and may hold anything. */
  private static String shortened(String column) {
    String start = column.substring(0, Math.min(column.length(), 2 * LONGEST));
    String line = start.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return line.codePointCount(0, line.length()) <= LONGEST
        ? line
        : line.substring(0, line.offsetByCodePoints(0, LONGEST - 1)) + "…";
  }
}
