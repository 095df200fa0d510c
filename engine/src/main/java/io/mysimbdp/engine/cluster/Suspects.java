package io.mysimbdp.engine.cluster;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tenants that were there when an executor was lost: maybe one of them has taken it down. Until a
 * run of theirs has gone through, their apps get processes of their own, whatever their profiles
 * say: then an app that brings its process down takes nobody along, and is known for it. Safe for
 * several threads.
 */
final class Suspects {

  private final Map<String, Integer> losses = new ConcurrentHashMap<>();

  /** Notes that a run was lost; returns how many of the tenant's were in a row. */
  int lost(String tenant) {
    return losses.merge(tenant, 1, Integer::sum);
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
