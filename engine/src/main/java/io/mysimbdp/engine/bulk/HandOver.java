package io.mysimbdp.engine.bulk;

import io.mysimbdp.bulk.WriterStart.TableSchema;
import io.mysimbdp.engine.bulk.BulkWriter.Finished;
import io.mysimbdp.engine.failure.EngineException;

/** Brings SSTables that are complete into Cassandra. Safe for several threads. */
public interface HandOver {

  /**
   * Returns how its SSTables are to be written, as Cassandra calls it: {@code big} or {@code bti}.
   */
  String format();

  /**
   * Checks that tables of a keyspace can be brought in now.
   *
   * @param keyspace as it is stored
   * @throws EngineException when they cannot; the message says why
   */
  void check(String keyspace);

  /**
   * Brings those of a round in; they are read by the next statement. Their folder stays as it is.
   * When it fails, some of them may be in, or yet get in: that does no harm, for their rows have
   * their own write times, and are to be written anyway.
   *
   * @param schema their table
   * @param writer has written them
   * @throws EngineException when they are not in; {@link CassandraAwayException} when it may be
   *     tried again
   * @throws InterruptedException when interrupted while waiting
   */
  void take(TableSchema schema, Finished round, BulkWriter writer) throws InterruptedException;
}
