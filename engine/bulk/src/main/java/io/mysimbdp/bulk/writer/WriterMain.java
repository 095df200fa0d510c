package io.mysimbdp.bulk.writer;

import io.mysimbdp.bulk.BrokenFrameException;
import io.mysimbdp.bulk.Frame;
import io.mysimbdp.bulk.FrameKind;
import io.mysimbdp.bulk.FrameReader;
import io.mysimbdp.bulk.FrameWriter;
import io.mysimbdp.bulk.RowReader;
import io.mysimbdp.bulk.WriterStart;
import io.mysimbdp.bulk.Written;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Writes the rows of one table into SSTables. Its standard input and output are the pipe to the
 * engine, its standard error takes what Cassandra's classes have to say. It ends with the engine,
 * if not before.
 */
public final class WriterMain {

  /** As long as what Cassandra takes in one request by default, and somewhat more. */
  private static final int LONGEST_FRAME_BYTES = 20 << 20;

  private static final long TELL_EVERY_MILLIS = 500;

  private final FrameReader in;
  private final FrameWriter out;
  private final WriterStart start;
  private final RowReader reader;
  private final Folders folders;
  private @Nullable Round round;
  // Changed by one thread only.
  private volatile long rows;

  private WriterMain(FrameReader in, FrameWriter out, WriterStart start) throws IOException {
    this.in = in;
    this.out = out;
    this.start = start;
    this.reader = new RowReader(start.schema().columns());
    this.folders = new Folders(Path.of(start.folder()));
    // The first one right away: whether the table is understood is to be known before all rows.
    this.round = new Round(start, folders.current(), this::refused);
  }

  /** Writes one table, as told on standard input. */
  public static void main(String[] arguments) {
    FrameWriter out = new FrameWriter(new FileOutputStream(FileDescriptor.out));
    System.setOut(
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
    FrameReader in = new FrameReader(new FileInputStream(FileDescriptor.in), LONGEST_FRAME_BYTES);
    int code = 0;
    try {
      Frame first = in.next();
      if (first != null) {
        new WriterMain(in, out, start(first)).live();
      }
    } catch (Throwable e) { // Whatever it is, nothing can be written any more.
      code = 1;
      tellFailure(out, e);
    }
    // Cassandra's classes have threads that would go on for ever.
    Runtime.getRuntime().halt(code);
  }

  private static WriterStart start(Frame first) throws IOException {
    if (first.kind() != FrameKind.START) {
      throw new BrokenFrameException("Expected START, got " + first.kind());
    }
    return WriterStart.from(first.body());
  }

  private static void tellFailure(FrameWriter out, Throwable thrown) {
    try {
      String text = Failures.describe(thrown);
      out.send(FrameKind.FAILED, body -> FrameWriter.putText(body, text));
    } catch (IOException e) {
      // Nobody is there to hear it.
    }
  }

  private void live() throws IOException, InterruptedException {
    out.send(FrameKind.READY, body -> body.writeInt(WriterStart.VERSION));
    Thread telling = new Thread(this::tell, "progress");
    telling.setDaemon(true);
    telling.start();
    for (Frame frame = in.next(); frame != null; frame = in.next()) {
      switch (frame.kind()) {
        case ROWS -> take(frame);
        case FINISH -> finish();
        default -> throw new BrokenFrameException("Did not expect " + frame.kind());
      }
    }
  }

  private void take(Frame frame) throws IOException, InterruptedException {
    Round current = round;
    if (current == null) {
      current = new Round(start, folders.current(), this::refused);
      round = current;
    }
    long taken = rows;
    while (frame.body().hasMore()) {
      current.add(taken, reader.next(frame.body()));
      taken++;
    }
    rows = taken;
  }

  private void finish() throws IOException, InterruptedException {
    if (round != null) {
      round.finish();
      round = null;
    }
    folders.finished();
    Written written = folders.written(rows);
    out.send(FrameKind.FINISHED, written::to);
  }

  private void refused(long number, String reason) throws IOException {
    out.send(
        FrameKind.REFUSED,
        body -> {
          body.writeLong(number);
          FrameWriter.putText(body, reason);
        });
  }

  /** Says now and then how far it is. */
  private void tell() {
    try {
      while (true) {
        Thread.sleep(TELL_EVERY_MILLIS);
        Written written = folders.written(rows);
        out.send(FrameKind.PROGRESS, written::to);
      }
    } catch (InterruptedException | IOException e) {
      // The engine is gone, or will be.
    }
  }
}
