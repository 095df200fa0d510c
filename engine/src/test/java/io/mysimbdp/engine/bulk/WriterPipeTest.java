package io.mysimbdp.engine.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mysimbdp.bulk.FrameKind;
import io.mysimbdp.bulk.WriterStart;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What processes do that do not do as they are told; none of these is a JVM. */
class WriterPipeTest {

  private static final Duration LOOK = Duration.ofSeconds(20);
  private static final WriterStart START =
      new WriterStart(
          new WriterStart.TableSchema(
              "k", "t", List.of(), "", "", List.of("c"), List.of(0), List.of(), false),
          "/tmp",
          "bti",
          1,
          1 << 20);

  /** Each look at the clock takes 20 seconds. */
  private final AtomicLong nanos = new AtomicLong();

  private WriterPipe pipe(Process process) {
    return pipe(process, () -> nanos.addAndGet(LOOK.toNanos()));
  }

  private static WriterPipe pipe(Process process, LongSupplier nanoTime) {
    return new WriterPipe(
        process,
        new WriterLauncher(Path.of("none"), 7L << 20),
        START,
        Duration.ofSeconds(60),
        nanoTime,
        new ToldVerdicts(new ArrayList<>()));
  }

  private static Process shell(String script) throws IOException {
    return new ProcessBuilder("/bin/sh", "-c", script).start();
  }

  @Test
  void one_that_does_nothing_is_ended() throws Exception {
    Process process = shell("exec sleep 600");
    try (WriterPipe pipe = pipe(process)) {
      assertThatThrownBy(pipe::awaitReady)
          .isInstanceOf(EngineException.class)
          .hasMessage("the process that writes SSTables has done nothing for 60 s and is ended");
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          printf '\\177\\0\\0\\0\\0'; exec sleep 600 | INTERNAL        | broke the protocol: Expected a frame of at most 65536 bytes
          printf '\\0\\0\\0\\0\\3'; exec sleep 600        | INTERNAL        | broke the protocol: Expected 4 bytes
          printf '\\0\\0\\0\\0\\0'; exec sleep 600        | INTERNAL        | broke the protocol: Did not expect START
          printf '\\0\\0\\0\\4\\3\\0\\0\\0\\7'; exec sleep 600 | INTERNAL    | broke the protocol: Expected version 2, got 7
          printf '\\0\\0\\0\\7\\7\\0\\0\\0\\3why'; exec sleep 600 | CASSANDRA_WRITE | no SSTables can be written: why
          echo 'last words' >&2; exit 9              | CASSANDRA_WRITE | ended by itself, exit code 9: last words
          exit 3                                     | MEMORY          | ended by itself, exit code 3; its heap is 7 MiB
          """)
  void one_that_breaks_its_word_is_found_out(String script, FailureCode code, String said)
      throws Exception {
    // However long the shell takes to begin.
    try (WriterPipe pipe = pipe(shell(script), () -> 0L)) {
      assertThatThrownBy(pipe::awaitReady)
          .isInstanceOfSatisfying(EngineException.class, e -> assertThat(e.code()).isEqualTo(code))
          .hasMessageContaining(said);
      assertThatThrownBy(() -> pipe.send(new WriterPipe.Chunk(FrameKind.FINISH, new byte[0], 0)))
          .as("from then on, whatever is asked of it")
          .hasMessageContaining(said);
    }
  }

  @Test
  void what_became_of_a_stream_is_told_to_whoever_waits_for_that_round() throws Exception {
    String told = "printf '\\0\\0\\0\\013\\013\\0\\0\\0\\003\\0\\0\\0\\003why'; exec sleep 600";
    try (WriterPipe pipe = pipe(shell(told), () -> 0L)) {
      assertThat(pipe.awaitStreamed(3)).isEqualTo("why");
    }
    try (WriterPipe pipe = pipe(shell(told))) {
      assertThatThrownBy(() -> pipe.awaitStreamed(2)).hasMessageContaining("has done nothing");
    }
  }

  @Test
  void who_waits_for_it_can_be_interrupted_and_ends_it() throws Exception {
    Process process = shell("exec sleep 600");
    try (WriterPipe pipe = pipe(process)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(pipe::awaitReady).isInstanceOf(InterruptedException.class);
    }
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
  }

  @Test
  void more_than_it_takes_is_held_back_and_not_kept() throws Exception {
    AtomicInteger sent = new AtomicInteger();
    try (WriterPipe pipe = pipe(shell("exec sleep 600"))) {
      byte[] body = new byte[1 << 16];
      assertThatThrownBy(
              () -> {
                while (true) {
                  pipe.send(new WriterPipe.Chunk(FrameKind.ROWS, body, body.length));
                  sent.incrementAndGet();
                }
              })
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("has done nothing");
    }
    assertThat(sent.get()).as("what the queue and the pipe hold").isBetween(1, 10);
  }
}
