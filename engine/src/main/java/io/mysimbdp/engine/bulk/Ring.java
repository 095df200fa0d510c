package io.mysimbdp.engine.bulk;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.metadata.Metadata;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.metadata.NodeState;
import com.datastax.oss.driver.api.core.metadata.TokenMap;
import com.datastax.oss.driver.api.core.metadata.token.TokenRange;
import io.mysimbdp.bulk.StreamOrder;
import io.mysimbdp.bulk.StreamOrder.Replica;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which nodes have the rows of a keyspace.
 *
 * @param replicas in the order of their addresses, each with its ranges in their order; so that two
 *     of them are equal when nothing has changed
 */
record Ring(List<Replica> replicas) {

  /** The only ones that it was tried with. */
  private static final int MAJOR_VERSION = 5;

  /** Copies. */
  Ring {
    replicas = List.copyOf(replicas);
  }

  /**
   * Takes what the driver knows.
   *
   * @param keyspace as it is stored
   * @throws EngineException when rows cannot be sent to all nodes that should have them
   */
  static Ring of(Metadata metadata, String keyspace) {
    TokenMap tokens =
        metadata.getTokenMap().orElseThrow(() -> refused("the tokens of its nodes are not known"));
    CqlIdentifier name = CqlIdentifier.fromInternal(keyspace);
    requireFullReplicas(metadata, name);
    Map<Address, List<StreamOrder.TokenRange>> ranges = new TreeMap<>();
    for (TokenRange range : tokens.getTokenRanges()) {
      Set<Node> nodes = tokens.getReplicas(name, range);
      if (nodes.isEmpty()) {
        throw refused("it is not known which nodes have the rows of keyspace " + keyspace);
      }
      StreamOrder.TokenRange numbers =
          new StreamOrder.TokenRange(
              Long.parseLong(tokens.format(range.getStart())),
              Long.parseLong(tokens.format(range.getEnd())));
      for (Node node : nodes) {
        ranges.computeIfAbsent(addressOf(node), unused -> new ArrayList<>()).add(numbers);
      }
    }
    return new Ring(
        ranges.entrySet().stream()
            .map(
                each ->
                    new Replica(each.getKey().host, each.getKey().port, sorted(each.getValue())))
            .toList());
  }

  private static List<StreamOrder.TokenRange> sorted(List<StreamOrder.TokenRange> ranges) {
    ranges.sort(Comparator.comparingLong(StreamOrder.TokenRange::start));
    return ranges;
  }

  /** A replica that is a transient one must not keep all that it is sent. */
  private static void requireFullReplicas(Metadata metadata, CqlIdentifier keyspace) {
    Map<String, String> replication =
        metadata
            .getKeyspace(keyspace)
            .orElseThrow(() -> refused("there is no keyspace " + keyspace.asInternal()))
            .getReplication();
    for (Map.Entry<String, String> each : replication.entrySet()) {
      if (!each.getKey().equals("class") && each.getValue().contains("/")) {
        throw refused(
            "keyspace "
                + keyspace.asInternal()
                + " has transient replicas: "
                + each.getKey()
                + " = "
                + each.getValue());
      }
    }
  }

  private static Address addressOf(Node node) {
    if (node.getState() == NodeState.DOWN || node.getState() == NodeState.FORCED_DOWN) {
      throw refused("node " + node.getEndPoint() + " is down");
    }
    int version = node.getCassandraVersion() == null ? -1 : node.getCassandraVersion().getMajor();
    if (version != MAJOR_VERSION) {
      throw refused(
          "node "
              + node.getEndPoint()
              + " is of version "
              + node.getCassandraVersion()
              + ", expected "
              + MAJOR_VERSION);
    }
    InetSocketAddress address =
        node.getBroadcastAddress()
            .filter(known -> known.getPort() > 0 && known.getAddress() != null)
            .orElseThrow(
                () ->
                    refused(
                        "it is not known where node "
                            + node.getEndPoint()
                            + " listens for other nodes"));
    return new Address(address.getAddress().getHostAddress(), address.getPort());
  }

  private static EngineException refused(String reason) {
    return new EngineException(FailureCode.CASSANDRA_WRITE, reason);
  }

  /** Where a node listens for others. */
  private record Address(String host, int port) implements Comparable<Address> {
    @Override
    public int compareTo(Address other) {
      int hosts = host.compareTo(other.host);
      return hosts == 0 ? Integer.compare(port, other.port) : hosts;
    }
  }
}
