package io.mysimbdp.engine.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.protocol.Failure;
import io.mysimbdp.engine.protocol.FrameKind;
import io.mysimbdp.engine.protocol.FrameReader;
import io.mysimbdp.engine.protocol.FrameWriter;
import io.mysimbdp.engine.protocol.Operation;
import io.mysimbdp.engine.protocol.ProtocolException;
import io.mysimbdp.engine.protocol.RowOutput;
import io.mysimbdp.engine.protocol.WireInput;
import io.mysimbdp.tenant.Outcome;
import io.mysimbdp.tenant.Table;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Collections;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The process of an app may be anybody's: whatever it says, the engine comes to no harm. */
class AppServerTest {

  private static final Table TABLE = Table.of("t", "a");
  private static final FrameWriter.Body NOTHING = nothing -> {};

  private final ListedContext context = new ListedContext();

  @Test
  void what_an_app_asks_for_is_asked_of_the_context() throws IOException {
    assertThat(fair().to(context)).isNull();

    assertThat(context.asked)
        .containsExactly(
            "progress reading",
            "write 1 " + TABLE.row("x"),
            "reject 2 a bad",
            "reject 2 worse",
            "skip 3 twice");
    assertThat(context.wrangled)
        .containsExactly(
            Outcome.write(TABLE.row("w")), Outcome.reject("a", "no"), Outcome.skip("s"));
  }

  /** An app that uses everything that there is. */
  private static ScriptedApp fair() {
    RowOutput rows = new RowOutput();
    return ScriptedApp.begun()
        .says(FrameKind.PROGRESS, body -> body.putText("reading"))
        .calls(Operation.OPEN, body -> body.putInt(0))
        .calls(Operation.READ, body -> body.putInt(1).putInt(100))
        .calls(Operation.CLOSE, body -> body.putInt(1))
        .calls(Operation.RECORDS, body -> body.putInt(0))
        .calls(Operation.NEXT, body -> body.putInt(2))
        .says(FrameKind.WRITE, body -> rows.put(body.putLong(1), TABLE.row("x")))
        .says(FrameKind.REJECT, body -> body.putLong(2).putTextOrNull("a").putText("bad"))
        .says(FrameKind.REJECT, body -> body.putLong(2).putTextOrNull(null).putText("worse"))
        .says(FrameKind.SKIP, body -> body.putLong(3).putText("twice"))
        .says(FrameKind.RELEASE, body -> body.putLong(1).putInt(3))
        .calls(Operation.DECLARE, body -> body.putInt(0).putLong(7).putLong(70).putText("declared"))
        .calls(Operation.PREPARE, body -> body.putText("DROP TABLE t"))
        .calls(Operation.WRANGLE, NOTHING)
        .says(
            FrameKind.OUTCOMES,
            body -> {
              rows.put(body.put(true), Outcome.write(TABLE.row("w")));
              body.put(false).put(false);
            })
        .says(
            FrameKind.OUTCOMES,
            body -> {
              rows.put(body.put(true), Outcome.reject("a", "no"));
              rows.put(body.put(true), Outcome.skip("s"));
              body.put(false).put(false);
            })
        .calls(Operation.SYNC, NOTHING)
        .isDone();
  }

  @Test
  void what_the_context_refuses_is_told_as_what_it_was() throws IOException {
    ScriptedApp app =
        ScriptedApp.begun().calls(Operation.PREPARE, body -> body.putText("DROP")).isDone();
    app.to(context);

    var answer = app.answers().next();
    WireInput body = answer.body();

    assertThat(answer.kind()).isEqualTo(FrameKind.ERROR);
    assertThat(body.getInt()).isEqualTo(1);
    assertThat(Failure.from(body)).isEqualTo(Failure.of(Failure.Kind.SECURITY, "no: DROP"));
  }

  @Test
  void an_app_that_never_closes_what_it_opens_is_told_so() throws IOException {
    ScriptedApp app = ScriptedApp.begun();
    for (int i = 0; i < 101; i++) {
      app.calls(i % 2 == 0 ? Operation.OPEN : Operation.RECORDS, body -> body.putInt(0));
    }
    app.isDone().to(context);

    FrameReader answers = app.answers();
    for (int i = 0; i < 100; i++) {
      assertThat(answers.next().kind()).isEqualTo(FrameKind.RESULT);
    }
    WireInput last = answers.next().body();
    last.getInt();
    assertThat(Failure.from(last).message())
        .isEqualTo(
            "The app has 100 streams and readers open; close those that are not needed before"
                + " opening a.tsv");
  }

  @Test
  void an_app_that_holds_more_records_than_its_heap_could_fails() throws IOException {
    ScriptedApp app = ScriptedApp.begun();
    for (int i = 0; i < 6_000; i++) {
      app.calls(Operation.DECLARE, body -> body.putInt(0).putLong(1).putLong(0).putText("record"));
    }

    assertThatThrownBy(() -> app.to(context))
        .isInstanceOf(EngineException.class)
        .hasMessageMatching(
            "the app holds on to \\d{4} records, more than its heap of 1 MiB could hold");
  }

