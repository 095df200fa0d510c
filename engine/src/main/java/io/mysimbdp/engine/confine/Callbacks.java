package io.mysimbdp.engine.confine;

import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Where the app of a run is called back with answers: one thread of its own run, so that an app
 * that waits there holds up nobody but itself. To be made on a thread of the run; then safe for all
 * threads. Its thread is there only while there is something to do, and counts as one of the run's
 * only then.
 */
public final class Callbacks implements Executor {

  private static final long IDLE_MILLIS = 100;

  private final ThreadPoolExecutor executor;

  /** Makes the callbacks of the run that the calling thread belongs to. */
  public Callbacks() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    Map<String, String> words = MDC.getCopyOfContextMap();
    executor =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_MILLIS,
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(),
            work -> new CallbackThread(group, work, loader, words));
    executor.allowCoreThreadTimeOut(true);
  }

  /** Calls back soon; does nothing once all threads of the run have ended. */
  @Override
  public void execute(Runnable callback) {
    try {
      executor.execute(
          () -> {
            CallbackThread self = (CallbackThread) Thread.currentThread();
            self.busy = true;
            try {
              callback.run();
            } finally {
              self.busy = false;
            }
          });
    } catch (IllegalThreadStateException e) {
      // The group is gone, and with it everybody who could wait for the answer.
    }
  }

  /** The thread. */
  static final class CallbackThread extends Thread {

    private final @Nullable Map<String, String> words;
    private volatile boolean busy;

    private CallbackThread(
        ThreadGroup group,
        Runnable work,
        @Nullable ClassLoader loader,
        @Nullable Map<String, String> words) {
      super(group, work, "callbacks");
      this.words = words;
      setDaemon(true);
      setContextClassLoader(loader);
    }

    @Override
    public void run() {
      if (words != null) {
        MDC.setContextMap(words);
      }
      super.run();
    }

    /** Tells whether it is in the app's code. */
    boolean isBusy() {
      return busy;
    }
  }
}
