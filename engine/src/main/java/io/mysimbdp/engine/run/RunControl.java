package io.mysimbdp.engine.run;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.session.RunGate;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What stands between a run and its app: cancels it, and ends its access. Safe for several threads.
 */
public final class RunControl {

  private final String runId;
  private final AtomicReference<@Nullable EngineException> cancellation = new AtomicReference<>();
  private final RunGate gate;

  /** Makes the control of a run that may begin. */
  public RunControl(String runId) {
    this.runId = runId;
    this.gate = new RunGate(runId);
  }

  /** Returns the gate that everything lent to the app asks first. */
  RunGate gate() {
    return gate;
  }

  /**
   * Asks the run to end soon. The first reason stays.
   *
   * @param reason why; becomes the failure of the run
   */
  public void cancel(EngineException reason) {
    cancellation.compareAndSet(null, reason);
  }

  /** Returns why the run has been cancelled, or null. */
  public @Nullable EngineException cancellation() {
    return cancellation.get();
  }

  /** Tells whether the app should stop. */
  boolean isClosedOrCancelled() {
    return gate.isClosed() || cancellation.get() != null;
  }

  /** Ends the app's access for good. */
  public void close() {
    gate.close();
  }

  /**
   * Lets a call of the app through, or not.
   *
   * @throws IllegalStateException when the run has ended
   */
  void check() {
    gate.check();
  }

  /**
   * Lets a call of the app through that may take long.
   *
   * @throws IllegalStateException when the run has ended
   * @throws InterruptedException when the run has been cancelled
   */
  void checkNotCancelled() throws InterruptedException {
    check();
    EngineException reason = cancellation.get();
    if (reason != null) {
      throw new InterruptedException(
          "Run " + runId + " has been cancelled: " + reason.getMessage());
    }
  }
}
