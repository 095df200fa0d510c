package io.mysimbdp.engine.session;

import com.datastax.oss.driver.api.core.cql.ExecutionInfo;
import io.mysimbdp.engine.log.About;
import io.mysimbdp.engine.log.Event;
import io.mysimbdp.engine.log.EventLog;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Logs the warnings that the server sends with its answers: the first, then the second, fourth,
 * eighth and so on, because one careless statement in a loop warns a million times. Thread-safe.
 */
final class ServerWarnings {

  private static final EventLog EVENTS = EventLog.of(ServerWarnings.class);

  private final String keyspace;
  // Of the run, whose thread makes this; answers come on the driver's.
  private final About run = About.current();
  private final AtomicLong count = new AtomicLong();

  ServerWarnings(String keyspace) {
    this.keyspace = keyspace;
  }

  void note(ExecutionInfo info) {
    if (info.getWarnings().isEmpty()) {
      return;
    }
    long number = count.incrementAndGet();
    if (Long.bitCount(number) == 1) {
      EVENTS.warn(
          Event.CASSANDRA_WARNING,
          run.with("keyspace", keyspace)
              .with("number", number)
              .with("reason", info.getWarnings().get(0)),
          "Cassandra warns about a statement on keyspace {} (warning {}): {}",
          keyspace,
          number,
          info.getWarnings().get(0));
    }
  }
}
