package io.mysimbdp.engine.cli;

import com.datastax.oss.driver.api.core.CqlSession;
import io.mysimbdp.engine.config.Installation;
import io.mysimbdp.engine.config.NamePatterns;
import io.mysimbdp.engine.ledger.Durable;
import io.mysimbdp.engine.ledger.Ledger;
import io.mysimbdp.engine.schema.SchemaInstaller;
import io.mysimbdp.engine.time.Backoff;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Opens the ledger of an installation, after making its tables where they are missing. */
final class PlatformLedger {

  private static final Duration FIRST_WAIT = Duration.ofMillis(50);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private PlatformLedger() {}

  /**
   * Opens.
   *
   * @param engineId the name of this engine, for what it writes
   * @param done hears of each table that was made
   */
  static Ledger open(
      CqlSession session,
      Installation installation,
      String engineId,
      InstantSource clock,
      Consumer<String> done) {
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
    Durable durable =
        new Durable(
            session,
            new Backoff(FIRST_WAIT, LONGEST_WAIT, () -> ThreadLocalRandom.current().nextDouble()),
            time -> TimeUnit.NANOSECONDS.sleep(time.toNanos()),
            System::nanoTime,
            installation.engine().cassandra().retryFor());
    return Ledger.open(durable, keyspace, engineId, installation.engine().lease(), clock);
  }
}
