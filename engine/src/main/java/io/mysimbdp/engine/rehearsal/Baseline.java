package io.mysimbdp.engine.rehearsal;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the app by what it has done so far: first of all what its rows are when nothing
 * goes wrong. For one thread.
 */
final class Baseline {

  private @Nullable Performance plain;
  private @Nullable Contents rows;
  private Shifting shifting = Shifting.NOTHING;

  /** Takes the run in which nothing went wrong, and what was in the tables then. */
  void is(Performance performance, Contents contents) {
    plain = performance;
    rows = contents;
  }

  /** Takes what is another in each run. */
  void shifts(Shifting what) {
    shifting = what;
  }

  /** Returns the run in which nothing went wrong. */
  Performance plain() {
    return Objects.requireNonNull(plain, "the plain run comes first");
  }

  /** Returns what was in the tables after it. */
  Contents rows() {
    return Objects.requireNonNull(rows, "the plain run comes first");
  }

  /** Tells whether keys come twice in the sample, so that the order of files decides what stays. */
  boolean repeatsKeys() {
    return plain().counts().rowsWritten() > rows().rows();
  }

  /** Returns a rate at which the sample takes about so long. */
  long rowsPerSecond(long seconds) {
    return Math.max(1, plain().counts().rowsWritten() / seconds);
  }

  /** Returns how the rows are others than in the plain run, for another reason than always. */
  Difference difference(Contents now) {
    return Difference.between(rows(), now).without(shifting);
  }

  /** As {@link #difference}, but for the rows that some contents have. */
  Difference differenceBesides(Contents some, Contents now) {
    return Difference.between(rows().without(some), now.without(some)).without(shifting);
  }

  /** Tells whether the rows of every table are others in each run. */
  boolean isNothingToCompare() {
    return !shifting.tables().isEmpty()
        && rows().tables().entrySet().stream()
            .filter(table -> !table.getValue().rows().isEmpty())
            .allMatch(table -> shifting.tables().contains(table.getKey()));
  }

  /**
   * Judges by the rows.
   *
   * @param done what happened before, as a clause
   * @param advice what to change when the rows are others
   */
  Finding judge(String done, Contents now, String advice) {
    return judge(done, difference(now), advice);
  }

  Finding judge(String done, Difference difference, String advice) {
    if (!difference.isNone()) {
      return Finding.failed(done + "; " + difference.sentence(), advice);
    }
    if (isNothingToCompare()) {
      return Finding.notApplicable(
          done + "; rows cannot be compared, for their keys are others in each run: see repeated");
    }
    String rest =
        shifting.equals(Shifting.NOTHING)
            ? ""
            : ", but for what is another in each run: see repeated";
    return Finding.held(
        done
            + "; the same "
            + Difference.count(rows().rows())
            + " rows as in the plain run"
            + rest);
  }
}
