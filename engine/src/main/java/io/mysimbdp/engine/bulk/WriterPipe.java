package io.mysimbdp.engine.bulk;

import io.mysimbdp.bulk.BrokenFrameException;
import io.mysimbdp.bulk.Frame;
import io.mysimbdp.bulk.FrameKind;
import io.mysimbdp.bulk.FrameReader;
import io.mysimbdp.bulk.FrameWriter;
import io.mysimbdp.bulk.WriterStart;
import io.mysimbdp.bulk.Written;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Both directions of the pipe to the process that writes SSTables, each with a thread of its own: a
 * pipe can be neither written to nor read from with a time limit, and what is interrupted in the
 * middle of it is of no use any more. So whoever sends or waits does so here. Safe for several
 * threads.
 */
final class WriterPipe implements AutoCloseable {

  /** What the process says is short. */
  private static final int LONGEST_FRAME_BYTES = 1 << 16;

  private static final int QUEUED_CHUNKS = 4;
  private static final long LOOK_EVERY_MILLIS = 100;
  private static final long LAST_WORDS_MILLIS = 1_000;

  /** What a JVM exits with when told to do so for want of memory. */
  private static final int OUT_OF_MEMORY = 3;

  private final Process process;
  private final long heapBytes;
  private final Duration stallLimit;
  private final LongSupplier nanoTime;
  private final BulkWriter.Verdicts verdicts;
  private final LastWords errors;
  private final FrameWriter out;
  private final FrameReader in;
  private final BlockingQueue<Chunk> queue = new ArrayBlockingQueue<>(QUEUED_CHUNKS);
  private final Thread sending;
  private final Thread reading;

  // Guarded by this.
  private boolean isReady;
  private long finished;
  private long accepted;
  private Written written = Written.NOTHING;
  private final Map<Integer, String> streamed = new HashMap<>();
  private long movedNanos;
  private @Nullable EngineException failure;

  /**
   * What is sent.
   *
   * @param body the first {@code length} bytes are its body
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Chunk(FrameKind kind, byte[] body, int length) {}

  /** Begins to talk, with a process that has just been started. */
  WriterPipe(
      Process process,
      WriterLauncher launcher,
      WriterStart start,
      Duration stallLimit,
      LongSupplier nanoTime,
      BulkWriter.Verdicts verdicts) {
    this.process = process;
    this.heapBytes = launcher.heapBytes();
    this.stallLimit = stallLimit;
    this.nanoTime = nanoTime;
    this.verdicts = verdicts;
    this.errors = new LastWords(process.getErrorStream(), launcher.threads());
    this.out = new FrameWriter(process.getOutputStream());
    this.in = new FrameReader(process.getInputStream(), LONGEST_FRAME_BYTES);
    this.movedNanos = nanoTime.getAsLong();
    this.sending = launcher.threads().start(() -> sendAll(start), "bulk-send");
    this.reading = launcher.threads().start(this::readAll, "bulk-read");
  }

