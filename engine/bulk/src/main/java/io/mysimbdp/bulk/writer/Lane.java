package io.mysimbdp.bulk.writer;

import io.mysimbdp.bulk.RowReader.Values;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import java.util.function.Consumer;
import org.apache.cassandra.exceptions.InvalidRequestException;
import org.apache.cassandra.io.sstable.CQLSSTableWriter;
import org.apache.cassandra.serializers.MarshalException;
import org.jspecify.annotations.Nullable;

/**
 * Collects the rows of a range of tokens and writes them, sorted, with a thread of its own: each
 * time that it has as many as it may, and at the end of a round. For one thread that adds rows.
 *
 * <p><b>Memory.</b> Twice {@code mostBytes}: rows that are written, and those collected meanwhile;
 * and {@link #PARTITION_BYTES} of a partition, or one row, as Cassandra has it in memory, which is
 * several times as large.
 */
final class Lane {

  /** What a partition has beyond that goes into a further SSTable. */
  private static final int PARTITION_BYTES = 8 << 20;

  private final TableFiles files;
  private final int mostBytes;
  private final Consumer<Throwable> failed;
  private final SynchronousQueue<Load> queue = new SynchronousQueue<>();
  // Of the thread that adds.
  private List<KeyedRow> rows = new ArrayList<>();
  private int bytes;

  /** Rows to be written, and the end of their round if they are the last ones of it. */
  private record Load(List<KeyedRow> rows, Path folder, @Nullable RoundEnd end) {}

  /**
   * Begins to wait for rows.
   *
   * @param mostBytes of the heap for the rows of an SSTable
   * @param failed hears, once, that nothing can be written any more
   */
  Lane(TableFiles files, int mostBytes, Consumer<Throwable> failed, String name) {
    this.files = files;
    this.mostBytes = mostBytes;
    this.failed = failed;
    Thread thread = new Thread(this::work, name);
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Adds a row; waits while as many as may be are written, and as many collected.
   *
   * @param folder of its round
   */
  void add(KeyedRow row, Path folder) throws InterruptedException {
    rows.add(row);
    bytes += row.heapBytes();
    if (bytes >= mostBytes) {
      pass(folder, null);
    }
  }

  /** Lets a round end behind the rows so far. */
  void end(Path folder, RoundEnd end) throws InterruptedException {
    pass(folder, end);
  }

  private void pass(Path folder, @Nullable RoundEnd end) throws InterruptedException {
    queue.put(new Load(rows, folder, end));
    rows = new ArrayList<>();
    bytes = 0;
  }

  private void work() {
    try {
      while (true) {
        // Nothing keeps the rows once they are written: the next ones take their memory.
        write(queue.take());
      }
    } catch (Throwable e) { // The library throws errors as well.
      failed.accept(e);
    }
  }

  private void write(Load load) throws IOException {
    List<KeyedRow> left = load.rows;
    left.sort(KeyedRow.ORDER);
    while (!left.isEmpty()) {
      left = write(left, load.folder);
    }
    if (load.end != null) {
      load.end.reached();
    }
  }

  /** Writes an SSTable; returns what is left for the next one, in the same order. */
  private List<KeyedRow> write(List<KeyedRow> sorted, Path folder) throws IOException {
    List<KeyedRow> left = new ArrayList<>();
    try (CQLSSTableWriter writer = files.open(folder)) {
      KeyedRow first = sorted.get(0);
      long partitionBytes = 0;
      for (KeyedRow row : sorted) {
        if (!row.isInPartitionOf(first)) {
          first = row;
          partitionBytes = 0;
        }
        if (partitionBytes < PARTITION_BYTES) {
          write(row, writer);
          partitionBytes += row.heapBytes();
        } else {
          left.add(row);
        }
      }
    }
    return left;
  }

  private void write(KeyedRow keyed, CQLSSTableWriter writer) throws IOException {
    Values row = keyed.row().values();
    List<@Nullable ByteBuffer> values = new ArrayList<>(row.columns().length + 1);
    for (ByteBuffer value : row.columns()) {
      values.add(value == null && !files.deletesAbsent() ? CQLSSTableWriter.UNSET_VALUE : value);
    }
    values.add(row.writeTime());
    try {
      writer.rawAddRow(values);
    } catch (InvalidRequestException | MarshalException e) {
      // What it comes from is forgotten, for the rules said that it can be written.
      throw new IOException(
          "a row turns out too late to be one that cannot be written, by statements it could be put"
              + " aside: "
              + Failures.describe(e),
          e);
    }
  }
}
