package io.mysimbdp.engine.session;

import com.datastax.oss.driver.api.core.cql.ExecutionInfo;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs the warnings that the server sends with its answers: the first, then the second, fourth,
 * eighth and so on, because one careless statement in a loop warns a million times. Thread-safe.
 */
final class ServerWarnings {

  private static final Logger LOG = LoggerFactory.getLogger(ServerWarnings.class);

  private final String keyspace;
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
      LOG.warn(
          "Cassandra warns about a statement on keyspace {} (warning {}): {}",
          keyspace,
          number,
          info.getWarnings().get(0));
    }
  }
}
