package io.mysimbdp.engine.ledger;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.time.Pause;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes leases, renews them three times in their length, and gives them back when closed. A lease
 * that could not be renewed in time counts as lost. Safe for several threads.
 */
public final class LeaseKeeper implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeper.class);
  private static final Duration POLL = Duration.ofSeconds(1);

  private final Leases leases;
  private final Duration length;
  private final Pause pause;
  private final LongSupplier nanoTime;
  private final Future<?> renewal;
  private final Map<String, Kept> kept = new ConcurrentHashMap<>();

  private static final class Kept {
    private final HeldLease lease;
    private volatile long renewedNanos;

    Kept(HeldLease lease, long renewedNanos) {
      this.lease = lease;
      this.renewedNanos = renewedNanos;
    }
  }

  /**
   * Begins with no lease.
   *
   * @param length of a lease that is not renewed
   * @param timer renews; stays alive
   * @param nanoTime a monotonic clock
   */
  public LeaseKeeper(
      Leases leases,
      Duration length,
      ScheduledExecutorService timer,
      Pause pause,
      LongSupplier nanoTime) {
    this.leases = leases;
    this.length = length;
    this.pause = pause;
    this.nanoTime = nanoTime;
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
      long now = nanoTime.getAsLong();
      Optional<Lease> taken = leases.acquire(tenant, dead);
      if (taken.isPresent()) {
        HeldLease held = new HeldLease(taken.get());
        kept.put(tenant, new Kept(held, now));
        return Optional.of(held);
      }
      Leases.Holder holder = leases.holder(tenant);
      if (before != null && isAlive(before, holder)) {
        return Optional.empty();
      }
      if (before == null) {
        LOG.info(
            "{}: waiting up to {} s to see whether engine {} is alive, which serves it",
            tenant,
            holder.left().toSeconds() + 1,
            holder.engineId());
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

  private void renewAll() {
    for (Kept each : kept.values()) {
      long now = nanoTime.getAsLong();
      try {
        if (!each.lease.isLost() && !leases.renew(each.lease.lease())) {
          lose(each, "another engine has it");
        } else {
          each.renewedNanos = now;
        }
      } catch (EngineException e) {
        if (nanoTime.getAsLong() - each.renewedNanos > length.toNanos()) {
          lose(each, e.getMessage());
        }
      }
    }
  }

  private static void lose(Kept kept, String why) {
    kept.lease.lose();
    LOG.warn("{}: the lease is lost: {}", kept.lease.lease().tenant(), why);
  }

  /** Gives all leases back. */
  @Override
  public void close() {
    renewal.cancel(false);
    for (Kept each : kept.values()) {
      try {
        leases.release(each.lease.lease());
      } catch (EngineException e) {
        // It ends by itself.
        LOG.debug("Lease of {} is not given back", each.lease.lease().tenant(), e);
      }
    }
    kept.clear();
  }
}
