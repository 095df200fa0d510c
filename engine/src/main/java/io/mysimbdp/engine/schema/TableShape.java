package io.mysimbdp.engine.schema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What makes a table what it is; its options do not.
 *
 * @param name without quotes
 * @param columns by name, keys included, in the order of their declaration
 * @param partitionKey the names of its columns
 * @param clustering the names of the clustering columns
 * @param descending the clustering columns that sort downwards
 */
record TableShape(
    String name,
    Map<String, Column> columns,
    List<String> partitionKey,
    List<String> clustering,
    Set<String> descending) {

  TableShape {
    columns = new LinkedHashMap<>(columns);
    partitionKey = List.copyOf(partitionKey);
    clustering = List.copyOf(clustering);
    descending = Set.copyOf(descending);
  }

  boolean isKey(String column) {
    return partitionKey.contains(column) || clustering.contains(column);
  }

  /** Returns the clustering columns with their order, for messages. */
  String clusteringOrder() {
    StringBuilder order = new StringBuilder();
    for (String column : clustering) {
      order.append(order.isEmpty() ? "" : ", ").append(column);
      order.append(descending.contains(column) ? " DESC" : " ASC");
    }
    return "(" + order + ")";
  }

  /** Returns the partition key, for messages. */
  String partition() {
    return "(" + String.join(", ", partitionKey) + ")";
  }
}
