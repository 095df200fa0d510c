package io.mysimbdp.engine.trial;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.quarantine.Reject;
import io.mysimbdp.engine.run.RunControl;
import io.mysimbdp.engine.run.RunEvents;
import io.mysimbdp.tenant.InputRecord;
import java.util.ArrayList;
import java.util.List;

/** Writes down what happens to records, and cancels the run when it is time. Thread-safe. */
final class TrialEvents implements RunEvents {

  private final RunControl control;
  private final long cancelBehindRecord;
  // All guarded by this.
  private final List<Reject> rejects = new ArrayList<>();
  private final List<TrialResult.Skipped> skipped = new ArrayList<>();
  private final List<String> activities = new ArrayList<>();
  private long read;

  TrialEvents(RunControl control, long cancelBehindRecord) {
    this.control = control;
    this.cancelBehindRecord = cancelBehindRecord;
  }

  @Override
  public synchronized void read(InputRecord record) {
    read++;
    if (read > cancelBehindRecord) {
      control.cancel(
          new EngineException(
              FailureCode.CANCELLED, "the test cancels it behind record " + cancelBehindRecord));
    }
  }

  @Override
  public synchronized void rejected(Reject reject) {
    rejects.add(reject);
  }

  @Override
  public synchronized void skipped(InputRecord record, String reason) {
    skipped.add(new TrialResult.Skipped(record.file(), record.line(), reason));
  }

  @Override
  public synchronized void progress(String activity) {
    activities.add(activity);
  }

  synchronized List<Reject> rejects() {
    return List.copyOf(rejects);
  }

  synchronized List<TrialResult.Skipped> skipped() {
    return List.copyOf(skipped);
  }

  synchronized List<String> activities() {
    return List.copyOf(activities);
  }
}
