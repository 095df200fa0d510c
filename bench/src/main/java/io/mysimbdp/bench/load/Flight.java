package io.mysimbdp.bench.load;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Requests under way, bounded in number. */
final class Flight {

  private final int most;
  private final Semaphore free;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  Flight(int most) {
    this.most = most;
    this.free = new Semaphore(most);
  }

  /** Waits for a place; to be called before the request is made. */
  void enter() throws InterruptedException {
    free.acquire();
    check();
  }

  /** Gives the place back when the request is answered. */
  void track(CompletionStage<?> request) {
    var unused =
        request.whenComplete(
            (result, error) -> {
              if (error != null) {
                failure.compareAndSet(null, error);
              }
              free.release();
            });
  }

  /** Waits until all are answered. */
  void land() throws InterruptedException {
    free.acquire(most);
    check();
  }

  private void check() {
    Throwable first = failure.get();
    if (first != null) {
      throw new IllegalStateException("a request failed", first);
    }
  }
}
