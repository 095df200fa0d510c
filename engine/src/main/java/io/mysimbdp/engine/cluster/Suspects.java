package io.mysimbdp.engine.cluster;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tenants that were there when an executor was lost: maybe one of them has taken it down. Until a
 * run of theirs has gone through, their apps get processes of their own, whatever their profiles
 * say: then an app that brings its process down takes nobody along, and is known for it. Safe for
 * several threads.
 */
final class Suspects {

  private static final int MOST_COUNTED = 100;

  private final Map<String, Set<String>> losses = new ConcurrentHashMap<>();

  /**
   * Notes that a run was lost, or a part of it: as many of them as may be on one executor, and
   * still one loss.
   *
   * @param runId of the whole run
   * @return how many of the tenant's were lost in a row
   */
  int lost(String tenant, String runId) {
    Set<String> runs = losses.computeIfAbsent(tenant, any -> ConcurrentHashMap.newKeySet());
    if (runs.size() < MOST_COUNTED) {
      runs.add(runId);
    }
    return runs.size();
  }

  /** Tells whether a tenant may have taken an executor down. */
  boolean has(String tenant) {
    return losses.containsKey(tenant);
  }

  /** Notes that a run of a tenant has gone through. */
  void clear(String tenant) {
    losses.remove(tenant);
  }
}
