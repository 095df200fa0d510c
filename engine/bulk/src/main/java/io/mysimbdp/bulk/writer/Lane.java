package io.mysimbdp.bulk.writer;

import io.mysimbdp.bulk.RowReader.EncodedRow;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.apache.cassandra.exceptions.InvalidRequestException;
import org.apache.cassandra.io.sstable.CQLSSTableWriter;
import org.apache.cassandra.serializers.MarshalException;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows with a thread and a writer of its own. For one thread that adds rows; a failure is
 * told at the next call.
 *
 * <p><b>Memory.</b> At most {@link #QUEUED_BATCHES} + 2 times {@link #BATCH_BYTES} or one row,
 * whichever is more, wait for the writer, beside what the writer collects itself.
 */
final class Lane {

  private static final int QUEUED_BATCHES = 4;
  private static final int BATCH_BYTES = 1 << 16;

  private final CQLSSTableWriter writer;
  private final boolean deletesAbsent;
  private final Refusals refusals;
  private final Thread thread;
  private final BlockingQueue<List<NumberedRow>> queue = new ArrayBlockingQueue<>(QUEUED_BATCHES);
  // Of the thread that adds.
  private List<NumberedRow> batch = new ArrayList<>();
  private int batchBytes;
  private volatile @Nullable Throwable failure;

  /** Hears of rows that cannot be written. */
  interface Refusals {
    void refused(long number, String reason) throws IOException;
  }

  /**
   * Begins to wait for rows.
   *
   * @param writer for this lane alone; closed at the end
   */
  Lane(CQLSSTableWriter writer, boolean deletesAbsent, Refusals refusals, String name) {
    this.writer = writer;
    this.deletesAbsent = deletesAbsent;
    this.refusals = refusals;
    this.thread = new Thread(this::work, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Adds a row; waits while too many wait to be written. */
  void add(NumberedRow row) throws IOException, InterruptedException {
    batch.add(row);
    batchBytes += row.row().bytes();
    if (batchBytes >= BATCH_BYTES) {
      pass();
    }
  }

  private void pass() throws IOException, InterruptedException {
    queue.put(batch);
    batch = new ArrayList<>();
    batchBytes = 0;
    throwFailure();
  }

  /** Lets it come to an end; an empty batch stands for that. */
  void end() throws IOException, InterruptedException {
    if (!batch.isEmpty()) {
      pass();
    }
    queue.put(List.of());
  }

  /** Waits for its end, with all SSTables complete. */
  void awaitEnd() throws IOException, InterruptedException {
    thread.join();
    throwFailure();
  }

  private void throwFailure() throws IOException {
    Throwable thrown = failure;
    if (thrown != null) {
      throw new IOException(Failures.describe(thrown), thrown);
    }
  }

  private void work() {
    try {
      for (List<NumberedRow> rows = queue.take(); !rows.isEmpty(); rows = queue.take()) {
        write(rows);
      }
      if (failure == null) {
        writer.close();
      }
    } catch (Throwable e) { // The library throws errors as well.
      failure = e;
    }
  }

  private void write(List<NumberedRow> rows) {
    try {
      // After a failure, whoever adds must not wait for ever: the queue is emptied all the same.
      if (failure == null) {
        for (NumberedRow row : rows) {
          write(row);
        }
      }
    } catch (Throwable e) { // As above.
      failure = e;
    }
  }

  private void write(NumberedRow numbered) throws IOException {
    EncodedRow row = numbered.row();
    int columns = row.values().length;
    List<@Nullable ByteBuffer> values = new ArrayList<>(columns + 1);
    for (ByteBuffer value : row.values()) {
      values.add(value == null && !deletesAbsent ? CQLSSTableWriter.UNSET_VALUE : value);
    }
    values.add(row.writeTime());
    try {
      writer.rawAddRow(values);
    } catch (InvalidRequestException | MarshalException e) {
      refusals.refused(numbered.number(), Failures.describe(e));
    }
  }
}
