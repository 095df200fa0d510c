package io.mysimbdp.engine.statistics;

import io.mysimbdp.engine.ledger.EndedFile;
import java.util.Comparator;
import java.util.List;

/**
 * What there is to say about a period.
 *
 * @param totals the sums
 * @param hours what was ingested within each hour of the day, 24 of them, UTC
 * @param series what happened in each step of the period
 * @param rejectReasons why records were rejected in files that are done, the most frequent first;
 *     the last one may be the rest, so that together they are all rejects of these files
 * @param causes why files were refused or failed, the most frequent first
 * @param slowest the files that took longest, of those that are done
 * @param troubles the files that were refused or failed last, the latest first
 */
public record Figures(
    Totals totals,
    List<Hour> hours,
    List<Bucket> series,
    List<RejectReason> rejectReasons,
    List<Cause> causes,
    List<EndedFile> slowest,
    List<EndedFile> troubles) {

  /** Copies. */
  public Figures {
    hours = List.copyOf(hours);
    series = List.copyOf(series);
    rejectReasons = List.copyOf(rejectReasons);
    causes = List.copyOf(causes);
    slowest = List.copyOf(slowest);
    troubles = List.copyOf(troubles);
  }

  /** Returns the hours in which most bytes were ingested, the busiest first; none that had none. */
  public List<Hour> busiestHours(int most) {
    return hours.stream()
        .filter(hour -> hour.ingested().files() > 0)
        .sorted(
            Comparator.comparingLong((Hour hour) -> hour.ingested().bytes())
                .reversed()
                .thenComparing(Hour::hour))
        .limit(most)
        .toList();
  }
}
