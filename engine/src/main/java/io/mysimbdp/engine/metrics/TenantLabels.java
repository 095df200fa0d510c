package io.mysimbdp.engine.metrics;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Under which label each tenant is measured: its id, or with many others. A tenant keeps what it
 * was given until it goes, so that no counter loses what it has counted. Safe for several threads.
 */
final class TenantLabels {

  /** The label of all tenants that have none of their own. */
  static final String OTHER = "other";

  private final int max;
  // Both guarded by this.
  private final Map<String, String> labels = new HashMap<>();
  private final Set<String> own = new HashSet<>();

  /**
   * Makes labels that nobody has yet.
   *
   * @param max how many tenants get one of their own
   */
  TenantLabels(int max) {
    this.max = max;
  }

  /** Gives a tenant its label when it comes; later it is the same. */
  synchronized String come(String tenant) {
    return labels.computeIfAbsent(tenant, this::newLabel);
  }

  private String newLabel(String tenant) {
    // A tenant may be called so.
    if (own.size() >= max || tenant.equals(OTHER)) {
      return OTHER;
    }
    own.add(tenant);
    return tenant;
  }

  /** Returns the label of a tenant; of one that is not here, or here no more, the common one. */
  synchronized String of(String tenant) {
    return labels.getOrDefault(tenant, OTHER);
  }

  /** Forgets a tenant that has gone; returns whether its label was its own, which is free now. */
  synchronized boolean go(String tenant) {
    labels.remove(tenant);
    return own.remove(tenant);
  }

  /** Tells whether a tenant has a label of its own. */
  synchronized boolean isOwn(String tenant) {
    return own.contains(tenant);
  }
}
