package io.mysimbdp.engine.ledger;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.loadbalancing.NodeDistance;
import com.datastax.oss.driver.api.core.metadata.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks Cassandra how much of its disks some tables take up. Safe for several threads.
 *
 * <p>It is an estimate, rounded up to whole mebibytes for each table and node: {@code
 * system_views.disk_usage} of every node of the local data centre, all replicas together. What a
 * server holds only in memory and in its commit log is not in it, nor are nodes of other data
 * centres. Where the estimate fails it is unknown, and nothing else is.
 */
public final class StoredBytes {

  private static final Logger LOG = LoggerFactory.getLogger(StoredBytes.class);

  /** Not worth waiting longer for. */
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private static final long MIB = 1L << 20;

  private final CqlSession session;

  /**
   * Makes the way to ask.
   *
   * @param session the platform's; stays open
   */
  public StoredBytes(CqlSession session) {
    this.session = session;
  }

  /**
   * Asks; waits for two seconds at most.
   *
   * @param tables their names in that keyspace
   * @return bytes; empty: unknown, for a node is down or does not tell
   */
  public OptionalLong of(String keyspace, Collection<String> tables) {
    try {
      List<CompletionStage<AsyncResultSet>> answers = new ArrayList<>();
      for (Node node : session.getMetadata().getNodes().values()) {
        if (node.getDistance() == NodeDistance.IGNORED) {
          continue;
        }
        for (String table : tables) {
          answers.add(session.executeAsync(statement(keyspace, table).setNode(node)));
        }
      }
      long mebibytes = 0;
      for (CompletionStage<AsyncResultSet> answer : answers) {
        Row row = answer.toCompletableFuture().join().one();
        if (row == null) {
          return OptionalLong.empty();
        }
        mebibytes += row.getLong("mebibytes");
      }
      return OptionalLong.of(mebibytes * MIB);
    } catch (RuntimeException e) { // Whatever it is, no run fails for it.
      LOG.debug("What {} takes up in Cassandra is unknown", keyspace, e);
      return OptionalLong.empty();
    }
  }

  private static SimpleStatement statement(String keyspace, String table) {
    return SimpleStatement.newInstance(
            "SELECT mebibytes FROM system_views.disk_usage WHERE keyspace_name = ? AND table_name ="
                + " ?",
            keyspace,
            table)
        .setIdempotent(true)
        .setConsistencyLevel(DefaultConsistencyLevel.ONE)
        .setTimeout(TIMEOUT);
  }
}
