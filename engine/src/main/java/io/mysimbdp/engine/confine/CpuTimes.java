package io.mysimbdp.engine.confine;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongUnaryOperator;

/**
 * Adds up the CPU time of threads that come and go. Of a thread that has ended nothing can be
 * learned any more: it counts as it was last seen. Safe for several threads.
 */
final class CpuTimes {

  private static final long ENDED = -1;

  private final LongUnaryOperator nanosOf;
  // By the ids of threads, which are never used again.
  private final Map<Long, Long> seen = new ConcurrentHashMap<>();
  private final AtomicLong ofEnded = new AtomicLong();

  /** Makes it for the threads of this JVM; where that does not tell, none takes any time. */
  CpuTimes() {
    this(ofThisJvm());
  }

  /**
   * Makes it.
   *
   * @param nanosOf the CPU time of the thread with an id; negative: it has ended
   */
  CpuTimes(LongUnaryOperator nanosOf) {
    this.nanosOf = nanosOf;
  }

  private static LongUnaryOperator ofThisJvm() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return threads.isThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled()
        ? threads::getThreadCpuTime
        : id -> ENDED;
  }

  /** Looks at a thread. */
  void see(long id) {
    long nanos = nanosOf.applyAsLong(id);
    if (nanos >= 0) {
      seen.merge(id, nanos, Math::max);
    }
  }

  /** Forgets which threads have ended, and keeps their time: an app may start millions of them. */
  void foldEnded() {
    for (Long id : List.copyOf(seen.keySet())) {
      if (nanosOf.applyAsLong(id) < 0) {
        Long last = seen.remove(id);
        if (last != null) {
          ofEnded.addAndGet(last);
        }
      }
    }
  }

  /** Returns the time of all threads as last seen. */
  Duration total() {
    long living = seen.values().stream().mapToLong(Long::longValue).sum();
    return Duration.ofNanos(ofEnded.get() + living);
  }
}
