package io.mysimbdp.engine.process;

import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends from a thread of its own, for those who must not wait for an app to read: the driver's
 * threads, and who cancels. Safe for several threads.
 */
final class Outbox implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

  private final ExecutorService sender;

  /** Makes an outbox; its thread is there while there is something to send. */
  Outbox(String tenant) {
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread thread = new Thread(work, "app-out-" + tenant);
              thread.setDaemon(true);
              return thread;
            });
    executor.allowCoreThreadTimeOut(true);
    this.sender = executor;
  }

  /** Sends something soon; nothing when the process is gone. */
  void send(Sending sending) {
    try {
      sender.execute(
          () -> {
            try {
              sending.now();
            } catch (IOException e) {
              LOG.debug("The process of the app is gone", e);
            }
          });
    } catch (RejectedExecutionException e) {
      LOG.debug("The process of the app is gone", e);
    }
  }

  @Override
  public void close() {
    sender.shutdownNow();
  }

  /** Sends. */
  @FunctionalInterface
  interface Sending {
    /** Sends; may wait. */
    void now() throws IOException;
  }
}
