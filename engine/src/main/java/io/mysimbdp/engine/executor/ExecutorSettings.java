package io.mysimbdp.engine.executor;

import io.mysimbdp.engine.config.CassandraConfig;
import io.mysimbdp.engine.config.StagingConfig;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an executor needs to know before its first run.
 *
 * @param cassandra how to reach Cassandra
 * @param contactPoints {@code host:port} of some nodes, at least one
 * @param grace how long a cancelled run may take to end
 * @param processLauncher the prefix of the command line of an app's process; empty: none
 * @param apiVersion the version of the tenant API that the engine offers
 * @param bulk how tables get into Cassandra by their files; null: they do not
 * @param staging where files are, and how an object store is spoken to
 */
public record ExecutorSettings(
    CassandraConfig cassandra,
    List<String> contactPoints,
    Duration grace,
    List<String> processLauncher,
    String apiVersion,
    @Nullable BulkAccess bulk,
    StagingConfig staging)
    implements Serializable {

  /** Copies. */
  public ExecutorSettings {
    contactPoints = List.copyOf(contactPoints);
    processLauncher = List.copyOf(processLauncher);
    if (contactPoints.isEmpty()) {
      throw new IllegalArgumentException("Expected at least one node");
    }
  }
}
