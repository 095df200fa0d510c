package io.mysimbdp.engine.cli;

import com.datastax.oss.driver.api.core.CqlSession;
import io.mysimbdp.engine.config.Installation;
import io.mysimbdp.engine.config.NamePatterns;
import io.mysimbdp.engine.ledger.Ledger;
import io.mysimbdp.engine.schema.SchemaInstaller;
import java.time.InstantSource;
import java.util.function.Consumer;

/** Opens the ledger of an installation, after making its tables where they are missing. */
final class PlatformLedger {

  private PlatformLedger() {}

  /**
   * Opens.
   *
   * @param done hears of each table that was made
   */
  static Ledger open(
      CqlSession session, Installation installation, InstantSource clock, Consumer<String> done) {
    String keyspace = installation.engine().platformKeyspace();
    new SchemaInstaller()
        .ensure(
            session,
            keyspace,
            installation.platformReplication(),
            NamePatterns.any(),
            Ledger.schema(),
            "the engine's ledger")
        .forEach(done);
    return Ledger.open(session, keyspace, clock);
  }
}
