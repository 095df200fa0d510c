package io.mysimbdp.engine.cassandra;

import io.mysimbdp.engine.machine.ProcessId;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What is written down about a running server.
 *
 * @param node the server
 * @param kept whether it was started to be kept; if not, its last user stops it
 * @param users the processes that use it, so that none stops it under another's hands
 */
record NodeState(Node node, boolean kept, Set<ProcessId> users) {

  NodeState {
    users = Set.copyOf(users);
  }

  NodeState keep() {
    return new NodeState(node, true, users);
  }

  NodeState with(ProcessId user) {
    Set<ProcessId> more = new LinkedHashSet<>(users);
    more.add(user);
    return new NodeState(node, kept, more);
  }

  /** Returns the state without one user, and without those whose process is gone. */
  NodeState without(ProcessId user) {
    Set<ProcessId> fewer = new LinkedHashSet<>();
    for (ProcessId other : users) {
      if (!other.equals(user) && other.isAlive()) {
        fewer.add(other);
      }
    }
    return new NodeState(node, kept, fewer);
  }
}
