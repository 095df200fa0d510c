package io.mysimbdp.engine.schedule;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * What the parts of a service have in common.
 *
 * @param inbox takes what is to be done on the thread of the service; from any thread
 * @param batches the files that wait; for the thread of the service alone
 * @param settings as they are now
 */
record ServiceLoop(
    BlockingQueue<Runnable> inbox,
    Batches batches,
    Supplier<ServiceSettings> settings,
    InstantSource clock) {

  Instant now() {
    return clock.instant();
  }

  /** Has something done on the thread of the service. */
  void hand(Runnable event) {
    inbox.add(event);
  }

  /** Makes threads that do not keep the process alive. */
  static ExecutorService threads(String name, int count) {
    return Executors.newFixedThreadPool(count, task -> thread(name, task));
  }

  static Thread thread(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
