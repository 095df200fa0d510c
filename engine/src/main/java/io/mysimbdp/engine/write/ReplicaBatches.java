package io.mysimbdp.engine.write;

import com.datastax.oss.driver.api.core.metadata.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts small groups of rows into one request where their partitions have the same replicas: each of
 * these then stores all of it, and none has to pass a part on. Such a request stays below what the
 * servers warn of and refuse, which they hold against requests that span partitions only. Safe for
 * several threads.
 */
final class ReplicaBatches {

  private final Replicas replicas;
  private final SpanningLimit limit;
  private final Sizing sizing;

  /**
   * Makes the batches of one run.
   *
   * @param replicas tells where a partition is stored
   * @param limit how large a request that spans partitions may be
   * @param sizing the most bytes and rows in one request
   */
  ReplicaBatches(Replicas replicas, SpanningLimit limit, Sizing sizing) {
    this.replicas = replicas;
    this.limit = limit;
    this.sizing = sizing;
  }

  /** Tells where a partition is stored. */
  interface Replicas {

    /** Returns the nodes that store the partition of a row; empty: not known. */
    Set<Node> of(EncodedRow row);
  }

  /** Returns the requests to be sent for groups that have one partition each. */
  List<List<EncodedRow>> of(List<List<EncodedRow>> groups) {
    int mostBytes = sizing.spanningBytes(limit.bytes());
    int mostPartitions = limit.partitions();
    int mostRows = sizing.batchRows();
    if (groups.size() < 2 || mostPartitions < 2) {
      return groups;
    }
    List<List<EncodedRow>> requests = new ArrayList<>();
    Map<Set<Node>, Spanning> open = new LinkedHashMap<>();
    for (List<EncodedRow> group : groups) {
      int bytes = EncodedRow.serverBytes(group);
      Set<Node> nodes = bytes * 2L <= mostBytes ? replicas.of(group.get(0)) : Set.of();
      if (nodes.isEmpty()) {
        requests.add(group);
        continue;
      }
      Spanning spanning = open.computeIfAbsent(nodes, any -> new Spanning());
      boolean fits =
          spanning.bytes + bytes <= mostBytes
              && spanning.partitions < mostPartitions
              && spanning.rows.size() + group.size() <= mostRows;
      if (!fits && !spanning.rows.isEmpty()) {
        requests.add(spanning.rows);
        spanning = new Spanning();
        open.put(nodes, spanning);
      }
      spanning.rows.addAll(group);
      spanning.bytes += bytes;
      spanning.partitions++;
    }
    open.values().forEach(spanning -> requests.add(spanning.rows));
    return requests;
  }

  private static final class Spanning {
    private final List<EncodedRow> rows = new ArrayList<>();
    private int bytes;
    private int partitions;
  }
}
