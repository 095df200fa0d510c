package io.mysimbdp.engine.schedule;

import io.mysimbdp.engine.admission.TenantUse.QuotaStep;
import io.mysimbdp.engine.log.About;
import io.mysimbdp.engine.log.EventLog;
import io.mysimbdp.engine.run.Run;
import io.mysimbdp.engine.run.RunCounters;
import io.mysimbdp.engine.run.RunResult;
import java.util.List;
import java.util.function.Consumer;

/**
 * Tells several listeners, one after the other. One that fails is logged and keeps neither the
 * others from hearing of it nor the batch from going on. As safe for several threads as they are.
 */
public final class PassListeners implements PassListener {

  private static final EventLog EVENTS = EventLog.of(PassListeners.class);

  private final List<PassListener> listeners;

  /** Makes a listener that stands for these, in the order in which they hear. */
  public PassListeners(List<? extends PassListener> listeners) {
    this.listeners = List.copyOf(listeners);
  }

  @Override
  public void began(Run run, RunCounters counters) {
    each(listener -> listener.began(run, counters));
  }

  @Override
  public void ended(Run run, RunCounters counters, RunResult result) {
    each(listener -> listener.ended(run, counters, result));
  }

  @Override
  public void concluded(String tenant, List<FileOutcome> outcomes) {
    each(listener -> listener.concluded(tenant, outcomes));
  }

  @Override
  public void charged(String tenant, String runId, List<QuotaStep> steps) {
    each(listener -> listener.charged(tenant, runId, steps));
  }

  @Override
  public void suspended(String tenant, String runId, String why) {
    each(listener -> listener.suspended(tenant, runId, why));
  }

  @Override
  public void reached(Step step) {
    each(listener -> listener.reached(step));
  }

  @Override
  public void judged(String tenant, FileOutcome outcome) {
    each(listener -> listener.judged(tenant, outcome));
  }

  @Override
  public void deferred(String tenant, List<FileOutcome> outcomes) {
    each(listener -> listener.deferred(tenant, outcomes));
  }

  private void each(Consumer<PassListener> call) {
    for (PassListener listener : listeners) {
      try {
        call.accept(listener);
      } catch (RuntimeException e) {
        EVENTS.defect(About.platform(), listener.getClass().getSimpleName() + " failed", e);
      }
    }
  }
}
