package io.mysimbdp.engine.schedule;

import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.failure.Owner;
import io.mysimbdp.engine.ledger.Ledger;
import io.mysimbdp.engine.ledger.TenantControl;
import io.mysimbdp.engine.log.About;
import io.mysimbdp.engine.log.Event;
import io.mysimbdp.engine.log.EventLog;
import io.mysimbdp.engine.run.FileResult;
import io.mysimbdp.engine.run.RunResult;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Suspends a tenant whose runs fail one after the other: each would cost the others time, and write
 * the same rows again. Safe for several threads.
 *
 * <p>What counts is a run that failed for the tenant's app or data and brought no file to its end.
 * A run that brought one to its end begins the count anew; one that failed for Cassandra, the disk
 * or a stop of the engine does neither.
 */
final class CircuitBreaker {

  private static final EventLog EVENTS = EventLog.of(CircuitBreaker.class);

  private final Ledger ledger;
  private final LongSupplier suspendAfter;
  // Tenants for which the ledger has no failed runs, as far as this engine knows.
  private final Set<String> unblemished = ConcurrentHashMap.newKeySet();

  /**
   * Makes a breaker.
   *
   * @param suspendAfter after how many failed runs in a row
   */
  CircuitBreaker(Ledger ledger, LongSupplier suspendAfter) {
    this.ledger = ledger;
    this.suspendAfter = suspendAfter;
  }

  /**
   * Notes how a run has ended.
   *
   * @return why the tenant is suspended from now on, as a sentence; empty: it is not
   */
  Optional<String> ended(Tenant tenant, RunResult result) {
    boolean isOfUse =
        result.files().stream()
            .anyMatch(
                file ->
                    file.state() == FileResult.State.DONE
                        || file.state() == FileResult.State.REFUSED);
    if (isOfUse) {
      if (unblemished.add(tenant.id())) {
        ledger.runSucceeded(ledger.control(tenant.id()));
      }
      return Optional.empty();
    }
    FailureCode code = result.code();
    if (code == null || (code.owner() != Owner.TENANT_CODE && code.owner() != Owner.TENANT_DATA)) {
      return Optional.empty();
    }
    unblemished.remove(tenant.id());
    String reason = String.valueOf(result.reason());
    int failed = ledger.runFailed(tenant.id(), result.runId(), reason);
    if (failed < suspendAfter.getAsLong()) {
      return Optional.empty();
    }
    String why =
        failed == 1
            ? "a run has failed, " + result.runId()
            : failed + " runs in a row have failed, the last one, " + result.runId();
    ledger.suspend(tenant.id(), TenantControl.By.CIRCUIT_BREAKER, why + ", for this: " + reason);
    EVENTS.error(
        Event.TENANT_SUSPENDED,
        About.tenant(tenant.id())
            .run(result.runId())
            .with("by", TenantControl.By.CIRCUIT_BREAKER.word())
            .with("reason", reason),
        "{}: is suspended, for {}; see what is wrong, then: engine tenant resume {}",
        tenant.id(),
        why,
        tenant.id());
    return Optional.of(
        "the tenant is suspended by the circuit breaker, for "
            + why
            + "; its files wait until the provider says: engine tenant resume "
            + tenant.id());
  }
}
