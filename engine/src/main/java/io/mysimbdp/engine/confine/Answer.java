package io.mysimbdp.engine.confine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An answer on its way to a tenant. One thread brings all answers of a run and calls the tenant
 * back with them, so a tenant that waits there for the next one would wait for ever: that is
 * refused. Safe for several threads.
 *
 * @param <T> what is answered
 */
public final class Answer<T> extends CompletableFuture<T> {

  private static final ThreadLocal<Boolean> CALLING_BACK = ThreadLocal.withInitial(() -> false);

  /** What this one is made of; itself, when it is the engine that answers. */
  private final CompletableFuture<?> source;

  /** Makes an answer that is not there yet. */
  public Answer() {
    this.source = this;
  }

  private Answer(CompletableFuture<?> source) {
    this.source = source;
  }

  /** Answers, and calls the tenant back on the calling thread. */
  public void bring(T value) {
    callBack(() -> complete(value));
  }

  /** Does the same with a failure. */
  public void bringFailure(Throwable failure) {
    callBack(() -> completeExceptionally(failure));
  }

  private static void callBack(Runnable completion) {
    CALLING_BACK.set(true);
    try {
      completion.run();
    } finally {
      CALLING_BACK.remove();
    }
  }

  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new Answer<>(source);
  }

  @Override
  public T get() throws InterruptedException, ExecutionException {
    check();
    return super.get();
  }

  @Override
  public T get(long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    check();
    return super.get(timeout, unit);
  }

  @Override
  public T join() {
    check();
    return super.join();
  }

  private void check() {
    if (CALLING_BACK.get() && !isDone() && !source.isDone()) {
      throw new IllegalStateException(
          "A callback of executeAsync waits for another answer, which comes only when it has"
              + " returned; chain the requests instead, by thenCompose");
    }
  }
}
