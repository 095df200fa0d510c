package io.mysimbdp.engine.metering;

import io.mysimbdp.engine.time.Period;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant has used in a period.
 *
 * @param tenant its id
 * @param period when
 * @param plan the plan that it was on at the end of the period, as engines have noted, or else that
 *     of the last run therein, or else the one that it is on now; null: none
 * @param runs how many runs ended
 * @param filesOffered files of those runs; one that was run twice counts twice
 * @param bytesOffered their bytes as staged
 * @param records records of the files that became done, the rejected ones among them
 * @param rejects rejects of those
 * @param cpuTime the CPU time of all runs, charged or not
 * @param wallTime how long all runs took, one after the other
 * @param storedBytes the last estimate of what lies in Cassandra; null: unknown
 * @param storedByteMillis bytes that lay in Cassandra, times the milliseconds that they did
 * @param charged what is charged, by the plans that it was used on; sorted, without a plan first
 */
public record TenantUsage(
    String tenant,
    Period period,
    @Nullable String plan,
    long runs,
    long filesOffered,
    long bytesOffered,
    long records,
    long rejects,
    Duration cpuTime,
    Duration wallTime,
    @Nullable Long storedBytes,
    BigDecimal storedByteMillis,
    List<Charged> charged) {

  /** Copies. */
  public TenantUsage {
    charged = List.copyOf(charged);
  }

  /**
   * What is charged.
   *
   * @param plan the plan that it was used on; null: none
   * @param runs runs whose CPU time is charged
   * @param files contents that became done
   * @param bytes their bytes as staged
   * @param rows their rows, as acknowledged
   * @param cpuTime the CPU time of those runs
   */
  public record Charged(
      @Nullable String plan, long runs, long files, long bytes, long rows, Duration cpuTime) {

    private static Charged nothing(@Nullable String plan) {
      return new Charged(plan, 0, 0, 0, 0, Duration.ZERO);
    }

    private Charged plus(FileCharge charge) {
      return new Charged(
          plan,
          runs,
          files + charge.files(),
          bytes + charge.bytes(),
          rows + charge.rows(),
          cpuTime);
    }

    private Charged plus(UsageRecord run) {
      return new Charged(plan, runs + 1, files, bytes, rows, cpuTime.plus(run.cpuTime()));
    }

    /** Returns the sums, of whatever plan. */
    public Charged plus(Charged other) {
      return new Charged(
          plan,
          runs + other.runs,
          files + other.files,
          bytes + other.bytes,
          rows + other.rows,
          cpuTime.plus(other.cpuTime));
    }
  }

  /**
   * Computes.
   *
   * @param planNow the plan that the tenant is on now; null: none
   * @param now the end of what is known, should the period end later
   */
  public static TenantUsage of(Books books, @Nullable String planNow, Instant now) {
    List<UsageRecord> records =
        books.recordsWithin().stream()
            .sorted(Comparator.comparing(UsageRecord::endedAt).thenComparing(UsageRecord::runId))
            .toList();
    Set<String> committed = books.committedRuns();
    long filesOffered = 0;
    long bytesOffered = 0;
    Contents contents = Contents.of(books);
    Duration cpuTime = Duration.ZERO;
    Duration wallTime = Duration.ZERO;
    for (UsageRecord each : records) {
      filesOffered += each.filesOffered();
      bytesOffered += each.bytesOffered();
      cpuTime = cpuTime.plus(each.cpuTime());
      wallTime = wallTime.plus(each.wallTime());
    }
    StoredVolume stored = StoredVolume.of(books, records, now);
    return new TenantUsage(
        books.tenant(),
        books.period(),
        planAtTheEnd(books, records, planNow),
        records.size(),
        filesOffered,
        bytesOffered,
        contents.records(),
        contents.rejects(),
        cpuTime,
        wallTime,
        stored.lastBytes(),
        stored.byteMillis(),
        charged(books, records, committed, planNow));
  }

  private static @Nullable String planAtTheEnd(
      Books books, List<UsageRecord> records, @Nullable String planNow) {
    if (books.plan() != null) {
      return books.plan().plan();
    }
    return records.isEmpty() ? planNow : records.get(records.size() - 1).plan();
  }

  /** What was in the files that became done: each has its own, whichever runs took it up. */
  private record Contents(long records, long rejects) {

    static Contents of(Books books) {
      Map<String, UsageRecord> byRun = books.recordsByRun();
      // Where one of its charges does not say, only the run knows, all its files together.
      Set<String> asWhole =
          books.chargesWithin().stream()
              .filter(charge -> !says(charge))
              .map(FileCharge::runId)
              .collect(Collectors.toSet());
      long records = 0;
      long rejects = 0;
      for (FileCharge charge : books.chargesWithin()) {
        if (says(charge) && !asWhole.contains(charge.runId())) {
          records += Objects.requireNonNull(charge.records());
          rejects += Objects.requireNonNull(charge.rejects());
        }
      }
      for (String id : asWhole) {
        UsageRecord run = byRun.get(id);
        if (run != null) {
          records += run.records();
          rejects += run.rejects();
        }
      }
      return new Contents(records, rejects);
    }

    private static boolean says(FileCharge charge) {
      return charge.records() != null && charge.rejects() != null;
    }
  }

  private static List<Charged> charged(
      Books books, List<UsageRecord> records, Set<String> committed, @Nullable String planNow) {
    Map<String, UsageRecord> byRun = books.recordsByRun();
    String otherwise = books.plan() == null ? planNow : books.plan().plan();
    // Maps cannot be sorted by null; no plan has the empty name.
    Map<String, Charged> charged = new TreeMap<>();
    for (FileCharge charge : books.chargesWithin()) {
      UsageRecord run = byRun.get(charge.runId());
      String plan = run == null ? otherwise : run.plan();
      charged.merge(
          Objects.requireNonNullElse(plan, ""), Charged.nothing(plan).plus(charge), Charged::plus);
    }
    for (UsageRecord run : records) {
      if (run.charging() == Charging.CHARGED && committed.contains(run.runId())) {
        charged.merge(
            Objects.requireNonNullElse(run.plan(), ""),
            Charged.nothing(run.plan()).plus(run),
            Charged::plus);
      }
    }
    return new ArrayList<>(charged.values());
  }

  /** Returns what is charged, all plans together. */
  public Charged chargedInAll() {
    return charged.stream().reduce(Charged::plus).orElse(Charged.nothing(plan));
  }

  /** Returns the sums of several tenants, as one that is called {@code total}; empty for none. */
  public static Optional<TenantUsage> total(List<TenantUsage> all) {
    return all.stream().reduce(TenantUsage::plus);
  }

  private TenantUsage plus(TenantUsage other) {
    Map<String, Charged> both = new HashMap<>();
    for (List<Charged> some : List.of(charged, other.charged)) {
      some.forEach(
          each -> both.merge(Objects.requireNonNullElse(each.plan(), ""), each, Charged::plus));
    }
    return new TenantUsage(
        "total",
        period,
        null,
        runs + other.runs,
        filesOffered + other.filesOffered,
        bytesOffered + other.bytesOffered,
        records + other.records,
        rejects + other.rejects,
        cpuTime.plus(other.cpuTime),
        wallTime.plus(other.wallTime),
        sum(storedBytes, other.storedBytes),
        storedByteMillis.add(other.storedByteMillis),
        new ArrayList<>(new TreeMap<>(both).values()));
  }

  private static @Nullable Long sum(@Nullable Long a, @Nullable Long b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return Long.valueOf(a + b);
  }
}
