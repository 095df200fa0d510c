package io.mysimbdp.engine.session;

import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.config.ProgrammaticDriverConfigLoaderBuilder;
import com.datastax.oss.driver.api.core.metrics.DefaultNodeMetric;
import com.datastax.oss.driver.api.core.metrics.DefaultSessionMetric;
import io.mysimbdp.engine.config.CassandraConfig;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The driver's options, all in one place; what is not named here is the driver's default. */
final class DriverSettings {

  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(5);
  private static final Duration SHORTEST_SETUP = Duration.ofSeconds(10);

  private DriverSettings() {}

  /**
   * Makes the options of a session.
   *
   * @param keyspaces those whose tables it knows; empty: all
   * @param isMeasured whether it is given a registry of Micrometer for its metrics
   */
  static DriverConfigLoader loader(
      CassandraConfig config, List<String> keyspaces, boolean isMeasured) {
    Duration request = config.requestTimeout();
    Duration setup = longer(request, SHORTEST_SETUP);
    ProgrammaticDriverConfigLoaderBuilder options =
        DriverConfigLoader.programmaticBuilder(DriverSettings.class.getClassLoader())
            .withString(DefaultDriverOption.SESSION_NAME, "engine")
            .withString(
                DefaultDriverOption.LOAD_BALANCING_LOCAL_DATACENTER, config.localDatacenter())
            .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, request)
            .withString(DefaultDriverOption.REQUEST_CONSISTENCY, "LOCAL_QUORUM")
            .withString(DefaultDriverOption.REQUEST_SERIAL_CONSISTENCY, "LOCAL_SERIAL")
            // The engine marks what may be repeated; a tenant's own statement may be a counter.
            .withBoolean(DefaultDriverOption.REQUEST_DEFAULT_IDEMPOTENCE, false)
            .withInt(DefaultDriverOption.REQUEST_PAGE_SIZE, 1_000)
            // The keyspace travels with each request, which needs version 5, so Cassandra 4.0.
            .withString(DefaultDriverOption.PROTOCOL_VERSION, "V5")
            .withInt(DefaultDriverOption.CONNECTION_POOL_LOCAL_SIZE, 2)
            .withDuration(
                DefaultDriverOption.CONNECTION_CONNECT_TIMEOUT,
                shorter(config.connectTimeout(), LONGEST_CONNECT))
            .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, setup)
            .withDuration(DefaultDriverOption.CONTROL_CONNECTION_TIMEOUT, setup)
            .withDuration(DefaultDriverOption.METADATA_SCHEMA_REQUEST_TIMEOUT, setup)
            // Who creates tables waits for them to be seen: a second for each adds up.
            .withDuration(DefaultDriverOption.METADATA_SCHEMA_WINDOW, Duration.ofMillis(50))
            .withStringList(DefaultDriverOption.METADATA_SCHEMA_REFRESHED_KEYSPACES, keyspaces)
            .withDuration(
                DefaultDriverOption.CONTROL_CONNECTION_AGREEMENT_TIMEOUT, Duration.ofSeconds(30))
            // Each failed attempt closes its threads; the default keeps them two idle seconds more.
            .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, 0)
            .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 0)
            // There may be one session for each tenant, and they are closed.
            .withInt(DefaultDriverOption.SESSION_LEAK_THRESHOLD, 0)
            // The engine says once and in one sentence what the driver would say for each node.
            .withBoolean(DefaultDriverOption.CONNECTION_WARN_INIT_ERROR, false)
            .withBoolean(DefaultDriverOption.REQUEST_LOG_WARNINGS, false);
    if (isMeasured) {
      measure(options);
    }
    return options.build();
  }

  /** Few metrics and no histograms: what the engine asks for is measured by tenant already. */
  private static void measure(ProgrammaticDriverConfigLoaderBuilder options) {
    options
        .withString(DefaultDriverOption.METRICS_FACTORY_CLASS, "MicrometerMetricsFactory")
        .withString(DefaultDriverOption.METRICS_ID_GENERATOR_CLASS, "TaggingMetricIdGenerator")
        .withString(DefaultDriverOption.METRICS_ID_GENERATOR_PREFIX, "mysimbdp.driver")
        .withBoolean(DefaultDriverOption.METRICS_GENERATE_AGGREGABLE_HISTOGRAMS, false)
        .withStringList(
            DefaultDriverOption.METRICS_SESSION_ENABLED,
            Stream.of(
                    DefaultSessionMetric.CONNECTED_NODES,
                    DefaultSessionMetric.CQL_REQUESTS,
                    DefaultSessionMetric.CQL_CLIENT_TIMEOUTS,
                    DefaultSessionMetric.BYTES_SENT,
                    DefaultSessionMetric.BYTES_RECEIVED)
                .map(DefaultSessionMetric::getPath)
                .toList())
        .withStringList(
            DefaultDriverOption.METRICS_NODE_ENABLED,
            Stream.of(
                    DefaultNodeMetric.OPEN_CONNECTIONS,
                    DefaultNodeMetric.IN_FLIGHT,
                    DefaultNodeMetric.WRITE_TIMEOUTS,
                    DefaultNodeMetric.UNAVAILABLES,
                    DefaultNodeMetric.OTHER_ERRORS,
                    DefaultNodeMetric.CONNECTION_INIT_ERRORS)
                .map(DefaultNodeMetric::getPath)
                .toList());
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }
}
