package io.mysimbdp.engine.metering;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a comparison of ledger, charges and usage records has found for one tenant.
 *
 * @param tenant its id
 * @param files contents that became done in the period, by the ledger
 * @param charges charges for what became done in the period
 * @param records usage records of runs that ended in the period
 * @param differences what does not fit, by run
 * @param uncommitted runs that came to their ends with files, and died or lost their tenant before
 *     all of these were committed; later runs have done them. No difference: they are not charged
 *     for it
 */
public record Reconciliation(
    String tenant,
    int files,
    int charges,
    int records,
    List<Difference> differences,
    List<UsageRecord> uncommitted) {

  /** Copies. */
  public Reconciliation {
    differences = List.copyOf(differences);
    uncommitted = List.copyOf(uncommitted);
  }

  /**
   * Compares.
   *
   * @param files contents that became done in the period, by the ledger; read before the books, so
   *     that none is missing there only because it was charged meanwhile
   * @param isKnown whether the ledger knows a content at all; asked about what is not in {@code
   *     files}
   */
  public static Reconciliation of(Books books, List<DoneFile> files, Predicate<String> isKnown) {
    List<Difference> differences = new ArrayList<>();
    Map<String, List<FileCharge>> byContent =
        books.charges().stream().collect(Collectors.groupingBy(FileCharge::contentSha256));
    Map<String, List<FileCharge>> byRun =
        books.charges().stream().collect(Collectors.groupingBy(FileCharge::runId));
    Map<String, Integer> unchargedByRun = new HashMap<>();
    for (DoneFile file : files) {
      List<FileCharge> own = byContent.getOrDefault(file.contentSha256(), List.of());
      if (own.stream().anyMatch(file::isChargedBy)) {
        continue;
      }
      own.stream()
          .filter(file::isAskedBy)
          .findFirst()
          .ifPresentOrElse(
              charge -> differences.add(otherwise(file, charge)),
              () -> {
                unchargedByRun.merge(file.runId(), 1, Integer::sum);
                differences.add(notCharged(file));
              });
    }
    List<FileCharge> within = books.chargesWithin();
    Set<String> done = files.stream().map(DoneFile::contentSha256).collect(Collectors.toSet());
    for (FileCharge charge : within) {
      if (!done.contains(charge.contentSha256()) && !isKnown.test(charge.contentSha256())) {
        differences.add(
            new Difference(
                Difference.Kind.CHARGE_WITHOUT_FILE,
                charge.runId(),
                charge.contentSha256(),
                "charged at " + charge.at() + ", " + amount(charge) + "; unknown to the ledger"));
      }
    }
    addRunsWithoutRecord(books, files, differences);
    List<UsageRecord> uncommitted = new ArrayList<>();
    for (UsageRecord each : books.recordsWithin()) {
      List<FileCharge> own = byRun.getOrDefault(each.runId(), List.of());
      int uncharged = unchargedByRun.getOrDefault(each.runId(), 0);
      if (own.size() + uncharged < each.filesAccepted()) {
        uncommitted.add(each);
      } else if (uncharged == 0 && !fits(each, own)) {
        differences.add(differs(each, own));
      }
    }
    differences.sort(
        Comparator.comparing(Difference::runId)
            .thenComparing(Difference::kind)
            .thenComparing(Difference::detail));
    return new Reconciliation(
        books.tenant(),
        files.size(),
        within.size(),
        books.recordsWithin().size(),
        differences,
        uncommitted);
  }

  private static void addRunsWithoutRecord(
      Books books, List<DoneFile> files, List<Difference> differences) {
    TreeSet<String> runs = new TreeSet<>();
    books.chargesWithin().forEach(each -> runs.add(each.runId()));
    files.forEach(each -> runs.add(each.runId()));
    runs.removeAll(books.recordsByRun().keySet());
    for (String run : runs) {
      differences.add(
          new Difference(
              Difference.Kind.RUN_WITHOUT_RECORD, run, null, "there is no usage record of it"));
    }
  }

  private static Difference notCharged(DoneFile file) {
    return new Difference(
        Difference.Kind.NOT_CHARGED,
        file.runId(),
        file.contentSha256(),
        file.name()
            + " is done since "
            + file.at()
            + ", "
            + amount(file.bytes(), file.rows())
            + "; it is not charged");
  }

  private static Difference otherwise(DoneFile file, FileCharge charge) {
    return new Difference(
        Difference.Kind.CHARGED_OTHERWISE,
        file.runId(),
        file.contentSha256(),
        file.name()
            + ": the ledger has "
            + amount(file.bytes(), file.rows())
            + " of run "
            + file.runId()
            + "; charged are "
            + amount(charge)
            + " of run "
            + charge.runId());
  }

  private static boolean fits(UsageRecord record, List<FileCharge> charges) {
    return charges.size() == record.filesAccepted()
        && bytes(charges) == record.bytesAccepted()
        && rows(charges) == record.rows();
  }

  private static Difference differs(UsageRecord record, List<FileCharge> charges) {
    return new Difference(
        Difference.Kind.RECORD_DIFFERS,
        record.runId(),
        null,
        "the usage record has "
            + files(record.filesAccepted())
            + amount(record.bytesAccepted(), record.rows())
            + "; charged are "
            + files(charges.size())
            + amount(bytes(charges), rows(charges)));
  }

  private static long bytes(List<FileCharge> charges) {
    return charges.stream().mapToLong(FileCharge::bytes).sum();
  }

  private static long rows(List<FileCharge> charges) {
    return charges.stream().mapToLong(FileCharge::rows).sum();
  }

  private static String files(long count) {
    return count + (count == 1 ? " file, " : " files, ");
  }

  private static String amount(FileCharge charge) {
    return amount(charge.bytes(), charge.rows());
  }

  private static String amount(long bytes, long rows) {
    return bytes + " bytes, " + rows + " rows";
  }
}
