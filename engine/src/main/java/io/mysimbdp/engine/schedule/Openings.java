package io.mysimbdp.engine.schedule;

import io.mysimbdp.engine.admission.TenantUse;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.ledger.HeldLease;
import io.mysimbdp.engine.ledger.Ledger;
import io.mysimbdp.engine.log.About;
import io.mysimbdp.engine.log.Event;
import io.mysimbdp.engine.log.EventLog;
import io.mysimbdp.engine.time.Backoff;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens tenants for the service and closes them again, which takes long, so on threads of its own.
 * Its methods are for the thread of the service.
 */
final class Openings {

  private static final Logger LOG = LoggerFactory.getLogger(Openings.class);
  private static final EventLog EVENTS = EventLog.of(Openings.class);

  private static final int THREADS = 4;

  private final ServiceLoop loop;
  private final TenantDoor door;
  private final Ledger ledger;
  private final Backoff retries;
  private final ExecutorService threads = ServiceLoop.threads("tenants", THREADS);

  /**
   * Makes the openings.
   *
   * @param retries the waits before a tenant is tried again that could not be opened
   */
  Openings(ServiceLoop loop, TenantDoor door, Ledger ledger, Backoff retries) {
    this.loop = loop;
    this.door = door;
    this.ledger = ledger;
    this.retries = retries;
  }

  /** Has a tenant opened, as it is to be from now on. */
  void open(Serving serving) {
    serving.phase = TenantView.Phase.OPENING;
    Tenant tenant = serving.successor == null ? serving.tenant : serving.successor;
    Optional<HeldLease> held = Optional.ofNullable(serving.lease);
    threads.execute(
        () -> {
          try {
            HeldLease lease = door.open(tenant, held);
            TenantUse use = TenantUses.read(ledger, tenant, loop.now());
            loop.hand(() -> opened(serving, tenant, lease, use));
          } catch (EngineException e) {
            LOG.debug("Tenant {} cannot be served", tenant.id(), e);
            loop.hand(() -> notOpened(serving, tenant, e));
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } catch (RuntimeException | Error e) {
            EVENTS.defect(
                About.tenant(tenant.id()),
                tenant.id() + ": cannot be served, for a defect of the engine",
                e);
            loop.hand(
                () ->
                    notOpened(
                        serving,
                        tenant,
                        new EngineException(FailureCode.INTERNAL, "internal error: " + e, e)));
          }
        });
  }

  private void opened(Serving serving, Tenant tenant, HeldLease lease, TenantUse use) {
    serving.lease = lease;
    if (isObsolete(serving, tenant)) {
      goOn(serving);
      return;
    }
    serving.phase = TenantView.Phase.OPEN;
    serving.openFailures = 0;
    serving.trouble = null;
    serving.survey = null;
    serving.idleSince = loop.now();
    serving.changed();
    TenantUse known = serving.use;
    TenantUse valid = known != null && serving.keepsItsQuotas() ? known : use;
    if (tenant.equals(serving.successor)) {
      serving.succeed();
    }
    if (!loop.batches().has(tenant.id())) {
      serving.use = use;
      loop.batches().add(tenant, use, List.of());
    } else {
      // Batches under way charge what is known already.
      serving.use = valid;
      loop.batches().replace(tenant, valid);
    }
  }

  /** Tells whether a tenant has become another one again while it was being opened. */
  private static boolean isObsolete(Serving serving, Tenant opened) {
    return serving.successor != null && !opened.equals(serving.successor);
  }

  /** Has a tenant that has changed while it was being opened be opened as it is now. */
  private void goOn(Serving serving) {
    HeldLease lease = serving.lease;
    if (loop.batches().has(serving.tenant.id())) {
      serving.phase = TenantView.Phase.OPEN;
    } else if (lease == null) {
      serving.phase = TenantView.Phase.IDLE;
      serving.succeed();
    } else if (serving.leaving || lease.isLost()) {
      giveBack(serving, lease);
    } else {
      open(serving);
    }
    serving.changed();
  }

  private void notOpened(Serving serving, Tenant tenant, EngineException e) {
    if (isObsolete(serving, tenant)) {
      // What it is now need not fail as well.
      LOG.debug("{}: has changed meanwhile", tenant.id());
      goOn(serving);
      return;
    }
    String id = serving.tenant.id();
    boolean isServed = loop.batches().has(id);
    String message = e.getMessage() + (isServed ? "; it is served as it was before" : "");
    if (!message.equals(serving.trouble)) {
      EVENTS.error(
          Event.TENANT_UNSERVABLE,
          About.tenant(id)
              .with("code", e.code().name())
              .with("owner", e.code().owner().label())
              .with("reason", message),
          "{}: {}",
          id,
          message);
    }
    serving.trouble = message;
    serving.openFailures++;
    serving.openNotBefore = loop.now().plus(retries.after(serving.openFailures));
    serving.phase = isServed ? TenantView.Phase.OPEN : TenantView.Phase.IDLE;
    serving.changed();
    HeldLease lease = serving.lease;
    if (!isServed) {
      serving.succeed();
    }
    if (!isServed && lease != null) {
      // From an opening before, that was of no use any more when it was done.
      giveBack(serving, lease);
    }
  }

  /** Gives a tenant up that has nothing under way. */
  void close(Serving serving) {
    String id = serving.tenant.id();
    loop.batches().remove(id);
    HeldLease lease = serving.lease;
    if (lease != null) {
      giveBack(serving, lease);
    }
  }

  private void giveBack(Serving serving, HeldLease lease) {
    serving.lease = null;
    serving.phase = TenantView.Phase.CLOSING;
    threads.execute(
        () -> {
          try {
            door.close(lease);
          } finally {
            loop.hand(() -> closed(serving, lease.isLost()));
          }
        });
  }

  private void closed(Serving serving, boolean wasLost) {
    serving.phase = TenantView.Phase.IDLE;
    if (wasLost) {
      serving.openNotBefore = loop.now().plus(loop.settings().get().linger());
      serving.changed();
    }
    serving.files.nextRetry().ifPresent(serving::lookAt);
    if (serving.successor != null) {
      serving.succeed();
      serving.changed();
    }
  }

  void stop() {
    threads.shutdownNow();
  }
}
