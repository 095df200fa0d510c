package io.mysimbdp.engine.schedule;

import io.mysimbdp.engine.log.About;
import io.mysimbdp.engine.log.EventLog;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Hands out how the service stands. It is described on the thread of the service, for whoever asks
 * first; the others who ask within a second are given the same. Safe for several threads.
 */
final class Views {

  private static final EventLog EVENTS = EventLog.of(Views.class);

  private static final Duration FRESH = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final BlockingQueue<Runnable> inbox;
  private final Supplier<ServiceView> describe;
  private final InstantSource clock;
  private volatile @Nullable ServiceView latest;
  private volatile boolean ended;
  // Guarded by this.
  private @Nullable CompletableFuture<ServiceView> asked;

  /**
   * Makes the views.
   *
   * @param inbox takes what is to be done on the thread of the service
   * @param describe is called there
   */
  Views(BlockingQueue<Runnable> inbox, Supplier<ServiceView> describe, InstantSource clock) {
    this.inbox = inbox;
    this.describe = describe;
    this.clock = clock;
  }

  /** Returns the latest one; empty when there is none yet. Waits for a short while at most. */
  Optional<ServiceView> get() throws InterruptedException {
    ServiceView known = latest;
    if (ended || (known != null && isFresh(known))) {
      return Optional.ofNullable(known);
    }
    try {
      return Optional.of(ask().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException | ExecutionException e) {
      return Optional.ofNullable(latest);
    }
  }

  private boolean isFresh(ServiceView view) {
    return Duration.between(view.at(), clock.instant()).abs().compareTo(FRESH) < 0;
  }

  private synchronized CompletableFuture<ServiceView> ask() {
    CompletableFuture<ServiceView> answer = asked;
    if (answer == null) {
      answer = new CompletableFuture<>();
      asked = answer;
      inbox.add(this::answer);
    }
    return answer;
  }

  private void answer() {
    CompletableFuture<ServiceView> answer = take();
    if (answer == null) {
      return;
    }
    try {
      ServiceView view = describe.get();
      latest = view;
      answer.complete(view);
    } catch (RuntimeException e) {
      // The service must not end because somebody looks at it.
      EVENTS.defect(
          About.platform(), "How the service stands cannot be described, for a defect", e);
      answer.completeExceptionally(e);
    }
  }

  private synchronized @Nullable CompletableFuture<ServiceView> take() {
    CompletableFuture<ServiceView> taken = asked;
    asked = null;
    return taken;
  }

  /** The service ends: it stays as it is now, and nobody waits for it any more. */
  void end() {
    Future<?> unused = ask();
    answer();
    ended = true;
  }
}
