package io.mysimbdp.engine.statistics;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts by name. Names come from tenants, so only the first thousand different ones are told
 * apart.
 *
 * @param <N> what names are; they are in order
 */
final class NameTally<N extends Comparable<? super N>> {

  private static final int MOST = 1_000;

  private final Map<N, Long> counts = new HashMap<>();

  void add(N name, long count) {
    if (counts.size() < MOST || counts.containsKey(name)) {
      counts.merge(name, count, Long::sum);
    }
  }

  /** Returns the most frequent ones, with their counts. */
  List<Map.Entry<N, Long>> top(int most) {
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<N, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(most)
        .map(entry -> Map.entry(entry.getKey(), entry.getValue()))
        .toList();
  }
}
