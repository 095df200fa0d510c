package io.mysimbdp.engine.bulk;

import io.mysimbdp.bulk.WriterStart.TableSchema;
import io.mysimbdp.engine.bulk.BulkWriter.Finished;
import java.util.concurrent.atomic.AtomicBoolean;

/** A table that is written by its files, until closed. Safe for several threads. */
public final class BulkTarget implements AutoCloseable {

  private final TableSchema schema;
  private final BulkFolder folder;
  private final BulkWriter writer;
  private final TableImport server;
  private final Runnable closed;
  private final AtomicBoolean isClosed = new AtomicBoolean();

  BulkTarget(
      TableSchema schema,
      BulkFolder folder,
      BulkWriter writer,
      TableImport server,
      Runnable closed) {
    this.schema = schema;
    this.folder = folder;
    this.writer = writer;
    this.server = server;
    this.closed = closed;
  }

  /**
   * Adds a row, as {@link BulkWriter#add}.
   *
   * @return its number, from 0
   */
  public long add(byte[] cells) throws InterruptedException {
    return writer.add(cells);
  }

  /**
   * Waits until the server has all rows so far that were not refused.
   *
   * @throws io.mysimbdp.engine.failure.EngineException when it does not take them; nothing is to be
   *     said of them then
   * @throws InterruptedException when interrupted while waiting; nor then
   */
  public void settle() throws InterruptedException {
    Finished finished = writer.finish();
    server.take(schema.keyspace(), schema.table(), finished.folder());
  }

  /** Ends what is under way, and deletes what the server has not taken. */
  @Override
  public void close() {
    if (isClosed.compareAndSet(false, true)) {
      writer.close();
      folder.close();
      closed.run();
    }
  }
}
