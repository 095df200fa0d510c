package io.mysimbdp.engine.spark;

import io.mysimbdp.engine.machine.ProcessId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is written down about a cluster.
 *
 * @param size how large it is, with the port that the master really listens on
 * @param pagePort where the master's pages are
 * @param master its process; empty: it has none
 * @param workers their processes, each at its place; empty: it has none
 */
record ClusterState(
    ClusterSize size, int pagePort, Optional<ProcessId> master, List<Optional<ProcessId>> workers) {

  ClusterState {
    workers = List.copyOf(workers);
  }

  /** Returns a cluster without any process. */
  static ClusterState planned(ClusterSize size, int pagePort) {
    List<Optional<ProcessId>> workers = new ArrayList<>();
    for (int i = 0; i < size.workers(); i++) {
      workers.add(Optional.empty());
    }
    return new ClusterState(size, pagePort, Optional.empty(), workers);
  }

  /** Returns the same, without the processes that are gone. */
  ClusterState living() {
    return new ClusterState(
        size,
        pagePort,
        master.filter(ProcessId::isAlive),
        workers.stream().map(worker -> worker.filter(ProcessId::isAlive)).toList());
  }

  ClusterState withMaster(ProcessId process) {
    return new ClusterState(size, pagePort, Optional.of(process), workers);
  }

  ClusterState withWorker(int index, ProcessId process) {
    List<Optional<ProcessId>> changed = new ArrayList<>(workers);
    changed.set(index, Optional.of(process));
    return new ClusterState(size, pagePort, master, changed);
  }

  /** Returns the processes there are, workers before the master. */
  List<ProcessId> processes() {
    return Stream.concat(workers.stream(), Stream.of(master)).flatMap(Optional::stream).toList();
  }

  boolean isWhole() {
    return master.isPresent() && workers.stream().allMatch(Optional::isPresent);
  }

  /** Returns the address of the master, as Spark has it. */
  String url() {
    return "spark://" + DaemonCommand.LOOPBACK + ":" + size.port();
  }
}
