package io.mysimbdp.bulk.writer;

import io.mysimbdp.bulk.BrokenFrameException;
import io.mysimbdp.bulk.Frame;
import io.mysimbdp.bulk.FrameKind;
import io.mysimbdp.bulk.FrameReader;
import io.mysimbdp.bulk.FrameWriter;
import io.mysimbdp.bulk.RowReader;
import io.mysimbdp.bulk.RowReader.EncodedRow;
import io.mysimbdp.bulk.RowReader.Values;
import io.mysimbdp.bulk.StreamOrder;
import io.mysimbdp.bulk.WriterStart;
import io.mysimbdp.bulk.WriterStart.TableSchema;
import io.mysimbdp.bulk.Written;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
  private final RowReader reader;
  private final KeyRules keys;
  private final ValueRules values;
  private final Folders folders;
  private final NodeStream nodes;
  private final List<Lane> lanes = new ArrayList<>();
  private int round;
  private Path folder;
  // Changed by one thread only.
  private volatile long rows;

  private WriterMain(FrameReader in, FrameWriter out, WriterStart start) throws IOException {
    this.in = in;
    this.out = out;
    TableSchema schema = start.schema();
    this.reader = new RowReader(schema.columns().size());
    this.folders = new Folders(Path.of(start.folder()));
    // Whether the table is understood is to be known before all rows.
    this.folder = folders.of(round);
    TableFiles files = new TableFiles(start, folder);
    this.keys = new KeyRules(schema);
    this.values = new ValueRules(schema.columns(), files.types());
    this.nodes = new NodeStream(files);
    for (int i = 0; i < start.lanes(); i++) {
      lanes.add(new Lane(files, start.laneBytes(), e -> end(out, e), "lane-" + i));
    }
  }

  /** Writes one table, as told on standard input. */
  public static void main(String[] arguments) {
    FrameWriter out = new FrameWriter(new FileOutputStream(FileDescriptor.out));
    System.setOut(
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
    FrameReader in = new FrameReader(new FileInputStream(FileDescriptor.in), LONGEST_FRAME_BYTES);
    try {
      Frame first = in.next();
      if (first != null) {
        new WriterMain(in, out, start(first)).live();
      }
    } catch (Throwable e) { // Whatever it is, nothing can be written any more.
      end(out, e);
    }
    end(0);
  }

  private static void end(FrameWriter out, Throwable thrown) {
    tellFailure(out, thrown);
    end(1);
  }

  /** Cassandra's classes have threads that would go on for ever. */
  private static void end(int code) {
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
        case MARK -> tellAccepted();
        case FINISH -> finish();
        case STREAM -> stream(StreamOrder.from(frame.body()));
        default -> throw new BrokenFrameException("Did not expect " + frame.kind());
      }
    }
  }

  private void take(Frame frame) throws IOException, InterruptedException {
    long taken = rows;
    while (frame.body().hasMore()) {
      take(taken, reader.next(frame.body()));
      taken++;
    }
    rows = taken;
  }

  private void take(long number, EncodedRow row) throws IOException, InterruptedException {
    Values columns = row.values();
    String refusal = keys.refusal(columns);
    if (refusal == null) {
      refusal = values.refusal(columns);
    }
    if (refusal != null) {
      tellRefusal(number, refusal);
      return;
    }
    ByteBuffer key = keys.key(columns);
    long token = KeyRules.token(key);
    lanes.get(KeyRules.range(token, lanes.size())).add(new KeyedRow(token, key, row), folder);
  }

  private void tellRefusal(long number, String reason) throws IOException {
    out.send(
        FrameKind.REFUSED,
        body -> {
          body.writeLong(number);
          FrameWriter.putText(body, reason);
        });
  }

  /** Whatever can be refused was refused when it came. */
  private void tellAccepted() throws IOException {
    long below = rows;
    out.send(FrameKind.ACCEPTED, body -> body.writeLong(below));
  }

  private void finish() throws InterruptedException {
    long taken = rows;
    RoundEnd end = new RoundEnd(lanes.size(), () -> tellFinished(taken));
    for (Lane lane : lanes) {
      lane.end(folder, end);
    }
    round++;
    folder = folders.of(round);
  }

  private void tellFinished(long taken) throws IOException {
    folders.finished();
    Written written = folders.written(taken, nodes.bytes());
    out.send(FrameKind.FINISHED, written::to);
  }

  /** Rows of the next round go on coming meanwhile. */
  private void stream(StreamOrder order) {
    Thread streaming =
        new Thread(
            () -> {
              try {
                tellStreamed(order.round(), failureOf(order));
              } catch (IOException e) {
                // The engine is gone.
              }
            },
            "stream");
    streaming.setDaemon(true);
    streaming.start();
  }

  private String failureOf(StreamOrder order) {
    try {
      nodes.send(order, folders.of(order.round()));
      return "";
    } catch (Throwable e) { // The library throws errors as well.
      return Failures.describe(e);
    }
  }

  private void tellStreamed(int number, String failure) throws IOException {
    out.send(
        FrameKind.STREAMED,
        body -> {
          body.writeInt(number);
          FrameWriter.putText(body, failure);
        });
  }

  /** Says now and then how far it is. */
  private void tell() {
    try {
      while (true) {
        Thread.sleep(TELL_EVERY_MILLIS);
        Written written = folders.written(rows, nodes.bytes());
        out.send(FrameKind.PROGRESS, written::to);
      }
    } catch (InterruptedException | IOException e) {
      // The engine is gone, or will be.
    }
  }
}
