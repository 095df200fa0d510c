package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.bulk.BulkFolder;
import io.mysimbdp.engine.bulk.BulkSite;
import io.mysimbdp.engine.bulk.ServerDoor;
import io.mysimbdp.engine.bulk.TableImport;
import io.mysimbdp.engine.bulk.WriterLauncher;
import io.mysimbdp.engine.cassandra.EmbeddedCassandra;
import io.mysimbdp.engine.config.CassandraConfig;
import io.mysimbdp.engine.time.Pause;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the embedded server of an installation. */
final class EmbeddedServer {

  /** The folder with the server's JARs; set by the launcher. */
  private static final String LIBRARIES = "mysimbdp.cassandra.lib";

  private static final long WRITER_HEAP_BYTES = 512L << 20;
  private static final Duration IMPORT_LIMIT = Duration.ofMinutes(10);

  private EmbeddedServer() {}

  static EmbeddedCassandra of(Home home, CassandraConfig config) {
    return new EmbeddedCassandra(
        libraries(), home.cassandraWork(), config.embedded(), System::nanoTime, Pause.SLEEP);
  }

  private static Path libraries() {
    return Path.of(System.getProperty(LIBRARIES, "engine/cassandra/target/lib"));
  }

  /**
   * Returns what writes tables by their files; null when the server runs since before there were
   * passwords for its management. Deletes what killed engines have left of that.
   */
  static @Nullable BulkSite bulk(Home home, EmbeddedCassandra server) {
    Path folders = home.cassandraWork().resolve("bulk").toAbsolutePath();
    BulkFolder.deleteLeft(folders);
    if (door(server).isEmpty()) {
      return null;
    }
    return new BulkSite(
        new WriterLauncher(libraries(), WRITER_HEAP_BYTES),
        folders,
        new TableImport(() -> door(server), IMPORT_LIMIT),
        System::nanoTime);
  }

  private static Optional<ServerDoor> door(EmbeddedCassandra server) {
    return server
        .management()
        .map(login -> new ServerDoor(login.port(), login.user(), login.password()));
  }
}
