package io.mysimbdp.engine.child;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Where an app is called back with answers: a thread of its own run, so that it holds up nobody
 * else when it waits there. To be made on a thread of the run.
 */
final class Callbacks implements Executor, AutoCloseable {

  private final ClassLoader loader = Thread.currentThread().getContextClassLoader();
  private final ThreadGroup group = Thread.currentThread().getThreadGroup();
  private final ExecutorService executor =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(group, work, "callbacks");
            thread.setDaemon(true);
            thread.setContextClassLoader(loader);
            return thread;
          });

  @Override
  public void execute(Runnable callback) {
    executor.execute(callback);
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
