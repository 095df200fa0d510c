package io.mysimbdp.engine.run;

import io.mysimbdp.engine.quarantine.Reject;
import io.mysimbdp.tenant.InputRecord;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Keeps the first reject of a run as an example, and passes all on. Safe for several threads. */
final class FirstReject implements RunEvents {

  private static final int SHOWN_CHARS = 300;

  private final RunEvents next;
  private final AtomicReference<@Nullable Reject> first = new AtomicReference<>();

  FirstReject(RunEvents next) {
    this.next = next;
  }

  /** Returns the end of a sentence with the example; empty when there is none. */
  String text() {
    Reject reject = first.get();
    if (reject == null) {
      return "";
    }
    String message = reject.message();
    String shown =
        message.length() <= SHOWN_CHARS ? message : message.substring(0, SHOWN_CHARS) + "…";
    return "; the first is " + reject.file() + ":" + reject.line() + ": " + shown;
  }

  @Override
  public void read(InputRecord record) {
    next.read(record);
  }

  @Override
  public void rejected(Reject reject) {
    first.compareAndSet(null, reject);
    next.rejected(reject);
  }

  @Override
  public void skipped(InputRecord record, String reason) {
    next.skipped(record, reason);
  }

  @Override
  public void progress(String activity) {
    next.progress(activity);
  }
}
