package io.mysimbdp.engine.schedule;

import io.mysimbdp.engine.admission.Decision;

/**
 * What is known of a tenant's files that may not run now and lie where they are, until the next
 * look finds them again. A plain notebook of the service's thread.
 */
final class HeldFiles {

  private WaitingSum sum = new WaitingSum();
  // What was known before the look that is under way.
  private WaitingSum former = new WaitingSum();

  /** Notes a file that a rule of its tenant defers. */
  void add(WaitingFile file, Decision.Deferred decision) {
    sum.add(
        file.stamp(),
        () ->
            FileWait.of(
                file.name(),
                file.stamp(),
                cause(decision),
                decision.reason(),
                decision.notBefore()));
  }

  /** Notes a file that was taken out of the queue for no reason of its own. */
  void add(WaitingFile file) {
    sum.add(
        file.stamp(),
        () ->
            FileWait.of(
                file.name(),
                file.stamp(),
                FileWait.Cause.TURN,
                "its tenant has changed; it is looked at again",
                null));
  }

  /** A look begins: what it finds is noted anew. */
  void beginScan() {
    WaitingSum known = new WaitingSum();
    known.add(former);
    known.add(sum);
    former = known;
    sum = new WaitingSum();
  }

  /** A look has ended. */
  void endScan() {
    former = new WaitingSum();
  }

  /** Nothing is left of them. */
  void clear() {
    sum = new WaitingSum();
    former = new WaitingSum();
  }

  void addTo(WaitingSum total) {
    total.add(former);
    total.add(sum);
  }

  static FileWait.Cause cause(Decision.Deferred decision) {
    return switch (decision.rule()) {
      case "suspended" -> FileWait.Cause.SUSPENDED;
      case "run-windows" -> FileWait.Cause.WINDOW;
      default -> FileWait.Cause.QUOTA;
    };
  }
}
