package io.mysimbdp.engine.bulk;

import io.mysimbdp.bulk.WriterStart;
import io.mysimbdp.bulk.WriterStart.TableSchema;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.time.Backoff;
import io.mysimbdp.engine.time.Pause;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;

/**
 * What an installation has to write tables by their files: a way to bring them into Cassandra, a
 * place for them, and memory for one process at a time. Safe for several threads.
 */
public final class BulkSite {

  private static final int LANES = 2;
  private static final int LANE_BYTES = 48 << 20;
  private static final Duration STALL_LIMIT = Duration.ofMinutes(2);

  /** Without jitter: whoever asks is the only one of this engine. */
  private static final Backoff BACKOFF =
      new Backoff(Duration.ofMillis(500), Duration.ofSeconds(5), () -> 1);

  /** Less than that is left for the server, and for others. */
  private static final long LEAST_FREE_BYTES = 1L << 30;

  private static final long WRITER_HEAP_BYTES = 512L << 20;

  private final WriterLauncher launcher;
  private final Path home;
  private final HandOver handOver;
  private final LongSupplier nanoTime;
  private final Semaphore process = new Semaphore(1);
  private final BulkPace pace = new BulkPace();

  /**
   * Describes a site.
   *
   * @param home where the folders of writers are, in a folder that others cannot enter; on the disk
   *     of the server's data where that takes the files themselves
   * @param handOver brings them in
   * @param nanoTime a monotonic clock
   */
  public BulkSite(WriterLauncher launcher, Path home, HandOver handOver, LongSupplier nanoTime) {
    this.launcher = launcher;
    this.home = home;
    this.handOver = handOver;
    this.nanoTime = nanoTime;
  }

  /**
   * Opens a site with writers of the usual size; deletes what killed engines have left there.
   *
   * @param libraries the folder with the server's JARs
   * @param home where the folders of writers are, as above
   * @param handOver brings them in
   * @param nanoTime a monotonic clock
   */
  public static BulkSite of(Path libraries, Path home, HandOver handOver, LongSupplier nanoTime) {
    BulkFolder.deleteLeft(home);
    return new BulkSite(
        new WriterLauncher(libraries, WRITER_HEAP_BYTES),
        home.toAbsolutePath(),
        handOver,
        nanoTime);
  }

  /** Returns how fast this way has been. */
  public BulkPace pace() {
    return pace;
  }

  /**
   * Begins to write a table.
   *
   * @param verdicts hears what becomes of rows
   * @throws EngineException when that is not possible, for want of disk space or memory for
   *     example, or because the table is not understood
   * @throws InterruptedException when interrupted meanwhile
   */
  public BulkTarget open(BulkOrder order, BulkWriter.Verdicts verdicts)
      throws InterruptedException {
    if (!process.tryAcquire()) {
      throw new EngineException(
          FailureCode.MEMORY, "another run has the process that writes SSTables");
    }
    long beginNanos = nanoTime.getAsLong();
    BulkTarget target = start(order, verdicts);
    try {
      awaitReady(target, beginNanos);
      return target;
    } catch (InterruptedException | RuntimeException e) {
      target.close();
      throw e;
    }
  }

  /**
   * Begins to write a table, on a thread of the engine; returns at once.
   *
   * @param verdicts hears what becomes of rows
   * @return what tells of it, to be closed; empty while another run has the process
   */
  public Optional<BulkOpening> openLater(BulkOrder order, BulkWriter.Verdicts verdicts) {
    if (!process.tryAcquire()) {
      return Optional.empty();
    }
    long beginNanos = nanoTime.getAsLong();
    try {
      return Optional.of(
          new BulkOpening(
              launcher.threads(),
              () -> start(order, verdicts),
              target -> awaitReady(target, beginNanos),
              process::release));
    } catch (OutOfMemoryError e) { // No thread can be made, so that nobody else releases it.
      process.release();
      throw e;
    }
  }

  private void awaitReady(BulkTarget target, long beginNanos) throws InterruptedException {
    target.awaitReady();
    pace.started((nanoTime.getAsLong() - beginNanos) / 1e9);
  }

  /** Starts the process that was acquired; it is released when that fails. */
  private BulkTarget start(BulkOrder order, BulkWriter.Verdicts verdicts) {
    try {
      TableSchema schema = order.schema();
      handOver.check(schema.keyspace());
      BulkFolder folder = BulkFolder.create(home, LEAST_FREE_BYTES + 2 * order.expectedBytes());
      try {
        WriterStart start =
            new WriterStart(schema, folder.path().toString(), handOver.format(), LANES, LANE_BYTES);
        BulkWriter writer = BulkWriter.start(launcher, start, STALL_LIMIT, nanoTime, verdicts);
        return new BulkTarget(
            schema,
            folder,
            writer,
            handOver,
            new Patience(BACKOFF, Pause.SLEEP, nanoTime, order.retryFor()),
            launcher.threads(),
            process::release);
      } catch (RuntimeException e) {
        folder.close();
        throw e;
      }
    } catch (RuntimeException e) {
      process.release();
      throw e;
    }
  }
}
