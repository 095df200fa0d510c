package io.mysimbdp.engine.metering;

import io.mysimbdp.engine.time.Period;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is written down of what a tenant has used in a period, and a little around it: a run may end
 * just before a period, and its files become done just after.
 *
 * @param tenant the tenant's id
 * @param period the period asked for
 * @param records those of the period and of {@link #MARGIN} before it
 * @param charges those of the period and of {@link #MARGIN} after it
 * @param storedBefore the last estimate before the period of what lies in Cassandra, in bytes;
 *     null: there is none
 * @param plan the plan that the tenant was on at the end of the period; null: no engine had noted
 *     one by then
 */
public record Books(
    String tenant,
    Period period,
    List<UsageRecord> records,
    List<FileCharge> charges,
    @Nullable Long storedBefore,
    @Nullable NotedPlan plan) {

  /** Between the end of a run and the commit of its last file there is less time than this. */
  public static final Duration MARGIN = Duration.ofDays(1);

  /** Copies. */
  public Books {
    records = List.copyOf(records);
    charges = List.copyOf(charges);
  }

  /** Tells whether nothing was used in the period. */
  public boolean isEmpty() {
    return recordsWithin().isEmpty() && chargesWithin().isEmpty();
  }

  /** Returns the records of runs that ended in the period. */
  List<UsageRecord> recordsWithin() {
    return records.stream().filter(each -> period.contains(each.endedAt())).toList();
  }

  /** Returns the charges for what became done in the period. */
  List<FileCharge> chargesWithin() {
    return charges.stream().filter(each -> period.contains(each.at())).toList();
  }

  /** Returns the runs of which at least one file was committed. */
  Set<String> committedRuns() {
    return charges.stream().map(FileCharge::runId).collect(Collectors.toSet());
  }

  Map<String, UsageRecord> recordsByRun() {
    return records.stream()
        .collect(Collectors.toMap(UsageRecord::runId, each -> each, (first, same) -> first));
  }
}