  static Stream<Arguments> foul() {
    return Stream.of(
        foul(
            "something else first",
            new ScriptedApp().says(FrameKind.PROGRESS, body -> body.putText("x")),
            "Expected HELLO, got PROGRESS"),
        foul(
            "another version",
            new ScriptedApp().says(FrameKind.HELLO, body -> body.putInt(9)),
            "Expected one HELLO of version 1, got one of version 9"),
        foul(
            "HELLO twice",
            ScriptedApp.begun().says(FrameKind.HELLO, body -> body.putInt(1)),
            "Expected one HELLO of version 1, got one of version 1"),
        foul(
            "no kind",
            ScriptedApp.begun().says(0, 0, 0, 0, 99),
            "Expected a kind of frame, got 99"),
        foul(
            "a negative length",
            ScriptedApp.begun().says(-1, -1, -1, -1, 1),
            "Expected a frame of at most 20971520 bytes, got the length -1"),
        foul(
            "more than there is memory for",
            ScriptedApp.begun().says(127, -1, -1, -1, 1),
            "Expected a frame of at most 20971520 bytes, got the length 2147483647"),
        foul(
            "what only the engine says",
            ScriptedApp.begun().says(FrameKind.CANCEL, NOTHING),
            "Did not expect CANCEL now"),
        foul(
            "outcomes of nothing",
            ScriptedApp.begun().says(FrameKind.OUTCOMES, body -> body.put(false).put(false)),
            "Did not expect OUTCOMES now"),
        foul(
            "an operation that is none",
            ScriptedApp.begun().says(FrameKind.CALL, body -> body.putInt(1).put(77)),
            "Expected one of [OPEN_RAW, "),
        foul(
            "a file that is not there",
            ScriptedApp.begun().calls(Operation.OPEN_RAW, body -> body.putInt(1)),
            "Expected the number of a file below 1, got 1"),
        foul(
            "a file below zero",
            ScriptedApp.begun().calls(Operation.RECORDS, body -> body.putInt(-1)),
            "Expected the number of a file below 1, got -1"),
        foul(
            "a stream that is not there",
            ScriptedApp.begun().calls(Operation.READ, body -> body.putInt(5).putInt(1)),
            "Expected an open stream and how much to read at most"),
        foul(
            "less than nothing of a stream",
            ScriptedApp.begun()
                .calls(Operation.OPEN, body -> body.putInt(0))
                .calls(Operation.READ, body -> body.putInt(1).putInt(-1)),
            "Expected an open stream and how much to read at most"),
        foul(
            "a reader that is not there",
            ScriptedApp.begun().calls(Operation.NEXT, body -> body.putInt(1)),
            "Expected an open reader, got 1"),
        foul(
            "a record that it has not been given",
            ScriptedApp.begun().says(FrameKind.SKIP, body -> body.putLong(1).putText("x")),
            "Expected a record that is held, got 1"),
        foul(
            "a table that it has not told",
            withRecord().says(FrameKind.WRITE, body -> body.putLong(1).putInt(3)),
            "Expected the number of a table below 0, got 3"),
        foul(
            "a statement that it has not prepared",
            ScriptedApp.begun().calls(Operation.EXECUTE, body -> body.put(1).putInt(0)),
            "Expected the number of a prepared statement below 0, got 0"),
        foul(
            "no statement at all",
            ScriptedApp.begun().calls(Operation.EXECUTE, body -> body.put(9)),
            "Expected the kind of a statement, got 9"),
        foul(
            "more texts than bytes",
            withRecord()
                .says(
                    FrameKind.WRITE,
                    body -> body.putLong(1).putInt(-1).putText("t").putInt(Integer.MAX_VALUE)),
            "Expected a number up to the 0 bytes left, got 2147483647"),
        foul("too many outcomes", wrangling(4), "Expected at most 3 outcomes, got more"),
        foul(
            "neither outcomes nor a failure",
            wrangling(0),
            "Expected an outcome or a failure, got neither"));
  }

  private static ScriptedApp withRecord() {
    return ScriptedApp.begun()
        .calls(Operation.RECORDS, body -> body.putInt(0))
        .calls(Operation.NEXT, body -> body.putInt(1));
  }

  private static ScriptedApp wrangling(int outcomes) {
    return ScriptedApp.begun()
        .calls(Operation.WRANGLE, NOTHING)
        .says(
            FrameKind.OUTCOMES,
            body -> {
              for (Outcome each : Collections.nCopies(outcomes, Outcome.skip("x"))) {
                new RowOutput().put(body.put(true), each);
              }
              body.put(false).put(false);
            });
  }

  private static Arguments foul(String name, ScriptedApp app, String message) {
    return Arguments.of(name, app, message);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("foul")
  void an_app_that_breaks_the_protocol_is_named_for_it(
      String name, ScriptedApp app, String message) {
    assertThatThrownBy(() -> app.to(context))
        .isInstanceOf(ProtocolException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void an_app_that_is_gone_within_a_frame_is_gone() {
    assertThatThrownBy(() -> ScriptedApp.begun().says(0, 0, 0, 9, 1, 0).to(context))
        .isInstanceOf(EOFException.class);
  }

  @Test
  void whatever_bytes_an_app_says_nothing_but_its_pipe_breaks() {
    byte[] fair = fair().bytes();
    Random random = new Random(4711);
    int broken = 0;
    for (int i = 0; i < 50_000; i++) {
      byte[] foul = fair.clone();
      for (int n = random.nextInt(4); n >= 0; n--) {
        int at = random.nextInt(foul.length);
        foul[at] = (byte) (random.nextBoolean() ? random.nextInt() : foul[at] ^ (1 << n));
      }
      try {
        ScriptedApp.serve(foul, context, new ByteArrayOutputStream());
      } catch (IOException e) {
        broken++;
      }
      context.asked.clear();
      context.wrangled.clear();
    }
    assertThat(broken).isBetween(25_000, 50_000);
  }
}
