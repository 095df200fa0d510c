package io.mysimbdp.engine.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusBlockTest {

  private final Screen screen = new Screen();
  private final StatusBlock block = new StatusBlock(screen.stream(), 40);
  private final PrintStream print = new PrintStream(block.stream(), true, StandardCharsets.UTF_8);

  @Test
  void its_lines_stay_below_what_is_printed() {
    print.println("one");
    block.show(List.of("a 10 %", "b 20 %"));
    print.println("two");
    block.show(List.of("a 30 %", "b 40 %"));
    print.println("three");

    assertThat(screen.lines()).containsExactly("one", "two", "three", "a 30 %", "b 40 %");
  }

  @Test
  void a_terminal_that_has_gone_fails_nothing() {
    StatusBlock alone =
        new StatusBlock(
            new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                throw new IOException("nobody is there");
              }
            },
            40);

    assertThatCode(
            () -> {
              alone.show(List.of("a 10 %"));
              alone.show(List.of("a 20 %"));
              alone.clear();
            })
        .doesNotThrowAnyException();
  }

  @Test
  void it_grows_and_shrinks_and_leaves_nothing_behind() {
    block.show(List.of("a"));
    block.show(List.of("a", "b", "c"));
    assertThat(screen.lines()).containsExactly("a", "b", "c");
    block.show(List.of("c"));
    assertThat(screen.lines()).containsExactly("c");
    block.clear();
    print.println("the end");

    assertThat(screen.lines()).containsExactly("the end");
  }

  @Test
  void a_line_that_comes_in_pieces_is_not_torn() {
    block.show(List.of("a 10 %"));
    print.print("half a ");
    block.show(List.of("a 20 %"));
    assertThat(screen.lines()).containsExactly("half a ");
    print.print("line\n");

    assertThat(screen.lines()).containsExactly("half a line", "a 20 %");
  }

  @Test
  void what_is_too_long_is_cut_and_what_moves_the_cursor_is_harmless() {
    block.show(List.of("x".repeat(100), "evil\n\u001b[2Jline"));

    assertThat(screen.lines()).containsExactly("x".repeat(39), "evil\\n\ufffd[2Jline");
  }

  @Test
  void many_threads_print_while_it_is_drawn() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String name = "thread " + i;
      threads.add(
          new Thread(
              () -> {
                for (int j = 0; j < 100; j++) {
                  print.println(name);
                  block.show(List.of(name + " " + j));
                }
              }));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    block.clear();

    assertThat(screen.lines()).hasSize(400).allMatch(line -> line.matches("thread \\d"));
  }

  @ParameterizedTest(name = "columns {0}, TERM {1}, CI {2}: {3}")
  @CsvSource(
      nullValues = "-",
      value = {
        "-,   xterm, '',   false",
        "120, xterm, '',   true",
        "0,   vt100, '',   true",
        "'',  xterm, '',   true",
        "120, dumb,  '',   false",
        "120, '',    '',   false",
        "120, xterm, true, false",
      })
  void it_is_shown_only_where_somebody_looks_at_a_terminal(
      String columns, String term, String ci, boolean isOn) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StatusBlock some = StatusBlock.on(out, columns, Map.of("TERM", term, "CI", ci));
    some.show(List.of("a"));

    assertThat(some.isOn()).isEqualTo(isOn);
    assertThat(out.size() > 0).isEqualTo(isOn);
  }
}
