package io.mysimbdp.engine.console;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts who has shown a wrong token, so that nobody tries very many. Safe for several threads.
 *
 * <p>Counted by address: one that guesses keeps no other out.
 */
final class Attempts {

  static final int MOST_A_MINUTE = 10;

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int MOST_ADDRESSES = 1_000;

  private record Failures(Instant first, int count) {}

  private final InstantSource clock;
  // Guarded by this. The address that failed longest ago is forgotten first.
  private final Map<String, Failures> failures = new LinkedHashMap<>();

  Attempts(InstantSource clock) {
    this.clock = clock;
  }

  synchronized boolean mayTry(String address) {
    Failures known = failures.get(address);
    return known == null || known.count < MOST_A_MINUTE || isOver(known);
  }

  synchronized void failed(String address) {
    Failures known = failures.remove(address);
    if (failures.size() >= MOST_ADDRESSES) {
      failures.remove(failures.keySet().iterator().next());
    }
    failures.put(
        address,
        known == null || isOver(known)
            ? new Failures(clock.instant(), 1)
            : new Failures(known.first, known.count + 1));
  }

  private boolean isOver(Failures known) {
    return !known.first.plus(MINUTE).isAfter(clock.instant());
  }
}
