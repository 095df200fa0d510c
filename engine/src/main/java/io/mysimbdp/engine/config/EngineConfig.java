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
 * @param concurrentRuns how many batches run at a time in this process
 * @param turnBytes a batch takes no more files once it has as many bytes
 * @param suspendAfter a tenant is suspended after this many failed runs in a row; {@link
 *     Limits#UNLIMITED}: never
 * @param rates what all tenants together may do
 * @param watch how the service looks for changes, and ends
 * @param stopTimeout how long a stop waits for running batches
 * @param lease how long the right to serve a tenant lasts that is not renewed, in whole seconds
 * @param plugins which JARs are let run
 * @param processLauncher a command, with arguments, that is given the command line of an app's
 *     process as further arguments; empty: none
 * @param workers where runs are executed
 * @param cassandra the cluster, embedded or not
 * @param metrics what is measured, and who gets it
 * @param notifications whom the engine tells what
 * @param prices what the provider takes for what
 * @param web the web server of the service
 * @param staging where tenants' files arrive
 */
public record EngineConfig(
    List<String> tenants,
    Set<String> suspended,
    String platformKeyspace,
    int concurrentRuns,
    long turnBytes,
    long suspendAfter,
    Rates rates,
    Watch watch,
    Duration stopTimeout,
    Duration lease,
    PluginTrust plugins,
    List<String> processLauncher,
    WorkersConfig workers,
    CassandraConfig cassandra,
    MetricsConfig metrics,
    NotifyConfig notifications,
    PriceLists prices,
    WebConfig web,
    StagingConfig staging) {

  /** Copies. */
  public EngineConfig {
    tenants = List.copyOf(tenants);
    suspended = Set.copyOf(suspended);
    processLauncher = List.copyOf(processLauncher);
  }

  /** Returns how many batches run at a time where they are run. */
  public int runsAtATime() {
    return workers.isLocal() ? concurrentRuns : workers.concurrentRuns();
  }

  /** Returns the same with other workers. */
  public EngineConfig with(WorkersConfig other) {
    return new EngineConfig(
        tenants,
        suspended,
        platformKeyspace,
        concurrentRuns,
        turnBytes,
        suspendAfter,
        rates,
        watch,
        stopTimeout,
        lease,
        plugins,
        processLauncher,
        other,
        cassandra,
        metrics,
        notifications,
        prices,
        web,
        staging);
  }

  /**
   * The service.
   *
   * @param rescan how often everything is looked at again
   * @param drain how long running batches may go on when it is stopped
   */
  public record Watch(Duration rescan, Duration drain) {}
}
