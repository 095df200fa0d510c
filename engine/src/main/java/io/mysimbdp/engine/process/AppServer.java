package io.mysimbdp.engine.process;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.protocol.Failure;
import io.mysimbdp.engine.protocol.Frame;
import io.mysimbdp.engine.protocol.FrameKind;
import io.mysimbdp.engine.protocol.FrameReader;
import io.mysimbdp.engine.protocol.FrameWriter;
import io.mysimbdp.engine.protocol.Operation;
import io.mysimbdp.engine.protocol.ProtocolException;
import io.mysimbdp.engine.protocol.RowInput;
import io.mysimbdp.engine.protocol.Start;
import io.mysimbdp.engine.protocol.WireInput;
import io.mysimbdp.tenant.BatchContext;
import io.mysimbdp.tenant.InputRecord;
import io.mysimbdp.tenant.Row;
import java.io.IOException;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Answers one app, in the order in which it asks, on one thread: what the app may do at a time is
 * what its context lets one thread do. Statements alone are answered when Cassandra does.
 */
final class AppServer {

  private static final Operation[] OPERATIONS = Operation.values();

  private final FrameReader in;
  private final FrameWriter out;
  private final BatchContext context;
  private final Failures failures;
  private final IntConsumer tooManyThreads;
  private final RowInput rows = new RowInput();
  private final AppRecords records;
  private final AppFiles files;
  private final SessionDesk session;
  private @Nullable RemoteWrangler wrangler;
  private @Nullable Frame done;
  private volatile boolean begun;

  /**
   * Makes a server.
   *
   * @param mostRecordBytes how much text of records an app may hold on to
   * @param tooManyThreads hears how many threads the app has, when they are too many
   */
  AppServer(
      FrameReader in,
      FrameWriter out,
      Outbox outbox,
      BatchContext context,
      Failures failures,
      long mostRecordBytes,
      IntConsumer tooManyThreads) {
    this.in = in;
    this.out = out;
    this.context = context;
    this.failures = failures;
    this.tooManyThreads = tooManyThreads;
    this.records = new AppRecords(mostRecordBytes);
    this.files = new AppFiles(context.files(), records);
    this.session = new SessionDesk(context, out, outbox, failures);
  }

  /**
   * Answers until the app is done.
   *
   * @return what it has failed with; null when it has not
   * @throws ProtocolException when it says what it must not say
   * @throws IOException when it is gone
   */
  @Nullable Failure serve() throws IOException {
    while (done == null) {
      Frame frame = in.next();
      if (frame.kind() == FrameKind.DONE) {
        done = frame;
      } else {
        take(frame);
      }
    }
    WireInput body = done.body();
    return body.getFlag() ? Failure.from(body) : null;
  }

  /**
   * Answers until the wrangler has made something of a chunk, and returns what it says.
   *
   * @throws InterruptedException when the app has ended without its wrangler
   */
  WireInput awaitOutcomes() throws IOException, InterruptedException {
    while (true) {
      Frame frame = in.next();
      switch (frame.kind()) {
        case OUTCOMES -> {
          return frame.body();
        }
        case DONE -> {
          done = frame;
          throw new InterruptedException("the app has ended");
        }
        default -> take(frame);
      }
    }
  }

  /** Tells whether the app has begun: before, none of it has run. For any thread. */
  boolean hasBegun() {
    return begun;
  }

  private void greet(WireInput body) throws ProtocolException {
    int version = body.getInt();
    if (version != Start.VERSION || begun) {
      throw new ProtocolException(
          "Expected one HELLO of version " + Start.VERSION + ", got one of version " + version);
    }
    begun = true;
  }

  private void take(Frame frame) throws IOException {
    WireInput body = frame.body();
    if (!begun && frame.kind() != FrameKind.HELLO) {
      throw new ProtocolException("Expected HELLO, got " + frame.kind());
    }
    switch (frame.kind()) {
      case HELLO -> greet(body);
      case CALL -> answer(body.getInt(), body.oneOf(OPERATIONS), body);
      case WRITE, REJECT, SKIP, PROGRESS -> settle(frame);
      case RELEASE -> {
        records.release(body.getLong(), body.getInt());
      }
      case TOO_MANY_THREADS -> tooManyThreads.accept(body.getInt());
      default -> throw new ProtocolException("Did not expect " + frame.kind() + " now");
    }
  }

  /** Does what is not answered unless it fails; then the app hears of it at its next call. */
  private void settle(Frame frame) throws IOException {
    WireInput body = frame.body();
    try {
      if (frame.kind() == FrameKind.PROGRESS) {
        context.progress(body.getText());
      } else {
        settle(frame.kind(), records.get(body.getLong()), body);
      }
    } catch (RuntimeException | InterruptedException e) {
      fail(0, e);
    }
  }

  private void settle(FrameKind kind, InputRecord record, WireInput body)
      throws IOException, InterruptedException {
    switch (kind) {
      case WRITE -> {
        Row row = rows.row(body);
        context.writer().write(record, row);
      }
      case REJECT -> {
        String column = body.getTextOrNull();
        String reason = body.getText();
        if (column == null) {
          context.rejects().reject(record, reason);
        } else {
          context.rejects().reject(record, column, reason);
        }
      }
      default -> context.rejects().skip(record, body.getText());
    }
  }

  private void answer(int call, Operation operation, WireInput body) throws IOException {
    FrameWriter.Body answer;
    try {
      switch (operation) {
        case EXECUTE -> {
          session.execute(call, body);
          return;
        }
        case NEXT_PAGE -> {
          session.nextPage(call, body);
          return;
        }
        default -> answer = answer(operation, body);
      }
    } catch (ProtocolException e) {
      throw e;
    } catch (PipeException e) {
      throw e.pipe();
    } catch (IOException | RuntimeException | InterruptedException e) {
      fail(call, e);
      return;
    }
    out.send(
        FrameKind.RESULT,
        result -> {
          result.putInt(call);
          answer.to(result);
        });
  }

  private FrameWriter.Body answer(Operation operation, WireInput body)
      throws IOException, InterruptedException {
    switch (operation) {
      case WRANGLE -> {
        wrangle();
        return nothing -> {};
      }
      case SYNC -> {
        return nothing -> {};
      }
      case PREPARE -> {
        return session.prepare(body.getText());
      }
      default -> {
        return files.answer(operation, body);
      }
    }
  }

  private void wrangle() throws InterruptedException {
    if (wrangler != null) {
      throw new IllegalStateException("wrangle has been called before; it is called once in a run");
    }
    wrangler = new RemoteWrangler(this, out, records, rows, failures);
    context.wrangle(wrangler);
  }

  private void fail(int call, Throwable thrown) throws IOException {
    Failure failure = failures.toApp(thrown);
    if (thrown instanceof InterruptedException && !(thrown instanceof EngineException)) {
      // The app hears of it; this thread goes on to answer.
      Thread.interrupted();
    }
    out.send(
        FrameKind.ERROR,
        error -> {
          error.putInt(call);
          failure.to(error);
        });
  }
}
