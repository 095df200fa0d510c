package io.mysimbdp.engine.metering;

import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.time.Period;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records and charges of tests that do not care for most of what is in them. */
final class TestingUsage {

  static final YearMonth MONTH = YearMonth.of(2026, 11);
  static final Period NOVEMBER = Period.of(MONTH);
  static final Instant MIDDLE = Instant.parse("2026-11-16T00:00:00Z");
  static final Instant LATER = Instant.parse("2026-12-05T00:00:00Z");

  private TestingUsage() {}

  /** Returns the record of a run with one file of 1,000 bytes and 10 rows, that took a second. */
  static UsageRecord run(String id, @Nullable String plan, Instant endedAt) {
    return run(id, plan, endedAt, 1, null, null);
  }

  static UsageRecord run(
      String id,
      @Nullable String plan,
      Instant endedAt,
      long accepted,
      @Nullable FailureCode failure,
      @Nullable Long storedBytes) {
    return new UsageRecord(
        "toys",
        id,
        "home1/1/a",
        plan,
        endedAt.minusSeconds(3),
        endedAt,
        failure,
        Math.max(1, accepted),
        accepted,
        Math.max(1, accepted) * 1_000,
        accepted * 1_000,
        accepted * 12,
        accepted * 10,
        accepted * 2,
        Duration.ofSeconds(1),
        storedBytes,
        Charging.of(accepted, failure));
  }

  /** Returns the charge for one of the files of such a run. */
  static FileCharge charge(String content, String run, Instant at) {
    return new FileCharge(content, run, at, 1, 1_000, 10, 12L, 2L);
  }

  /** Returns what the ledger has of that file. */
  static DoneFile file(String content, String run, Instant at) {
    return new DoneFile(content, content + ".csv", run, at, 1_000, 10);
  }

  static Books books(List<UsageRecord> records, List<FileCharge> charges) {
    return new Books("toys", NOVEMBER, records, charges, null, null);
  }
}
