package io.mysimbdp.engine.ledger;

import com.datastax.oss.driver.api.core.CqlSession;
import io.mysimbdp.engine.CassandraServer;
import io.mysimbdp.engine.config.NamePatterns;
import io.mysimbdp.engine.schema.SchemaInstaller;
import io.mysimbdp.engine.session.Retries;
import io.mysimbdp.engine.time.Backoff;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/** Ledgers of tests, on the Cassandra of the tests. */
public final class TestingLedger {

  private TestingLedger() {}

  /** Makes a keyspace with the tables of a ledger, and returns its name. */
  public static String newKeyspace(String prefix) {
    String keyspace = CassandraServer.newKeyspace(prefix);
    new SchemaInstaller()
        .ensure(
            CassandraServer.session(),
            keyspace,
            Map.of("class", "SimpleStrategy", "replication_factor", "1"),
            NamePatterns.any(),
            Ledger.schema(),
            "the ledger");
    return keyspace;
  }

  /** Opens a ledger that never really waits, with leases of ten minutes. */
  public static Ledger open(String keyspace, String engineId, InstantSource clock) {
    return open(CassandraServer.session(), keyspace, engineId, clock);
  }

  static Ledger open(CqlSession session, String keyspace, String engineId, InstantSource clock) {
    return Ledger.open(durable(session), keyspace, engineId, Duration.ofMinutes(10), clock);
  }

  /** Returns a way to Cassandra that never really waits. */
  static Durable durable(CqlSession session) {
    Retries retries =
        new Retries(
            new Backoff(Duration.ofMillis(1), Duration.ofMillis(1), () -> 0.5),
            time -> {},
            System::nanoTime,
            Duration.ofSeconds(10));
    return new Durable(session, retries);
  }
}
