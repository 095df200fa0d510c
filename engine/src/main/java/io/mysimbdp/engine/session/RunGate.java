package io.mysimbdp.engine.session;

import java.util.Objects;

/** Open while a run lasts; whatever the run lent to its tenant asks it first. Thread-safe. */
public final class RunGate implements AutoCloseable {

  private final String runId;
  private volatile boolean closed;

  /** Makes the open gate of a run. */
  public RunGate(String runId) {
    this.runId = Objects.requireNonNull(runId, "runId");
  }

  /**
   * Lets pass while the run lasts.
   *
   * @throws IllegalStateException when it has ended
   */
  public void check() {
    if (closed) {
      throw new IllegalStateException(
          "run "
              + runId
              + " has ended; what its context gave out can no longer be used, so end all threads"
              + " before ingest returns");
    }
  }

  /** Tells whether the run has ended. */
  public boolean isClosed() {
    return closed;
  }

  /** Ends the run: every later {@link #check} throws. Calls after the first do nothing. */
  @Override
  public void close() {
    closed = true;
  }
}
