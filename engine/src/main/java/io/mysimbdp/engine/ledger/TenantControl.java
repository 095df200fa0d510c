package io.mysimbdp.engine.ledger;

import io.mysimbdp.engine.config.Rates;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What operators and circuit breakers have said about a tenant while engines are running. It lives
 * in Cassandra, so that it reaches all engines of a platform and outlives them. Immutable.
 *
 * @param tenant the tenant's id
 * @param suspension why it is not served; null: it is
 * @param failedRuns how many runs in a row have failed
 * @param lastFailure why the last run has failed that did; null: none has
 * @param lastFailedRun the id of that run; null: none has failed
 * @param rates what it may do beside what its profile says; {@link Rates#UNLIMITED} parts say
 *     nothing
 * @param changedAt when any of this was changed last; null: never
 */
public record TenantControl(
    String tenant,
    @Nullable Suspension suspension,
    int failedRuns,
    @Nullable String lastFailure,
    @Nullable String lastFailedRun,
    Rates rates,
    @Nullable Instant changedAt) {

  /** Checks. */
  public TenantControl {
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(rates, "rates");
  }

  /** Returns that nobody has said anything about a tenant. */
  public static TenantControl none(String tenant) {
    return new TenantControl(tenant, null, 0, null, null, Rates.UNLIMITED, null);
  }

  /** Returns what was said about a tenant, of all that was said. */
  public static TenantControl in(Map<String, TenantControl> controls, String tenant) {
    return controls.getOrDefault(tenant, none(tenant));
  }

  /** Tells whether the tenant must not be served. */
  public boolean isSuspended() {
    return suspension != null;
  }

  /** Who suspends tenants. */
  public enum By {
    /** A person, for example because of an unpaid bill. */
    OPERATOR,
    /** An engine, because too many runs in a row have failed. */
    CIRCUIT_BREAKER;

    /** Returns the word for it in the table and in reports, for example {@code circuit-breaker}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static By of(@Nullable String word) {
      return CIRCUIT_BREAKER.word().equals(word) ? CIRCUIT_BREAKER : OPERATOR;
    }
  }

  /**
   * Why a tenant is not served.
   *
   * @param at since when
   * @param by who has said so
   * @param reason why, in their words; null: they gave none
   */
  public record Suspension(Instant at, By by, @Nullable String reason) {

    /** Checks. */
    public Suspension {
      Objects.requireNonNull(at, "at");
      Objects.requireNonNull(by, "by");
    }
  }

  TenantControl suspended(Suspension by) {
    return new TenantControl(tenant, by, failedRuns, lastFailure, lastFailedRun, rates, changedAt);
  }

  TenantControl resumed() {
    return new TenantControl(tenant, null, 0, lastFailure, lastFailedRun, rates, changedAt);
  }

  TenantControl limited(Rates limit) {
    return new TenantControl(
        tenant, suspension, failedRuns, lastFailure, lastFailedRun, limit, changedAt);
  }

  TenantControl succeeded() {
    return new TenantControl(tenant, suspension, 0, lastFailure, lastFailedRun, rates, changedAt);
  }

  TenantControl failed(String runId, String message) {
    return new TenantControl(tenant, suspension, failedRuns + 1, message, runId, rates, changedAt);
  }
}
