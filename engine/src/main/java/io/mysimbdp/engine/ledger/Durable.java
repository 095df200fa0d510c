package io.mysimbdp.engine.ledger;

import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.internal.core.util.concurrent.CompletableFutures;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** How the ledger speaks to Cassandra. */
final class Durable {

  private Durable() {}

  /** Idempotent, so that the driver may try again; a majority, so that it survives a lost node. */
  static SimpleStatement statement(String cql) {
    return SimpleStatement.newInstance(cql)
        .setIdempotent(true)
        .setConsistencyLevel(DefaultConsistencyLevel.LOCAL_QUORUM);
  }

  /** Waits for all answers; throws what the first one that failed has thrown. */
  static void await(List<CompletionStage<AsyncResultSet>> underWay) {
    for (CompletionStage<AsyncResultSet> each : underWay) {
      CompletableFutures.getUninterruptibly(each);
    }
  }
}
