package io.mysimbdp.engine.config;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The platform's own settings: {@code conf/engine.conf} over the defaults.
 *
 * @param tenants the ids of the registered tenants, in the order of the file
 * @param suspended those of them that are not served for now
 * @param platformKeyspace where the engine keeps its ledger
 * @param concurrentRuns how many batches run at a time
 * @param stopTimeout how long a stop waits for running batches
 * @param lease how long the right to serve a tenant lasts that is not renewed, in whole seconds
 * @param cassandra the cluster, embedded or not
 */
public record EngineConfig(
    List<String> tenants,
    Set<String> suspended,
    String platformKeyspace,
    int concurrentRuns,
    Duration stopTimeout,
    Duration lease,
    CassandraConfig cassandra) {

  /** Copies. */
  public EngineConfig {
    tenants = List.copyOf(tenants);
    suspended = Set.copyOf(suspended);
  }
}
