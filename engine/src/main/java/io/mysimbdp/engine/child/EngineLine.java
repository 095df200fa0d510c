package io.mysimbdp.engine.child;

import io.mysimbdp.engine.protocol.Failure;
import io.mysimbdp.engine.protocol.Frame;
import io.mysimbdp.engine.protocol.FrameKind;
import io.mysimbdp.engine.protocol.FrameReader;
import io.mysimbdp.engine.protocol.FrameWriter;
import io.mysimbdp.engine.protocol.Operation;
import io.mysimbdp.engine.protocol.RowOutput;
import io.mysimbdp.engine.protocol.WireInput;
import io.mysimbdp.engine.protocol.WireOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The line to the engine. Calls wait for their answers; what needs none is told, and a failure of
 * that comes to light at the next call. Safe for several threads, but for {@link #listen}.
 */
final class EngineLine {

  private final FrameReader in;
  private final FrameWriter out;
  private final RowOutput rows = new RowOutput();
  private final AtomicInteger calls = new AtomicInteger();
  private final Map<Integer, CompletableFuture<WireInput>> open = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable Failure> late = new AtomicReference<>();
  private volatile boolean cancelled;

  EngineLine(FrameReader in, FrameWriter out) {
    this.in = in;
    this.out = out;
  }

  /**
   * Takes in what the engine says; returns never.
   *
   * @param records hears of records for the wrangler
   * @param cancel is called when the run is cancelled
   * @throws IOException when the engine is gone
   */
  void listen(Consumer<WireInput> records, Runnable cancel) throws IOException {
    while (true) {
      Frame frame = in.next();
      WireInput body = frame.body();
      switch (frame.kind()) {
        case RESULT -> answered(body.getInt()).complete(body);
        case ERROR -> {
          int call = body.getInt();
          Failure failure = Failure.from(body);
          if (call == 0) {
            late.compareAndSet(null, failure);
          } else {
            answered(call).completeExceptionally(ToldFailures.exception(failure));
          }
        }
        case RECORDS -> records.accept(body);
        case CANCEL -> {
          cancelled = true;
          cancel.run();
        }
        default -> throw new IOException("Did not expect " + frame.kind());
      }
    }
  }

  private CompletableFuture<WireInput> answered(int call) throws IOException {
    CompletableFuture<WireInput> answer = open.remove(call);
    if (answer == null) {
      throw new IOException("Nobody waits for the answer to call " + call);
    }
    return answer;
  }

  boolean isCancelled() {
    return cancelled;
  }

  /** Throws when the run has been cancelled. */
  void checkNotCancelled() throws InterruptedException {
    if (cancelled) {
      throw new InterruptedException("The run has been cancelled");
    }
  }

  /** Throws what has become of something told before, once. */
  void checkLate() throws InterruptedException {
    Failure failure = late.getAndSet(null);
    if (failure == null) {
      return;
    }
    Exception thrown = ToldFailures.exception(failure);
    if (thrown instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (thrown instanceof InterruptedException interrupted) {
      throw interrupted;
    }
    throw new UncheckedIOException((IOException) thrown);
  }

  /** Does the same where nobody may be told of an interrupt. */
  private void checkLateUninterrupted() {
    try {
      checkLate();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until the engine has done all that it was told, and throws what became of it. */
  void checkEnd() throws IOException, InterruptedException {
    call(Operation.SYNC, body -> {});
    checkLate();
  }

  /** Asks for something, and returns the answer to come. */
  CompletableFuture<WireInput> ask(Operation operation, FrameWriter.Body arguments) {
    int call = calls.incrementAndGet();
    CompletableFuture<WireInput> answer = new CompletableFuture<>();
    open.put(call, answer);
    try {
      out.send(FrameKind.CALL, body -> arguments.to(body.putInt(call).put(operation)));
    } catch (IOException e) {
      throw new UncheckedIOException("The engine is gone", e);
    } catch (RuntimeException | Error e) {
      open.remove(call);
      throw e;
    }
    return answer;
  }

  /**
   * Asks for something and waits for the answer, also when interrupted.
   *
   * @throws IOException when the engine's answer is one
   */
  WireInput call(Operation operation, FrameWriter.Body arguments) throws IOException {
    CompletableFuture<WireInput> answer = ask(operation, arguments);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          WireInput result = answer.get();
          checkLateUninterrupted();
          return result;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof InterruptedException) {
        interrupted = true;
        throw new IllegalStateException("The run has been cancelled", e.getCause());
      }
      throw thrown(e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Throws an unchecked exception as it is, told by a trace of the caller's, and returns others.
   */
  static IOException thrown(@Nullable Throwable cause) {
    if (cause instanceof RuntimeException unchecked) {
      unchecked.setStackTrace(Thread.currentThread().getStackTrace());
      throw unchecked;
    }
    return cause instanceof IOException checked ? checked : new IOException(cause);
  }

  /** Does the same for calls that have nothing to do with files. */
  WireInput callUnchecked(Operation operation, FrameWriter.Body arguments) {
    try {
      return call(operation, arguments);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Tells something that needs no answer; it may stay here for a moment. */
  void tell(FrameKind kind, FrameWriter.Body told) {
    try {
      out.put(kind, told);
    } catch (IOException e) {
      throw new UncheckedIOException("The engine is gone", e);
    }
  }

  /** Tells at once. */
  void tellNow(FrameKind kind, FrameWriter.Body told) {
    tell(kind, told);
    flush();
  }

  /** Tells something about rows. */
  void tell(FrameKind kind, RowBody told) {
    tell(
        kind,
        body -> {
          int tables = rows.tables();
          try {
            told.to(body, rows);
          } catch (RuntimeException | Error e) {
            rows.forget(tables);
            throw e;
          }
        });
  }

  /** Brings everything that was told on its way. */
  void flush() {
    try {
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("The engine is gone", e);
    }
  }

  /** Writes the body of a frame with rows in it. */
  @FunctionalInterface
  interface RowBody {
    void to(WireOutput body, RowOutput rows) throws IOException;
  }
}
