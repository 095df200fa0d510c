package io.mysimbdp.engine.plugin;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes a loader the context class loader of the calling thread until closed. For
 * try-with-resources, on one thread.
 */
public final class LoaderSwap implements AutoCloseable {

  private final Thread thread;
  private final @Nullable ClassLoader before;

  private LoaderSwap(Thread thread) {
    this.thread = thread;
    this.before = thread.getContextClassLoader();
  }

  /** Sets the context class loader of the calling thread. */
  public static LoaderSwap to(ClassLoader loader) {
    Objects.requireNonNull(loader, "loader");
    LoaderSwap swap = new LoaderSwap(Thread.currentThread());
    swap.thread.setContextClassLoader(loader);
    return swap;
  }

  /** Puts the former loader back. */
  @Override
  public void close() {
    thread.setContextClassLoader(before);
  }
}
