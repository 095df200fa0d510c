package io.mysimbdp.engine.plugin;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The class loaders that are closed and still in memory: a thread, a thread-local value or a cache
 * of the JDK keeps them. A few are no sign of anything, for they wait for the next garbage
 * collection that unloads classes. Safe for all threads.
 */
final class LingeringLoaders {

  private static final Logger LOG = LoggerFactory.getLogger(LingeringLoaders.class);

  /** So many versions of one plugin that it is worth a line. */
  private static final int MANY = 8;

  /** Guarded by the monitor. */
  private final List<Closed> closed = new ArrayList<>();

  /** Guarded by the monitor. */
  private final Set<String> told = new HashSet<>();

  private record Closed(String plugin, WeakReference<ClassLoader> loader) {}

  /** Notes a loader that has been closed. */
  synchronized void add(String plugin, ClassLoader loader) {
    closed.add(new Closed(plugin, new WeakReference<>(loader)));
  }

  /** Returns how many loaders linger, by the id of their plugin. */
  synchronized Map<String, Integer> counts() {
    closed.removeIf(each -> each.loader().refersTo(null));
    Map<String, Integer> counts = new HashMap<>();
    closed.forEach(each -> counts.merge(each.plugin(), 1, Integer::sum));
    return counts;
  }

  /** Says of which plugins there are many; once, until there are few again. */
  synchronized void tell() {
    Map<String, Integer> counts = counts();
    told.removeIf(plugin -> counts.getOrDefault(plugin, 0) < MANY);
    counts.forEach(
        (plugin, count) -> {
          if (count >= MANY && told.add(plugin)) {
            LOG.warn(
                "{}: {} versions that serve no more are still in memory; if a garbage collection"
                    + " (jcmd PID GC.run) changes nothing, a thread or a cache keeps them",
                plugin,
                count);
          }
        });
  }
}
