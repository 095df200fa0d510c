package io.mysimbdp.engine.metrics;

import io.mysimbdp.engine.metrics.Metric.Kind;
import java.util.Arrays;
import java.util.List;

/**
 * A metric as Prometheus sees it.
 *
 * @param name its name; of a histogram, the name that its series begin with
 * @param kind what kind it is
 * @param unit its unit; empty for a plain number
 * @param labels the names of its labels
 * @param meaning what it says, as a sentence
 */
public record MetricDescription(
    String name, Kind kind, String unit, List<String> labels, String meaning) {

  private static final String DRIVER = "mysimbdp_driver_";
  private static final List<String> OF_SESSION = List.of("session");
  private static final List<String> OF_NODE = List.of("session", "node");

  /** Copies. */
  public MetricDescription {
    labels = List.copyOf(labels);
  }

  /** Returns the engine's own. */
  public static List<MetricDescription> ofEngine() {
    return Arrays.stream(Metric.values())
        .map(
            metric ->
                new MetricDescription(
                    metric.prometheusName(),
                    metric.kind(),
                    metric.unit(),
                    metric.labels(),
                    metric.meaning()))
        .toList();
  }

  /** Returns those that are asked of Cassandra's driver. */
  public static List<MetricDescription> ofDriver() {
    return List.of(
        session("connected_nodes", Kind.GAUGE, "", "Nodes with at least one connection."),
        session(
            "cql_requests_seconds",
            Kind.SUMMARY,
            "seconds",
            "How long requests took, the driver's own retries included."),
        session("cql_client_timeouts_total", Kind.COUNTER, "", "Requests that took too long."),
        session("bytes_sent_total", Kind.COUNTER, "bytes", "Bytes sent to all nodes."),
        session("bytes_received_total", Kind.COUNTER, "bytes", "Bytes received from all nodes."),
        node("pool_open_connections", Kind.GAUGE, "Connections that are open."),
        node("pool_in_flight", Kind.GAUGE, "Requests under way."),
        node(
            "errors_request_write_timeouts_total",
            Kind.COUNTER,
            "Writes without an answer of enough replicas."),
        node(
            "errors_request_unavailables_total", Kind.COUNTER, "Requests without enough replicas."),
        node(
            "errors_request_others_total",
            Kind.COUNTER,
            "Requests with another error, such as overload."),
        node(
            "errors_connection_init_total", Kind.COUNTER, "Connections that could not be opened."));
  }

  private static MetricDescription session(String name, Kind kind, String unit, String meaning) {
    return new MetricDescription(DRIVER + "session_" + name, kind, unit, OF_SESSION, meaning);
  }

  private static MetricDescription node(String name, Kind kind, String meaning) {
    return new MetricDescription(DRIVER + "nodes_" + name, kind, "", OF_NODE, meaning);
  }
}
