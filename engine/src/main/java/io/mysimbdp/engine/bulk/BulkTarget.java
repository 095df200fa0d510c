package io.mysimbdp.engine.bulk;

import io.mysimbdp.bulk.WriterStart.TableSchema;
import io.mysimbdp.engine.bulk.BulkWriter.Finished;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.files.Folders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A table that is written by its files, until closed. Safe for several threads. */
public final class BulkTarget implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(BulkTarget.class);

  private static final long ENDING_MILLIS = 2_000;

  private final TableSchema schema;
  private final BulkFolder folder;
  private final BulkWriter writer;
  private final HandOver handOver;
  private final Patience patience;
  private final OwnThreads threads;
  private final Runnable closed;
  private final AtomicBoolean isClosed = new AtomicBoolean();
  private volatile @Nullable Thread settling;

  BulkTarget(
      TableSchema schema,
      BulkFolder folder,
      BulkWriter writer,
      HandOver handOver,
      Patience patience,
      OwnThreads threads,
      Runnable closed) {
    this.schema = schema;
    this.folder = folder;
    this.writer = writer;
    this.handOver = handOver;
    this.patience = patience;
    this.threads = threads;
    this.closed = closed;
  }

  /** Waits until rows may be added, as {@link BulkWriter#awaitReady}. */
  void awaitReady() throws InterruptedException {
    writer.awaitReady();
  }

  /**
   * Adds a row, as {@link BulkWriter#add}.
   *
   * @return its number, from 0
   */
  public long add(byte[] cells) throws InterruptedException {
    return writer.add(cells);
  }

  /** Has it said when the rows so far are accepted, as {@link BulkWriter#mark}. */
  public void mark() throws InterruptedException {
    writer.mark();
  }

  /** Waits until rows are accepted, as {@link BulkWriter#awaitAccepted}. */
  public void awaitAccepted(long below) throws InterruptedException {
    writer.awaitAccepted(below);
  }

  /**
   * Ends a round: has its files completed and brought into Cassandra, while rows of the next one
   * are added. One round at a time: the one before must have been told of.
   *
   * @param told hears, on a thread of the engine, that Cassandra has all rows of the round that
   *     were not refused, and gets null; or why it has not, and then nothing is to be said of them
   * @throws EngineException when rows cannot be written any more
   * @throws InterruptedException when interrupted before; then the round has not ended
   */
  public void settle(Consumer<@Nullable EngineException> told) throws InterruptedException {
    int round = writer.seal();
    settling = threads.start(() -> told.accept(failureOf(round)), "bulk-settle");
  }

  private @Nullable EngineException failureOf(int round) {
    try {
      Finished finished = writer.awaitFinished(round);
      patience.with(() -> handOver.take(schema, finished, writer));
      delete(finished.folder());
      return null;
    } catch (EngineException e) {
      return e;
    } catch (InterruptedException e) {
      return new EngineException(FailureCode.CANCELLED, "cancelled while files were taken in", e);
    } catch (RuntimeException e) {
      return new EngineException(FailureCode.INTERNAL, "files were not taken in", e);
    }
  }

  private static void delete(Path folder) {
    try {
      Folders.deleteAll(folder);
    } catch (IOException e) {
      // With the folder of all rounds it goes as well, if later.
      LOG.debug("{} cannot be deleted", folder, e);
    }
  }

  /** Ends what is under way, and deletes what Cassandra has not taken. */
  @Override
  public void close() {
    if (isClosed.compareAndSet(false, true)) {
      writer.close();
      endSettling();
      folder.close();
      closed.run();
    }
  }

  private void endSettling() {
    Thread last = settling;
    if (last == null) {
      return;
    }
    last.interrupt();
    try {
      last.join(ENDING_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
