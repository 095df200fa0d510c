package io.mysimbdp.engine.executor;

import java.io.Serializable;

/** How tables get into Cassandra by their files. */
public sealed interface BulkAccess extends Serializable {

  /** Returns the folder with the JARs of a Cassandra server; as the engine sees it. */
  String libraries();

  /** Files are sent to the nodes of a cluster. */
  record Streaming(String libraries) implements BulkAccess {}

  /**
   * The engine's own server takes them from a folder; it is on the same machine.
   *
   * @param folder where they are written first, on the disk of its data
   * @param port of its management
   */
  record Embedded(String libraries, String folder, int port, String user, String password)
      implements BulkAccess {

    @Override
    public String toString() {
      return "Embedded[" + folder + ", " + port + "]";
    }
  }
}
