package io.mysimbdp.engine.rehearsal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Makes checks, one after the other. */
public final class Rehearsal {

  private static final PlainRun PLAIN = new PlainRun();

  private static final List<Check> ALL =
      List.of(
          PLAIN,
          new RepeatedRun(),
          new PoisonLines(),
          new EdgeFiles(),
          new TwoFilesAtOnce(),
          new SeveralProcessors(),
          new SlowCassandra(),
          new FailingCassandra(),
          new Cancellation(),
          new KilledRun(),
          new LeftBehind());

  private final Stage stage;
  private final LongSupplier nanoTime;
  private final BooleanSupplier calledOff;

  /**
   * Prepares.
   *
   * @param nanoTime a monotonic clock
   * @param calledOff tells whether no further check is to begin: no time is left, or nobody waits
   */
  public Rehearsal(Stage stage, LongSupplier nanoTime, BooleanSupplier calledOff) {
    this.stage = stage;
    this.nanoTime = nanoTime;
    this.calledOff = calledOff;
  }

  /** Returns all checks there are, in the order in which they are made. */
  public static List<Check> checks() {
    return ALL;
  }

  /** Hears of what is being done. */
  public interface Audience {
    /** A check begins. */
    void begins(Check check, int number, int of);

    /** A check was made. */
    void ended(CheckReport report);
  }

  /**
   * Makes some checks; the plain run is always made, for without it nothing can be compared.
   *
   * @param chosen names of checks; empty: all
   * @return a report for each, in the order of {@link #checks}
   * @throws InterruptedException when the thread is interrupted
   */
  public List<CheckReport> run(Set<String> chosen, Audience audience) throws InterruptedException {
    Set<Check> programme = new LinkedHashSet<>();
    ALL.stream()
        .filter(each -> each == PLAIN || chosen.isEmpty() || chosen.contains(each.name()))
        .forEach(programme::add);
    List<CheckReport> reports = new ArrayList<>();
    Baseline baseline = new Baseline();
    boolean isPlainDone = true;
    for (Check check : programme) {
      audience.begins(check, reports.size() + 1, programme.size());
      long begin = nanoTime.getAsLong();
      Finding finding;
      if (calledOff.getAsBoolean()) {
        finding = Finding.notApplicable("not made: the rehearsal was called off before");
      } else if (!isPlainDone && !(check instanceof LeftBehind)) {
        finding = Finding.notApplicable("not made: the plain run has failed");
      } else {
        finding = made(check, baseline);
        if (calledOff.getAsBoolean()) {
          finding = Finding.notApplicable("not finished: the rehearsal was called off");
        }
      }
      isPlainDone &= check != PLAIN || finding.verdict() == Verdict.HELD;
      CheckReport report =
          new CheckReport(check, finding, Duration.ofNanos(nanoTime.getAsLong() - begin));
      reports.add(report);
      audience.ended(report);
    }
    return reports;
  }

  /** What others have found is not lost with a check that breaks off. */
  private Finding made(Check check, Baseline baseline) throws InterruptedException {
    try {
      return check.run(stage, baseline);
    } catch (RuntimeException e) {
      String message = e.getMessage();
      return Finding.failed(
          "could not be made to its end: " + (message == null ? e.toString() : message),
          "this may be no fault of the app: make the check again, with --only " + check.name());
    }
  }
}
