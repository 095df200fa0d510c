package io.mysimbdp.engine.console;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Who has logged in. Kept in memory only, and not for ever. Safe for several threads. */
final class Sessions {

  static final Duration LENGTH = Duration.ofHours(12);

  private static final int MOST = 256;

  private final Supplier<String> ids;
  private final InstantSource clock;
  // Guarded by this. In the order in which they began, so that the first ends first.
  private final Map<String, Instant> ends = new LinkedHashMap<>();

  /**
   * Begins with nobody.
   *
   * @param ids makes ids that nobody can guess
   */
  Sessions(Supplier<String> ids, InstantSource clock) {
    this.ids = ids;
    this.clock = clock;
  }

  /** Begins a session; returns its id. */
  synchronized String begin() {
    ends.values().removeIf(end -> !end.isAfter(clock.instant()));
    if (ends.size() >= MOST) {
      ends.remove(ends.keySet().iterator().next());
    }
    String id = ids.get();
    ends.put(id, clock.instant().plus(LENGTH));
    return id;
  }

  synchronized boolean isOpen(@Nullable String id) {
    Instant end = id == null ? null : ends.get(id);
    return end != null && end.isAfter(clock.instant());
  }

  synchronized void end(@Nullable String id) {
    if (id != null) {
      ends.remove(id);
    }
  }
}
