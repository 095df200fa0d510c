package io.mysimbdp.engine.schedule;

import io.mysimbdp.engine.admission.TenantUse;
import io.mysimbdp.engine.share.FairClock;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files that wait to be run, and whose turn it is. Not safe for several threads.
 *
 * <p>The turn goes by {@link FairClock}, with the bytes of a batch for its cost: a tenant with a
 * million files delays no other by more than its share, and one that comes after a pause does not
 * push back those that have waited. Within a tenant, files go by arrival.
 *
 * <p>A batch waits while its share of the heap is not free. Smaller ones may overtake it, but only
 * for some turns: then the heap is left to it.
 */
final class Batches {

  /** What a file costs beside its bytes: the ledger's requests for it, roughly. */
  static final long FILE_COST_BYTES = 64 << 10;

  private static final int OVERTAKING_TURNS = 8;
  private static final int PRIORITY_TURNS = 4;

  /** The weight of most tenants, for which priorities are worth whole turns. */
  private static final int USUAL_WEIGHT = 100;

  private final HeapBudget heap;
  private final InstantSource clock;
  private final FairClock<TenantQueue> order = new FairClock<>();
  private final Map<String, TenantQueue> queues = new LinkedHashMap<>();
  private final long turnBytes;

  /**
   * Makes an empty schedule.
   *
   * @param heap what running batches share
   * @param turnBytes a batch takes no more files once it has as many bytes
   * @param clock tells which quotas and windows hold
   */
  Batches(HeapBudget heap, long turnBytes, InstantSource clock) {
    this.heap = heap;
    this.turnBytes = turnBytes;
    this.clock = clock;
  }

  /** Adds a tenant with its complete files, in the order of arrival. */
  void add(Tenant tenant, TenantUse use, List<WaitingFile> files) {
    TenantQueue queue =
        new TenantQueue(
            tenant,
            use,
            files,
            turnBytes,
            owner -> order.share(owner, tenant.profile().weight(), headStart(tenant)));
    queues.put(tenant.id(), queue);
    place(queue);
  }

  /** Adds files to a tenant, behind those that wait. */
  void offer(String tenant, List<WaitingFile> files) {
    TenantQueue queue = queueOf(tenant);
    queue.offer(files);
    place(queue);
  }

  /**
   * Changes what a tenant is and may do, for the batches that begin from now on.
   *
   * @param use what it has used up of its new quotas
   */
  void replace(Tenant tenant, TenantUse use) {
    TenantQueue queue = queueOf(tenant.id());
    queue.replace(tenant, use);
    queue.share().set(tenant.profile().weight(), headStart(tenant));
    place(queue);
  }

  /** Takes a tenant out that has no batch under way; returns its files that have not been run. */
  List<WaitingFile> remove(String tenant) {
    TenantQueue queue = queueOf(tenant);
    if (queue.running() > 0) {
      throw new IllegalArgumentException("Tenant " + tenant + " has a batch under way");
    }
    order.leave(queue.share());
    queues.remove(tenant);
    return queue.drain();
  }

  /** Takes the files of a tenant out that have not been run. */
  List<WaitingFile> drain(String tenant) {
    TenantQueue queue = queueOf(tenant);
    List<WaitingFile> left = queue.drain();
    place(queue);
    return left;
  }

  /** Begins a new pass of a tenant, for its quota of a pass. */
  void beginPass(String tenant) {
    queueOf(tenant).use().beginPass();
  }

  /** Tells whether a tenant is known here. */
  boolean has(String tenant) {
    return queues.containsKey(tenant);
  }

  /** Returns how many batches of a tenant are under way. */
  int running(String tenant) {
    return queueOf(tenant).running();
  }

  /** Returns how many files of a tenant wait. */
  int waiting(String tenant) {
    return queueOf(tenant).waiting();
  }

  /** Adds up the files of a tenant that wait. */
  void addTo(String tenant, WaitingSum sum) {
    queueOf(tenant).addTo(sum);
  }

  private double headStart(Tenant tenant) {
    double turns =
        switch (tenant.profile().priority()) {
          case LOW -> -PRIORITY_TURNS;
          case NORMAL -> 0;
          case HIGH -> PRIORITY_TURNS;
        };
    return turns * turnBytes / USUAL_WEIGHT;
  }

  /** Has a tenant wait for its turn, or not, by how things stand with it. */
  private void place(TenantQueue queue) {
    if (!queue.mayBegin()) {
      order.leave(queue.share());
    } else {
      order.await(queue.share(), queue.takeCredit());
    }
  }

  /** Returns the next batch, if some tenant may begin one; it is running from now on. */
  Optional<Batch> next() {
    while (true) {
      Optional<FairClock.Share<TenantQueue>> turn =
          order.next(queue -> heap.fits(queue.heapBytes()), (double) OVERTAKING_TURNS * turnBytes);
      if (turn.isEmpty()) {
        return Optional.empty();
      }
      TenantQueue queue = turn.get().owner();
      Optional<Batch> batch = queue.begin(clock.instant());
      if (batch.isPresent()) {
        order.serve(queue.share(), (double) batch.get().cost());
        heap.take(batch.get().heapBytes());
      }
      place(queue);
      if (batch.isPresent()) {
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
    TenantQueue queue = queueOf(batch.tenant().id());
    heap.giveBack(batch.heapBytes());
    queue.ended(batch, setBack);
    place(queue);
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
    for (TenantQueue queue : queues.values()) {
      left.put(queue.tenant(), queue.drain());
      place(queue);
    }
    return left;
  }

  private TenantQueue queueOf(String tenant) {
    TenantQueue queue = queues.get(tenant);
    if (queue == null) {
      throw new IllegalArgumentException("Not a tenant of this schedule: " + tenant);
    }
    return queue;
  }
}
