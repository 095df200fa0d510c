package io.mysimbdp.engine.spark;

import io.mysimbdp.engine.machine.ProcessId;
import java.util.List;
import java.util.Optional;

/**
 * How a cluster stands.
 *
 * @param url the address of its master, as Spark has it
 * @param page where the master's pages are
 * @param size how large it was made
 * @param master the process of the master; empty: it is gone
 * @param workers the processes of workers that are alive
 * @param joined how many workers the master has heard from; none when it does not answer
 * @param applications how many drivers use it
 */
public record ClusterStatus(
    String url,
    String page,
    ClusterSize size,
    Optional<ProcessId> master,
    List<ProcessId> workers,
    int joined,
    int applications) {

  /** Copies. */
  public ClusterStatus {
    workers = List.copyOf(workers);
  }

  /** Tells whether master and workers are all there, and know each other. */
  public boolean isWhole() {
    return master.isPresent() && workers.size() == size.workers() && joined >= size.workers();
  }
}
