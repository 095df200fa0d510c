package io.mysimbdp.engine.cli;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/**
 * The threads that do things later.
 *
 * @param retries sends requests again; its tasks never wait
 * @param housekeeper renews leases and notes positions; its tasks wait for Cassandra
 */
record Timers(ScheduledExecutorService retries, ScheduledExecutorService housekeeper)
    implements AutoCloseable {

  private static final int HOUSEKEEPING_THREADS = 2;

  static Timers start() {
    return new Timers(timer("write-retries", 1), timer("housekeeping", HOUSEKEEPING_THREADS));
  }

  private static ScheduledExecutorService timer(String name, int threads) {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(
            threads,
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
    // A thread remembers for life the class loaders of whoever had it made. Left to the first
    // request that is sent again, that would be a tenant's app, whose JAR could never be unloaded.
    timer.prestartAllCoreThreads();
    return timer;
  }

  @Override
  public void close() {
    retries.shutdownNow();
    housekeeper.shutdownNow();
  }
}
