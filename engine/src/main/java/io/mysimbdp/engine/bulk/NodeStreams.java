package io.mysimbdp.engine.bulk;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import io.mysimbdp.bulk.StreamOrder;
import io.mysimbdp.bulk.WriterStart.TableSchema;
import io.mysimbdp.engine.bulk.BulkWriter.Finished;
import io.mysimbdp.engine.failure.EngineException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Has SSTables sent to the nodes of a cluster, to each what it has tokens of: as Cassandra's own
 * {@code sstableloader} does. All of the nodes must be there, for there are no hints for files.
 */
public final class NodeStreams implements HandOver {

  private final CqlSession session;
  private final Gossip gossip;

  /**
   * Names the cluster.
   *
   * @param session stays open
   */
  public NodeStreams(CqlSession session) {
    this.session = session;
    this.gossip = new Gossip(session);
  }

  @Override
  public String format() {
    // Nodes can read it whatever they write themselves.
    return "big";
  }

  @Override
  public void check(String keyspace) {
    settledRing(keyspace);
  }

  private Ring settledRing(String keyspace) {
    Ring ring = Ring.of(session.getMetadata(), keyspace);
    gossip.requireSettled();
    return ring;
  }

  @Override
  public void take(TableSchema schema, Finished round, BulkWriter writer)
      throws InterruptedException {
    Ring before = settled(schema);
    try {
      writer.stream(new StreamOrder(round.round(), id(schema), before.replicas()));
    } catch (CassandraAwayException e) {
      throw notTaken(schema, e.getMessage(), e);
    }
    // A node that has got tokens meanwhile has the rows of them from nodes that had not got them.
    if (!settled(schema).equals(before)) {
      throw notTaken(schema, "the tokens of nodes have changed meanwhile", null);
    }
  }

  private Ring settled(TableSchema schema) {
    try {
      return settledRing(schema.keyspace());
    } catch (EngineException e) {
      throw notTaken(schema, e.getMessage(), e);
    }
  }

  /** A table that was dropped and created again is another one. */
  private UUID id(TableSchema schema) {
    return session
        .getMetadata()
        .getKeyspace(CqlIdentifier.fromInternal(schema.keyspace()))
        .flatMap(keyspace -> keyspace.getTable(CqlIdentifier.fromInternal(schema.table())))
        .flatMap(TableMetadata::getId)
        .orElseThrow(() -> notTaken(schema, "it has no such table", null));
  }

  private static EngineException notTaken(TableSchema schema, String why, @Nullable Exception e) {
    return new CassandraAwayException(
        "SSTables of "
            + schema.keyspace()
            + "."
            + schema.table()
            + " are not with all nodes of Cassandra: "
            + why,
        e);
  }
}
