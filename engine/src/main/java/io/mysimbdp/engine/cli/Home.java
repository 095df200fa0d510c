package io.mysimbdp.engine.cli;

import java.nio.file.Path;

/**
 * An installation folder.
 *
 * @param root the folder itself, absolute
 */
record Home(Path root) {

  Home {
    root = root.toAbsolutePath().normalize();
  }

  Path plugins() {
    return root.resolve("plugins");
  }

  /** Where the engine keeps its own state: logs, and the data of its own Cassandra. */
  Path work() {
    return root.resolve(".mysimbdp");
  }

  Path cassandraWork() {
    return work().resolve("cassandra");
  }

  /** Where the Spark cluster of "engine spark start" has its logs and its work. */
  Path sparkCluster() {
    return work().resolve("spark").resolve("cluster");
  }
}
