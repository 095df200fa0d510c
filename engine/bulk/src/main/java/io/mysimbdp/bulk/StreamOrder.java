package io.mysimbdp.bulk;

import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Which nodes are to get which rows of a round, each its own.
 *
 * @param round from 0; it is complete
 * @param tableId by which nodes know the table
 * @param replicas the nodes; all tokens belong to some of them
 */
public record StreamOrder(int round, UUID tableId, List<Replica> replicas) {

  /** Checks it. */
  public StreamOrder {
    replicas = List.copyOf(replicas);
    if (round < 0 || replicas.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected a round from 0 and a node, got " + round + " and " + replicas);
    }
  }

  /**
   * A node.
   *
   * @param address of the node among the nodes, in numbers
   * @param port where it listens for other nodes
   * @param ranges of tokens that it has rows of
   */
  public record Replica(String address, int port, List<TokenRange> ranges) {

    private static final int LARGEST_PORT = 0xffff;

    /** Checks it. */
    public Replica {
      ranges = List.copyOf(ranges);
      if (port < 1 || port > LARGEST_PORT) {
        throw new IllegalArgumentException("Expected a port, got " + port);
      }
    }
  }

  /**
   * A range of tokens, of the Murmur3 partitioner.
   *
   * @param start not in it
   * @param end in it; at or before the start where it goes round
   */
  public record TokenRange(long start, long end) {}

  /** Writes it. */
  public void to(DataOutputStream out) throws IOException {
    out.writeInt(round);
    out.writeLong(tableId.getMostSignificantBits());
    out.writeLong(tableId.getLeastSignificantBits());
    out.writeInt(replicas.size());
    for (Replica replica : replicas) {
      FrameWriter.putText(out, replica.address());
      out.writeInt(replica.port());
      out.writeInt(replica.ranges().size());
      for (TokenRange range : replica.ranges()) {
        out.writeLong(range.start());
        out.writeLong(range.end());
      }
    }
  }

  /**
   * Reads one.
   *
   * @throws BrokenFrameException when it is no such thing
   */
  public static StreamOrder from(FrameBody in) throws BrokenFrameException {
    int round = in.getInt();
    UUID tableId = new UUID(in.getLong(), in.getLong());
    List<Replica> replicas = new ArrayList<>();
    try {
      for (int left = in.count(); left > 0; left--) {
        replicas.add(new Replica(in.getText(), in.getInt(), ranges(in)));
      }
      return new StreamOrder(round, tableId, replicas);
    } catch (IllegalArgumentException e) {
      throw new BrokenFrameException(String.valueOf(e.getMessage()));
    }
  }

  private static List<TokenRange> ranges(FrameBody in) throws BrokenFrameException {
    List<TokenRange> ranges = new ArrayList<>();
    for (int left = in.count(); left > 0; left--) {
      ranges.add(new TokenRange(in.getLong(), in.getLong()));
    }
    return ranges;
  }
}
