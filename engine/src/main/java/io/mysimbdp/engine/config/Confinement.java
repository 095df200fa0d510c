package io.mysimbdp.engine.config;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What keeps a tenant's app away from the others.
 *
 * @param isolation whether its app shares the engine's process
 * @param processors how many processors a process of its own may use
 * @param threads the most threads that one of its batches may have at a time
 * @param cpuTime the most CPU time of one batch in a process of its own; null: unlimited
 * @param network what it may connect to: {@code host:port}, either of them a pattern
 * @param statements what its own statements may do: {@code select}, {@code ttl} and so on
 * @param session whose Cassandra session carries its requests
 */
public record Confinement(
    Isolation isolation,
    int processors,
    int threads,
    @Nullable Duration cpuTime,
    NamePatterns network,
    AllowedStatements statements,
    Session session)
    implements Serializable {

  /** Returns the same with a process of its own for the app. */
  public Confinement isolated() {
    return new Confinement(
        Isolation.PROCESS, processors, threads, cpuTime, network, statements, session);
  }

  /** Whose Cassandra session carries a tenant's requests. */
  public enum Session {
    /** The platform's, behind a guard. */
    SHARED,
    /** One of its own, logged in with a role that Cassandra itself confines. */
    OWN
  }
}
