package io.mysimbdp.engine.worker;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells all that is under way to end. Tripped at most once. Safe for several threads. */
public final class StopSignal {

  private final CountDownLatch tripped = new CountDownLatch(1);
  // Both guarded by this.
  private final Set<Consumer<EngineException>> listeners = new HashSet<>();
  private @Nullable EngineException reason;

  /** Trips the signal; later calls do nothing. Listeners are called on this thread. */
  public void trip(String why) {
    trip(new EngineException(FailureCode.CANCELLED, why));
  }

  /** Trips the signal with a failure of its own; later calls do nothing. */
  public void trip(EngineException first) {
    Set<Consumer<EngineException>> toTell;
    synchronized (this) {
      if (reason != null) {
        return;
      }
      reason = first;
      toTell = Set.copyOf(listeners);
    }
    tripped.countDown();
    toTell.forEach(listener -> listener.accept(first));
  }

  /**
   * Waits for the signal.
   *
   * @param atMost how long to wait
   * @return whether the signal has been tripped
   * @throws InterruptedException when interrupted while waiting
   */
  public boolean await(Duration atMost) throws InterruptedException {
    return tripped.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Tells whether the signal has been tripped. */
  public synchronized boolean isTripped() {
    return reason != null;
  }

  /**
   * Has another signal tripped with this one, until closed; it may be tripped alone.
   *
   * @return ends the connection when closed
   */
  public Subscription passOnTo(StopSignal other) {
    return subscribe(other::trip);
  }

  /** Calls the listener when the signal is tripped, at once when it has been, until closed. */
  public Subscription subscribe(Consumer<EngineException> listener) {
    EngineException known;
    synchronized (this) {
      known = reason;
      listeners.add(listener);
    }
    if (known != null) {
      listener.accept(known);
    }
    return () -> {
      synchronized (this) {
        listeners.remove(listener);
      }
    };
  }

  /** Ends when closed. */
  @FunctionalInterface
  public interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
