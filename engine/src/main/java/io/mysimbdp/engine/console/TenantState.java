package io.mysimbdp.engine.console;

import io.mysimbdp.engine.schedule.FileWait;
import io.mysimbdp.engine.schedule.TenantView;
import java.util.Locale;

/** How a tenant stands, in one word; the worst first. Names are stable: scripts read them. */
enum TenantState {
  /** Registered, but not served: its configuration or its JAR is broken or missing. */
  UNSERVABLE,
  /** Cannot be served now; it is tried again. */
  TROUBLE,
  /** Its files wait until somebody says otherwise. */
  SUSPENDED,
  /** A batch of it runs. */
  RUNNING,
  /** All its files wait, for a quota or a window. */
  HELD,
  /** Files of it wait. */
  WAITING,
  /** It has nothing to do. */
  IDLE;

  static TenantState of(TenantView view) {
    TenantView.Hold hold = view.hold();
    if (hold != null && hold.cause() == FileWait.Cause.SUSPENDED) {
      return SUSPENDED;
    }
    if (view.tally().trouble() != null) {
      return TROUBLE;
    }
    if (view.running() > 0) {
      return RUNNING;
    }
    if (view.waiting().count() == 0 && !view.waiting().isMore()) {
      return IDLE;
    }
    return hold == null ? WAITING : HELD;
  }

  /** Returns the word for it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
