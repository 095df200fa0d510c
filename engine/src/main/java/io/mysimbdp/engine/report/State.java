package io.mysimbdp.engine.report;

import io.mysimbdp.engine.schedule.FileOutcome;
import io.mysimbdp.engine.schedule.TenantOutcome;
import java.util.Locale;

/** How a tenant, or a whole pass, ended. The later, the worse. Names are stable. */
public enum State {
  /** No file was there that has not been ingested before. */
  NOTHING_TO_DO,
  /** Every file was ingested wholly. */
  DONE,
  /** Files were left: not complete, deferred by a rule, or the engine was stopped. */
  WAITING,
  /** Every file was ingested or refused; some records were rejected or some files refused. */
  DONE_WITH_REJECTS,
  /** Something failed; files may still be in staging. */
  FAILED;

  static State of(FileOutcome file) {
    return switch (file.state()) {
      case DUPLICATE -> NOTHING_TO_DO;
      case DONE -> file.counts().rejects() == 0 ? DONE : DONE_WITH_REJECTS;
      case WAITING, DEFERRED -> WAITING;
      case REFUSED -> DONE_WITH_REJECTS;
      case FAILED -> FAILED;
    };
  }

  static State of(TenantOutcome tenant) {
    return tenant.failure() != null
        ? FAILED
        : tenant.files().stream().map(State::of).reduce(NOTHING_TO_DO, State::worse);
  }

  /** Returns the worse of two. */
  static State worse(State a, State b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  /** Tells whether a file counts as handled in this pass. */
  static boolean isHandled(FileOutcome file) {
    return file.state() != FileOutcome.State.WAITING && file.state() != FileOutcome.State.DEFERRED;
  }

  /** Returns the name as it stands in JSON and tables. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
