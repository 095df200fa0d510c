package io.mysimbdp.engine.config;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Binds the block {@code replication}, whose keys may be the names of data centres. */
final class ReplicationSection {

  private static final String CLASS = "class";
  private static final String FACTOR = "replication_factor";
  private static final String SIMPLE = "SimpleStrategy";
  private static final String NETWORK = "NetworkTopologyStrategy";
  private static final int MAX_FACTOR = 64;

  private ReplicationSection() {}

  static Map<String, String> bind(ConfigReader block) {
    Map<String, String> replication = new TreeMap<>();
    replication.put(CLASS, block.oneOf(CLASS, List.of(SIMPLE, NETWORK)));
    if (block.isWord(CLASS, SIMPLE)) {
      replication.put(FACTOR, Integer.toString(block.smallNumber(FACTOR, 1, MAX_FACTOR)));
      return replication;
    }
    if (!block.isWord(CLASS, NETWORK)) {
      // Nothing can be said about the other keys of an unknown class.
      block.keys().forEach(block::raw);
      return replication;
    }
    Set<String> factors = block.keys();
    factors.remove(CLASS);
    if (factors.isEmpty()) {
      block.problem(CLASS, NETWORK + " needs the number of copies in at least one data centre");
    }
    for (String factor : factors) {
      replication.put(factor, Integer.toString(block.smallNumber(factor, 0, MAX_FACTOR)));
    }
    return replication;
  }
}
