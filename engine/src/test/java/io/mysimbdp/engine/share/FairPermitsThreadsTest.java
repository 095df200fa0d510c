package io.mysimbdp.engine.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Permits that threads wait for. */
@Timeout(60)
class FairPermitsThreadsTest {

  private static final int REQUESTS = 3;
  private static final long BYTES = 1_000;

  private final FairPermits permits = new FairPermits(REQUESTS, BYTES, System::nanoTime);

  @Test
  void many_threads_lose_no_permit_whatever_interrupts_them() throws InterruptedException {
    AtomicInteger inFlight = new AtomicInteger();
    AtomicLong bytes = new AtomicLong();
    AtomicInteger most = new AtomicInteger();
    AtomicLong mostBytes = new AtomicLong();
    AtomicInteger taken = new AtomicInteger();
    List<PermitAccount> accounts = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      if (i % 2 == 0) {
        accounts.add(permits.account("t" + i, 1 + i));
      }
      PermitAccount account = accounts.get(i / 2);
      Random random = new Random(i);
      Thread thread =
          new Thread(
              () -> {
                for (int done = 0; done < 3_000; done++) {
                  long size = random.nextInt(100) == 0 ? BYTES : random.nextInt(500);
                  try {
                    account.acquire(size);
                  } catch (InterruptedException e) {
                    continue;
                  }
                  most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
                  mostBytes.accumulateAndGet(bytes.addAndGet(size), Math::max);
                  taken.incrementAndGet();
                  if (random.nextInt(4) == 0) {
                    Thread.onSpinWait();
                  }
                  bytes.addAndGet(-size);
                  inFlight.decrementAndGet();
                  account.release(size);
                }
              });
      threads.add(thread);
    }
    threads.forEach(Thread::start);
    Random random = new Random(7);
    while (threads.stream().anyMatch(Thread::isAlive)) {
      threads.get(random.nextInt(threads.size())).interrupt();
      Thread.onSpinWait();
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(most.get()).isLessThanOrEqualTo(REQUESTS);
    assertThat(mostBytes.get()).isLessThanOrEqualTo(BYTES);
    assertThat(taken.get()).isGreaterThan(100);
    assertThat(permits.inFlight()).isZero();
    assertThat(permits.inFlightBytes()).isZero();
    assertThat(permits.waiting()).isZero();
    assertThat(accounts).allMatch(account -> account.inFlight() == 0 && account.waiting() == 0);
  }

  @Test
  void many_threads_that_nobody_interrupts_get_each_permit_they_ask_for()
      throws InterruptedException {
    AtomicInteger taken = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      PermitAccount account = permits.account("t" + i, 1 + i);
      Thread thread =
          new Thread(
              () -> {
                for (int done = 0; done < 5_000; done++) {
                  try {
                    account.acquire(done % 400);
                  } catch (InterruptedException e) {
                    return;
                  }
                  taken.incrementAndGet();
                  account.release(done % 400);
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(taken.get()).isEqualTo(40_000);
    assertThat(permits.inFlight()).isZero();
  }

  @Test
  void a_waiter_that_is_interrupted_leaves_no_trace() throws Exception {
    PermitAccount account = permits.account("a", 1);
    for (int i = 0; i < REQUESTS; i++) {
      account.acquire(1);
    }
    CompletableFuture<Throwable> end = new CompletableFuture<>();
    Thread waiter =
        new Thread(
            () -> {
              try {
                account.acquire(1);
                end.complete(null);
              } catch (InterruptedException e) {
                end.complete(e);
              }
            });
    waiter.start();
    while (waiter.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    assertThat(account.waiting()).isOne();

    waiter.interrupt();

    assertThat(end.get()).isInstanceOf(InterruptedException.class);
    assertThat(account.waiting()).isZero();
    assertThat(account.inFlight()).isEqualTo(REQUESTS);
    account.release(1);
    assertThat(account.tryAcquire(1)).isTrue();
  }

  @Test
  void a_thread_that_is_interrupted_already_takes_nothing() {
    PermitAccount account = permits.account("a", 1);
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> account.acquire(1)).isInstanceOf(InterruptedException.class);

    assertThat(permits.inFlight()).isZero();
  }

  @Test
  void the_time_that_was_waited_is_counted() throws Exception {
    AtomicLong now = new AtomicLong();
    FairPermits clocked = new FairPermits(1, BYTES, now::get);
    PermitAccount account = clocked.account("a", 1);
    account.acquire(1);
    assertThat(account.waited()).isZero();
    Thread waiter =
        new Thread(
            () -> {
              try {
                account.acquire(1);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    waiter.start();
    while (waiter.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }

    now.set(5_000_000);
    account.release(1);
    waiter.join();

    assertThat(account.waited()).hasMillis(5);
    assertThat(account.inFlight()).isOne();
  }
}
