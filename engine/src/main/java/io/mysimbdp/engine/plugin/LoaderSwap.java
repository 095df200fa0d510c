package io.mysimbdp.engine.plugin;

/**
 * Gives the current thread another context class loader until closed. To be closed on the same
 * thread.
 */
public final class LoaderSwap implements AutoCloseable {

  private final Thread thread;
  private final ClassLoader before;

  private LoaderSwap(Thread thread, ClassLoader before) {
    this.thread = thread;
    this.before = before;
  }

  /** Swaps the loader in. */
  public static LoaderSwap to(ClassLoader loader) {
    Thread thread = Thread.currentThread();
    LoaderSwap swap = new LoaderSwap(thread, thread.getContextClassLoader());
    thread.setContextClassLoader(loader);
    return swap;
  }

  @Override
  public void close() {
    thread.setContextClassLoader(before);
  }
}
