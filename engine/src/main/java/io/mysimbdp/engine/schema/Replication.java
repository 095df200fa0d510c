package io.mysimbdp.engine.schema;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The replication options of a keyspace. */
final class Replication {

  private static final String FACTOR = "replication_factor";

  private Replication() {}

  /** Writes options as CQL. */
  static String toCql(Map<String, String> options) {
    return new TreeMap<>(options)
        .entrySet().stream()
            .map(option -> quoted(option.getKey()) + ": " + quoted(option.getValue()))
            .collect(Collectors.joining(", ", "{", "}"));
  }

  /** Tells whether a live keyspace is as wished, whatever the spelling. */
  static boolean matches(Map<String, String> wished, Map<String, String> live) {
    Map<String, String> a = plain(wished);
    Map<String, String> b = plain(live);
    String factor = a.get(FACTOR);
    boolean expanded = factor != null && !b.containsKey(FACTOR);
    if (expanded) {
      // Cassandra replaces the factor by one for each data centre.
      a.remove(FACTOR);
      b.keySet().stream().filter(key -> !key.equals("class")).forEach(key -> a.put(key, factor));
    }
    return a.equals(b);
  }

  private static Map<String, String> plain(Map<String, String> options) {
    Map<String, String> plain = new HashMap<>(options);
    plain.computeIfPresent("class", (key, name) -> name.substring(name.lastIndexOf('.') + 1));
    return plain;
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
