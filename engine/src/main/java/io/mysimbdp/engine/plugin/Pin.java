package io.mysimbdp.engine.plugin;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Keeps a version of a plugin open until closed, whatever is put into the plugins folder. Safe for
 * all threads; it may be closed on another thread than it was made on.
 */
public final class Pin implements AutoCloseable {

  private final LoadedPlugin plugin;
  private final AtomicBoolean closed = new AtomicBoolean();

  Pin(LoadedPlugin plugin) {
    this.plugin = plugin;
  }

  /** Returns the plugin, which is open as long as this pin is not closed. */
  public LoadedPlugin plugin() {
    return plugin;
  }

  /**
   * Lets the plugin go. The last pin of a retired version closes its class loader, on the calling
   * thread. A second call does nothing.
   */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      plugin.unpin();
    }
  }
}
