package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.cassandra.EmbeddedCassandra;
import io.mysimbdp.engine.config.CassandraConfig;
import io.mysimbdp.engine.time.Pause;
import java.nio.file.Path;

/** Finds the embedded server of an installation. */
final class EmbeddedServer {

  private static final String LIBRARIES = "mysimbdp.cassandra.lib";

  private EmbeddedServer() {}

  static EmbeddedCassandra of(Home home, CassandraConfig config) {
    return new EmbeddedCassandra(
        libraries(), home.cassandraWork(), config.embedded(), System::nanoTime, Pause.SLEEP);
  }

  /** Returns the folder with the server's JARs; set by the launcher. */
  static Path libraries() {
    return Path.of(System.getProperty(LIBRARIES, "engine/cassandra/target/lib"));
  }
}
