package io.mysimbdp.engine.cli;

import com.datastax.oss.driver.api.core.CqlSession;
import io.mysimbdp.engine.bulk.BulkFolder;
import io.mysimbdp.engine.bulk.BulkSite;
import io.mysimbdp.engine.bulk.HandOver;
import io.mysimbdp.engine.bulk.NodeStreams;
import io.mysimbdp.engine.bulk.ServerDoor;
import io.mysimbdp.engine.bulk.TableImport;
import io.mysimbdp.engine.cassandra.EmbeddedCassandra;
import io.mysimbdp.engine.executor.BulkAccess;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes what writes tables by their files. Deletes what killed engines have left of that. */
final class BulkSites {

  private static final String FOLDER = "bulk";

  private BulkSites() {}

  /**
   * Makes it for the embedded server; null when that runs since before there were passwords for its
   * management.
   */
  static @Nullable BulkSite ofEmbedded(Home home, EmbeddedCassandra server) {
    Path folders = home.cassandraWork().resolve(FOLDER);
    if (door(server).isEmpty()) {
      BulkFolder.deleteLeft(folders);
      return null;
    }
    return of(folders, new TableImport(() -> door(server)));
  }

  private static Optional<ServerDoor> door(EmbeddedCassandra server) {
    return server
        .management()
        .map(login -> new ServerDoor(login.port(), login.user(), login.password()));
  }

  /** Makes it for a cluster whose nodes take files. */
  static BulkSite ofCluster(Home home, CqlSession session) {
    return of(home.work().resolve(FOLDER), new NodeStreams(session));
  }

  /** Tells an executor of the embedded server; null: that takes no files. */
  static @Nullable BulkAccess embedded(Home home, EmbeddedCassandra server) {
    return server
        .management()
        .map(
            login ->
                new BulkAccess.Embedded(
                    EmbeddedServer.libraries().toAbsolutePath().toString(),
                    home.cassandraWork().resolve(FOLDER).toAbsolutePath().toString(),
                    login.port(),
                    login.user(),
                    login.password()))
        .orElse(null);
  }

  /**
   * Tells an executor of a cluster whose nodes take files; it writes them to a place of its own.
   */
  static BulkAccess streaming() {
    return new BulkAccess.Streaming(EmbeddedServer.libraries().toAbsolutePath().toString());
  }

  private static BulkSite of(Path folders, HandOver handOver) {
    return BulkSite.of(EmbeddedServer.libraries(), folders, handOver, System::nanoTime);
  }
}
