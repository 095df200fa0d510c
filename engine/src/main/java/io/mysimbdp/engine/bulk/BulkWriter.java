package io.mysimbdp.engine.bulk;

import io.mysimbdp.bulk.FrameKind;
import io.mysimbdp.bulk.StreamOrder;
import io.mysimbdp.bulk.WriterStart;
import io.mysimbdp.bulk.Written;
import io.mysimbdp.engine.bulk.WriterPipe.Chunk;
import io.mysimbdp.engine.failure.EngineException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Has rows of one table written into SSTables, by a process of its own. Safe for several threads.
 *
 * <p><b>Life cycle.</b> {@link #add} for each row, and now and then {@link #seal}, which ends a
 * round: its rows are in SSTables that are complete when {@link #awaitFinished} says so, while
 * those of the next round are added. {@link #close} ends the process, whatever it does; what it has
 * not finished is lost.
 *
 * <p><b>Memory.</b> Here at most six chunks of 64 KiB or of one row; the rest is in the process.
 */
public final class BulkWriter implements AutoCloseable {

  private static final int CHUNK_BYTES = 1 << 16;
  private static final byte[] NOTHING = {};

  private final WriterPipe pipe;
  private final Path folder;
  private final ReentrantLock lock = new ReentrantLock();

  // All guarded by the lock.
  private byte[] chunk = new byte[CHUNK_BYTES];
  private int chunkBytes;
  private long rows;
  private int rounds;

  /** Hears what becomes of rows. Called on a thread of the writer's: must not block. */
  public interface Verdicts {
    /**
     * A row cannot be written, now or ever.
     *
     * @param number what {@link BulkWriter#add} has returned for it
     * @param reason one sentence, by Cassandra
     */
    void refused(long number, String reason);

    /**
     * Rows will not be refused any more, if they have not been.
     *
     * @param below the number behind the last of them; may have been told before
     */
    void accepted(long below);
  }

  /**
   * What is complete.
   *
   * @param round its number, from 0
   * @param folder with its SSTables, in folders of their own; not there when it has none
   * @param written what has been done since the start, in later rounds as well
   */
  public record Finished(int round, Path folder, Written written) {}

  private BulkWriter(WriterPipe pipe, Path folder) {
    this.pipe = pipe;
    this.folder = folder;
  }

  /**
   * Starts a process. It ends when closed, or when this process ends.
   *
   * @param start the table, and where its SSTables go
   * @param stallLimit how long it may do nothing that shows before it is taken to hang
   * @param nanoTime a monotonic clock
   * @throws EngineException when it cannot be started
   */
  public static BulkWriter start(
      WriterLauncher launcher,
      WriterStart start,
      Duration stallLimit,
      LongSupplier nanoTime,
      Verdicts verdicts) {
    Path folder = Path.of(start.folder());
    Process process = launcher.start(folder);
    WriterPipe pipe = new WriterPipe(process, launcher, start, stallLimit, nanoTime, verdicts);
    return new BulkWriter(pipe, folder);
  }

  /**
   * Waits until the process has understood the table; rows may be added before.
   *
   * @throws EngineException when it has not
   */
  public void awaitReady() throws InterruptedException {
    pipe.awaitReady();
  }

  /**
   * Adds a row; waits while the process has more to do than it can.
   *
   * @param cells for each column the length of its value in four bytes and the value, or -1 where
   *     there is none; then the write time in eight bytes
   * @return its number, from 0
   * @throws EngineException when rows cannot be written any more
   * @throws InterruptedException when interrupted while waiting; the row is not added
   */
  public long add(byte[] cells) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (chunkBytes > 0 && chunkBytes + cells.length > CHUNK_BYTES) {
        passOn();
      }
      if (cells.length > chunk.length) {
        chunk = Arrays.copyOf(chunk, cells.length);
      }
      System.arraycopy(cells, 0, chunk, chunkBytes, cells.length);
      chunkBytes += cells.length;
      return rows++;
    } finally {
      lock.unlock();
    }
  }

  private void passOn() throws InterruptedException {
    pipe.send(new Chunk(FrameKind.ROWS, chunk, chunkBytes));
    chunk = new byte[CHUNK_BYTES];
    chunkBytes = 0;
  }

  /** Has it said when the rows so far are accepted; waits as {@link #add} does. */
  public void mark() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      sendBehindRows(FrameKind.MARK);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until rows are accepted, and {@link Verdicts} have been told so; there must be a {@link
   * #mark} behind them, or the end of their round.
   *
   * @param below the number behind the last of them
   * @throws EngineException when rows cannot be written any more
   */
  public void awaitAccepted(long below) throws InterruptedException {
    pipe.awaitAccepted(below);
  }

  /**
   * Ends a round: the rows so far are to become SSTables that are complete; waits as {@link #add}
   * does.
   *
   * @return its number, from 0
   * @throws EngineException when rows cannot be written any more
   * @throws InterruptedException when interrupted while waiting; the round has not ended
   */
  public int seal() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      sendBehindRows(FrameKind.FINISH);
      return rounds++;
    } finally {
      lock.unlock();
    }
  }

  private void sendBehindRows(FrameKind kind) throws InterruptedException {
    if (chunkBytes > 0) {
      passOn();
    }
    pipe.send(new Chunk(kind, NOTHING, 0));
  }

  /**
   * Waits until the SSTables of a round, and of those before, are complete.
   *
   * @param round as {@link #seal} has returned it
   * @throws EngineException when rows cannot be written any more
   */
  public Finished awaitFinished(int round) throws InterruptedException {
    Written written = pipe.awaitFinished(round + 1L);
    return new Finished(round, folder.resolve(Integer.toString(round)), written);
  }

  /**
   * Has the SSTables of a round sent to nodes, and waits until all have them; rows of the next one
   * may be added meanwhile.
   *
   * @param order for a round that is complete
   * @throws CassandraAwayException when not all nodes have them; some may have, or yet will
   * @throws EngineException when the process has failed
   */
  public void stream(StreamOrder order) throws InterruptedException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try {
      order.to(new DataOutputStream(body));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    pipe.send(new Chunk(FrameKind.STREAM, body.toByteArray(), body.size()));
    String failure = pipe.awaitStreamed(order.round());
    if (!failure.isEmpty()) {
      throw new CassandraAwayException(failure, null);
    }
  }

  @Override
  public void close() {
    pipe.close();
  }
}
