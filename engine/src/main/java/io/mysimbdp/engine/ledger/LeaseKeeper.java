package io.mysimbdp.engine.ledger;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.log.About;
import io.mysimbdp.engine.log.Event;
import io.mysimbdp.engine.log.EventLog;
import io.mysimbdp.engine.time.Pause;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes leases, renews them three times in their length, and gives them back when closed. Safe for
 * several threads.
 */
public final class LeaseKeeper implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeper.class);
  private static final EventLog EVENTS = EventLog.of(LeaseKeeper.class);
  private static final Duration POLL = Duration.ofSeconds(1);

  private final Leases leases;
  private final Pause pause;
  private final Future<?> renewal;
  private final Map<String, HeldLease> kept = new ConcurrentHashMap<>();

  /**
   * Begins with no lease.
   *
   * @param length of a lease that is not renewed
   * @param timer renews; stays alive
   */
  public LeaseKeeper(Leases leases, Duration length, ScheduledExecutorService timer, Pause pause) {
    this.leases = leases;
    this.pause = pause;
    long third = Math.max(1, length.toMillis() / 3);
    this.renewal =
        timer.scheduleWithFixedDelay(this::renewAll, third, third, TimeUnit.MILLISECONDS);
  }

  /**
   * Takes the lease of a tenant. When another engine has it, waits to see whether that one is
   * alive: its lease is taken over when it ends without having been renewed.
   *
   * @param dead an engine that is known to be dead; null: none
   * @return empty when a living engine serves the tenant
   */
  public Optional<HeldLease> take(String tenant, @Nullable String dead)
      throws InterruptedException {
    Leases.Holder before = null;
    while (true) {
      Optional<Lease> taken = leases.acquire(tenant, dead);
      if (taken.isPresent()) {
        HeldLease held = new HeldLease(taken.get());
        kept.put(tenant, held);
        return Optional.of(held);
      }
      Leases.Holder holder = leases.holder(tenant);
      if (before != null && isAlive(before, holder)) {
        return Optional.empty();
      }
      if (before == null) {
        long seconds = holder.left().toSeconds() + 1;
        EVENTS.info(
            Event.LEASE_AWAITED,
            About.tenant(tenant).with("engine", holder.engineId()).with("seconds", seconds),
            "{}: waiting up to {} s to see whether the engine is alive that serves it",
            tenant,
            seconds);
      }
      before = holder;
      pause.pause(POLL);
    }
  }

  private static boolean isAlive(Leases.Holder before, Leases.Holder now) {
    return now.engineId() != null
        && (!now.engineId().equals(before.engineId())
            || now.token() != before.token()
            || now.left().compareTo(before.left()) > 0);
  }

  /**
   * While Cassandra is away, nobody knows whether a lease is lost. The runs under it go on: what
   * they write is the same whoever writes it, and what they commit is refused if it is lost.
   */
  private void renewAll() {
    for (HeldLease each : kept.values()) {
      try {
        if (!each.isLost() && !leases.renew(each.lease())) {
          each.lose();
          leases.lost();
          EVENTS.warn(
              Event.LEASE_LOST,
              About.tenant(each.lease().tenant()),
              "{}: the lease is lost: another engine has it",
              each.lease().tenant());
        }
      } catch (EngineException e) {
        EVENTS.warn(
            Event.LEASE_NOT_RENEWED,
            About.tenant(each.lease().tenant()).with("reason", e.getMessage()),
            "{}: the lease is not renewed: {}",
            each.lease().tenant(),
            e.getMessage());
      }
    }
  }

  /** Gives one lease back, which is then not renewed any more. */
  public void giveBack(HeldLease lease) {
    kept.remove(lease.lease().tenant(), lease);
    release(lease);
  }

  private void release(HeldLease lease) {
    try {
      leases.release(lease.lease());
    } catch (EngineException e) {
      // It ends by itself.
      LOG.debug("Lease of {} is not given back", lease.lease().tenant(), e);
    }
  }

  /** Gives all leases back. */
  @Override
  public void close() {
    renewal.cancel(false);
    List<HeldLease> held = List.copyOf(kept.values());
    kept.clear();
    held.forEach(this::release);
  }
}
