package io.mysimbdp.engine.process;

import io.mysimbdp.engine.protocol.Failure;
import io.mysimbdp.engine.protocol.FrameKind;
import io.mysimbdp.engine.protocol.FrameReader;
import io.mysimbdp.engine.protocol.FrameWriter;
import io.mysimbdp.engine.protocol.Operation;
import io.mysimbdp.engine.protocol.Start;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** All that an app says on its pipe, fair or not, whatever the engine answers. */
final class ScriptedApp {

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final FrameWriter frames = new FrameWriter(said, Integer.MAX_VALUE);
  private final ByteArrayOutputStream answers = new ByteArrayOutputStream();
  private int calls;

  /** Begins as every app does. */
  static ScriptedApp begun() {
    return new ScriptedApp().says(FrameKind.HELLO, body -> body.putInt(Start.VERSION));
  }

  ScriptedApp says(FrameKind kind, FrameWriter.Body body) {
    try {
      frames.send(kind, body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  ScriptedApp calls(Operation operation, FrameWriter.Body arguments) {
    int call = ++calls;
    return says(FrameKind.CALL, body -> arguments.to(body.putInt(call).put(operation)));
  }

  ScriptedApp says(int... bytes) {
    for (int each : bytes) {
      said.write(each);
    }
    return this;
  }

  ScriptedApp isDone() {
    return says(FrameKind.DONE, body -> body.put(false));
  }

  byte[] bytes() {
    return said.toByteArray();
  }

  /** Has the engine listen to it. */
  @Nullable Failure to(ListedContext context) throws IOException {
    return serve(bytes(), context, answers);
  }

  /** Has the engine listen to some bytes. */
  static @Nullable Failure serve(byte[] bytes, ListedContext context, ByteArrayOutputStream answers)
      throws IOException {
    try (Outbox outbox = new Outbox("acme")) {
      FrameReader in = new FrameReader(new ByteArrayInputStream(bytes), FrameReader.LONGEST_BYTES);
      FrameWriter out = new FrameWriter(answers, Integer.MAX_VALUE);
      return new AppServer(in, out, outbox, context, new Failures(), 1 << 20, count -> {}).serve();
    }
  }

  /** What the engine has answered so far. */
  FrameReader answers() {
    return new FrameReader(new ByteArrayInputStream(answers.toByteArray()), Integer.MAX_VALUE);
  }
}
