package io.mysimbdp.engine.statistics;

/**
 * The figures of one tenant.
 *
 * @param tenant its id
 * @param isRegistered whether it is registered still
 * @param figures of the period
 * @param before the sums of the period before
 * @param shareOfBytes its part of the bytes that were ingested of all tenants of the report, 0 to 1
 * @param shareOfRows the same, in rows
 */
public record TenantStatistics(
    String tenant,
    boolean isRegistered,
    Figures figures,
    Totals before,
    double shareOfBytes,
    double shareOfRows) {

  static TenantStatistics of(
      String tenant, boolean isRegistered, Figures figures, Totals before, Volume all) {
    Volume ingested = figures.totals().ingested();
    return new TenantStatistics(
        tenant,
        isRegistered,
        figures,
        before,
        share(ingested.bytes(), all.bytes()),
        share(ingested.rows(), all.rows()));
  }

  /** Tells whether nothing ended in either period. */
  boolean isEmpty() {
    return figures.totals().isEmpty() && before.isEmpty();
  }

  private static double share(long part, long all) {
    return all == 0 ? 0 : (double) part / all;
  }
}
