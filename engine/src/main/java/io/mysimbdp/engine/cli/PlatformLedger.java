package io.mysimbdp.engine.cli;

import com.datastax.oss.driver.api.core.CqlSession;
import io.mysimbdp.engine.config.Installation;
import io.mysimbdp.engine.config.NamePatterns;
import io.mysimbdp.engine.ledger.Durable;
import io.mysimbdp.engine.ledger.Ledger;
import io.mysimbdp.engine.ledger.LedgerMeter;
import io.mysimbdp.engine.schema.SchemaInstaller;
import io.mysimbdp.engine.session.Retries;
import io.mysimbdp.engine.time.Backoff;
import io.mysimbdp.engine.time.Pause;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/** Opens the ledger of an installation, after making its tables where they are missing. */
final class PlatformLedger {

  private PlatformLedger() {}

  /** Returns how the engine itself asks Cassandra again. */
  static Retries retries(Installation installation) {
    return new Retries(
        Backoff.forRequests(() -> ThreadLocalRandom.current().nextDouble()),
        Pause.SLEEP,
        System::nanoTime,
        installation.engine().cassandra().retryFor());
  }

  /** Opens it for a command, which nobody measures. */
  static Ledger open(
      CqlSession session,
      Installation installation,
      String engineId,
      InstantSource clock,
      Consumer<String> done) {
    return open(session, installation, engineId, clock, done, LedgerMeter.NONE);
  }

  /**
   * Opens.
   *
   * @param engineId the name of this engine, for what it writes
   * @param done hears of each table that was made
   * @param meter hears of each call
   */
  static Ledger open(
      CqlSession session,
      Installation installation,
      String engineId,
      InstantSource clock,
      Consumer<String> done,
      LedgerMeter meter) {
    String keyspace = installation.engine().platformKeyspace();
    Retries retries = retries(installation);
    retries
        .call(
            "The tables of the ledger cannot be made",
            () ->
                new SchemaInstaller()
                    .ensure(
                        session,
                        keyspace,
                        installation.platformReplication(),
                        NamePatterns.any(),
                        Ledger.schema(),
                        "the engine's ledger"))
        .forEach(done);
    return Ledger.open(
        new Durable(session, retries, meter, System::nanoTime),
        keyspace,
        engineId,
        installation.engine().lease(),
        clock);
  }
}
