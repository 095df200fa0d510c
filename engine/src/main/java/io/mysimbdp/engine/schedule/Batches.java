package io.mysimbdp.engine.schedule;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files that wait to be run, and whose turn it is. Not safe for several threads.
 *
 * <p>The turn goes to the tenant that has been served the fewest bytes so far, among those with
 * files waiting and no batch running: fair queueing by bytes (J. Nagle, RFC 970, with bytes in
 * place of packets), so a tenant with a million files delays no other by more than a batch. Within
 * a tenant, files go by arrival.
 */
final class Batches {

  private final Map<String, Queue> queues = new LinkedHashMap<>();

  /** Adds a tenant with its complete files, in the order of arrival. */
  void add(Tenant tenant, List<WaitingFile> files) {
    queues.put(tenant.id(), new Queue(tenant, new ArrayDeque<>(files)));
  }

  /** Returns the next batch, if some tenant has files and no batch running; marks it running. */
  Optional<Batch> next() {
    return queues.values().stream()
        .filter(queue -> !queue.running && !queue.files.isEmpty())
        .min(Comparator.comparingLong(queue -> queue.servedBytes))
        .map(Queue::start);
  }

  /** Notes that a batch has ended; its tenant may have the next one. */
  void ended(Batch batch) {
    queueOf(batch).running = false;
  }

  /** Puts files of a batch back to the head of the queue, to be run again. */
  void setBack(Batch batch, List<WaitingFile> files) {
    for (int i = files.size() - 1; i >= 0; i--) {
      queueOf(batch).files.addFirst(files.get(i));
    }
  }

  /** Takes all files out that have not been run. */
  Map<Tenant, List<WaitingFile>> drain() {
    Map<Tenant, List<WaitingFile>> left = new LinkedHashMap<>();
    for (Queue queue : queues.values()) {
      left.put(queue.tenant, List.copyOf(queue.files));
      queue.files.clear();
    }
    return left;
  }

  private Queue queueOf(Batch batch) {
    Queue queue = queues.get(batch.tenant().id());
    if (queue == null) {
      throw new IllegalArgumentException("Not a batch of this schedule: " + batch);
    }
    return queue;
  }

  private static final class Queue {
    private final Tenant tenant;
    private final Deque<WaitingFile> files;
    private boolean running;
    private long servedBytes;

    Queue(Tenant tenant, Deque<WaitingFile> files) {
      this.tenant = tenant;
      this.files = files;
    }

    Batch start() {
      List<WaitingFile> batch = new ArrayList<>();
      while (batch.size() < tenant.profile().filesPerBatch() && !files.isEmpty()) {
        WaitingFile file = files.removeFirst();
        servedBytes += file.stamp().sizeBytes();
        batch.add(file);
      }
      running = true;
      return new Batch(tenant, batch);
    }
  }
}
