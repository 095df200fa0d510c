package io.mysimbdp.engine.schedule;

import io.mysimbdp.engine.admission.TenantUse;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files that wait to be run, and whose turn it is. Not safe for several threads.
 *
 * <p>The turn goes to the tenant that has been served the fewest bytes by its weight so far, among
 * those that may begin a batch: fair queueing by bytes (J. Nagle, RFC 970, with bytes in place of
 * packets; weighted as by A. Demers, S. Keshav, S. Shenker, "Analysis and simulation of a fair
 * queueing algorithm", 1989), so a tenant with a million files delays no other by more than a
 * batch. Within a tenant, files go by arrival.
 */
final class Batches {

  private final HeapBudget heap;
  private final InstantSource clock;
  private final Map<String, TenantQueue> queues = new LinkedHashMap<>();

  /**
   * Makes an empty schedule.
   *
   * @param heap what running batches share
   * @param clock tells which quotas and windows hold
   */
  Batches(HeapBudget heap, InstantSource clock) {
    this.heap = heap;
    this.clock = clock;
  }

  /** Adds a tenant with its complete files, in the order of arrival. */
  void add(Tenant tenant, TenantUse use, List<WaitingFile> files) {
    queues.put(tenant.id(), new TenantQueue(tenant, use, files));
  }

  /** Returns the next batch, if some tenant may begin one; it is running from now on. */
  Optional<Batch> next() {
    while (true) {
      Optional<TenantQueue> turn =
          queues.values().stream()
              .filter(queue -> queue.mayBegin() && heap.fits(queue.heapBytes()))
              .min(Comparator.comparingDouble(TenantQueue::servedShare));
      if (turn.isEmpty()) {
        return Optional.empty();
      }
      Optional<Batch> batch = turn.get().begin(clock.instant());
      if (batch.isPresent()) {
        heap.take(turn.get().heapBytes());
        return batch;
      }
    }
  }

  /**
   * Notes that a batch has ended; its tenant may have the next one.
   *
   * @param setBack files of it that are to be run again, before all others
   */
  void ended(Batch batch, List<WaitingFile> setBack) {
    TenantQueue queue = queueOf(batch);
    heap.giveBack(queue.heapBytes());
    queue.ended(batch, setBack);
  }

  /**
   * Returns the files of a tenant that were taken out because they may not run, and forgets them.
   */
  Map<Tenant, List<JudgedFile>> judged() {
    Map<Tenant, List<JudgedFile>> judged = new LinkedHashMap<>();
    for (TenantQueue queue : queues.values()) {
      List<JudgedFile> files = queue.takeJudged();
      if (!files.isEmpty()) {
        judged.put(queue.tenant(), files);
      }
    }
    return judged;
  }

  /** Takes all files out that have not been run. */
  Map<Tenant, List<WaitingFile>> drain() {
    Map<Tenant, List<WaitingFile>> left = new LinkedHashMap<>();
    queues.values().forEach(queue -> left.put(queue.tenant(), queue.drain()));
    return left;
  }

  private TenantQueue queueOf(Batch batch) {
    TenantQueue queue = queues.get(batch.tenant().id());
    if (queue == null) {
      throw new IllegalArgumentException("Not a batch of this schedule: " + batch);
    }
    return queue;
  }
}