  private void sendAll(WriterStart start) {
    try {
      out.send(FrameKind.START, start::to);
      while (true) {
        Chunk chunk = queue.take();
        out.send(chunk.kind, chunk.body, chunk.length);
      }
    } catch (IOException e) {
      // What became of the process is found out by who reads.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void readAll() {
    try {
      for (Frame frame = in.next(); frame != null; frame = in.next()) {
        take(frame);
      }
      fail(ended(null));
    } catch (BrokenFrameException e) {
      fail(
          new EngineException(
              FailureCode.INTERNAL,
              "the process that writes SSTables broke the protocol: " + e.getMessage(),
              e));
    } catch (IOException e) {
      fail(ended(e));
    } catch (EngineException e) {
      // Of what was done with a row that was refused, such as a disk that is full.
      fail(e);
    } catch (RuntimeException e) {
      fail(new EngineException(FailureCode.INTERNAL, "what was written is not understood", e));
    }
  }

  private void take(Frame frame) throws BrokenFrameException {
    switch (frame.kind()) {
      case READY -> ready(frame.body().getInt());
      case PROGRESS -> moved(Written.from(frame.body()), false);
      case FINISHED -> finished(Written.from(frame.body()));
      case REFUSED -> verdicts.refused(frame.body().getLong(), frame.body().getText());
      case ACCEPTED -> accepted(frame.body().getLong());
      case STREAMED -> streamed(frame.body().getInt(), frame.body().getText());
      case FAILED ->
          fail(
              new EngineException(
                  FailureCode.CASSANDRA_WRITE,
                  "no SSTables can be written: " + frame.body().getText()));
      default -> throw new BrokenFrameException("Did not expect " + frame.kind());
    }
  }

  private synchronized void ready(int version) throws BrokenFrameException {
    if (version != WriterStart.VERSION) {
      throw new BrokenFrameException(
          "Expected version " + WriterStart.VERSION + ", got " + version);
    }
    isReady = true;
    movedNanos = nanoTime.getAsLong();
    notifyAll();
  }

  private void accepted(long below) {
    // Before it is known to whoever waits.
    verdicts.accepted(below);
    synchronized (this) {
      accepted = Math.max(accepted, below);
      movedNanos = nanoTime.getAsLong();
      notifyAll();
    }
  }

  private void finished(Written now) {
    accepted(now.rows());
    moved(now, true);
  }

  private synchronized void moved(Written now, boolean isFinished) {
    // That it says something is no sign that it does something.
    if (isFinished || !now.equals(written)) {
      movedNanos = nanoTime.getAsLong();
    }
    written = now;
    finished += isFinished ? 1 : 0;
    notifyAll();
  }

  private synchronized void streamed(int round, String failure) {
    streamed.put(round, failure);
    movedNanos = nanoTime.getAsLong();
    notifyAll();
  }

  private synchronized void fail(EngineException reason) {
    if (failure == null) {
      failure = reason;
    }
    notifyAll();
  }

  private EngineException ended(@Nullable IOException cause) {
    String how = "its output was closed";
    try {
      if (process.waitFor(LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS)) {
        how = "exit code " + process.exitValue();
        errors.awaitEnd(LAST_WORDS_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    String words = errors.text();
    String message =
        "the process that writes SSTables ended by itself, "
            + how
            + (words.isEmpty() ? "" : ": " + words);
    if (!process.isAlive() && process.exitValue() == OUT_OF_MEMORY) {
      return new EngineException(
          FailureCode.MEMORY, message + "; its heap is " + (heapBytes >> 20) + " MiB", cause);
    }
    return new EngineException(FailureCode.CASSANDRA_WRITE, message, cause);
  }

  /**
   * Sends; waits while too much waits to be sent.
   *
   * @throws EngineException when the process has failed, or stands still
   */
  void send(Chunk chunk) throws InterruptedException {
    long beginNanos = nanoTime.getAsLong();
    do {
      throwFailure(beginNanos);
    } while (!queue.offer(chunk, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS));
  }

  /**
   * Waits until the process has understood the table.
   *
   * @throws EngineException when it has not, or stands still
   */
  synchronized void awaitReady() throws InterruptedException {
    long beginNanos = nanoTime.getAsLong();
    while (!isReady) {
      throwFailure(beginNanos);
      wait(LOOK_EVERY_MILLIS);
    }
  }

  /**
   * Waits until the rows below a number are accepted.
   *
   * @throws EngineException when the process has failed, or stands still
   */
  synchronized void awaitAccepted(long below) throws InterruptedException {
    long beginNanos = nanoTime.getAsLong();
    while (accepted < below) {
      throwFailure(beginNanos);
      wait(LOOK_EVERY_MILLIS);
    }
  }

  /**
   * Waits for the answer to a {@code FINISH}.
   *
   * @param count how many of them there have been
   * @throws EngineException when the process has failed, or stands still
   */
  synchronized Written awaitFinished(long count) throws InterruptedException {
    long beginNanos = nanoTime.getAsLong();
    while (finished < count) {
      throwFailure(beginNanos);
      wait(LOOK_EVERY_MILLIS);
    }
    return written;
  }

  /**
   * Waits for the answer to a {@code STREAM}.
   *
   * @return why not all nodes have the rows of that round; empty if they do
   * @throws EngineException when the process has failed, or stands still
   */
  synchronized String awaitStreamed(int round) throws InterruptedException {
    long beginNanos = nanoTime.getAsLong();
    String answer = streamed.remove(round);
    while (answer == null) {
      throwFailure(beginNanos);
      wait(LOOK_EVERY_MILLIS);
      answer = streamed.remove(round);
    }
    return answer;
  }

  private synchronized void throwFailure(long beginNanos) {
    long still = nanoTime.getAsLong() - Math.max(beginNanos, movedNanos);
    if (failure == null && still > stallLimit.toNanos()) {
      failure =
          new EngineException(
              FailureCode.CASSANDRA_WRITE,
              "the process that writes SSTables has done nothing for "
                  + stallLimit.toSeconds()
                  + " s and is ended");
      process.destroyForcibly();
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** Ends the process at once. */
  @Override
  public void close() {
    fail(new EngineException(FailureCode.CANCELLED, "the writer of SSTables is closed"));
    process.destroyForcibly();
    sending.interrupt();
    try {
      process.waitFor(LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS);
      sending.join(LAST_WORDS_MILLIS);
      reading.join(LAST_WORDS_MILLIS);
      errors.awaitEnd(LAST_WORDS_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
