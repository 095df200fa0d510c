package io.mysimbdp.engine.confine;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;

/** Takes what an app prints to its log, line by line. Safe for all threads. */
final class Prints extends OutputStream {

  private static final int LONGEST_LINE_BYTES = 8 << 10;

  private final Logger log;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  private Prints(Logger log) {
    this.log = log;
  }

  /** Returns a stream to the log of the run that calls; of no run, to nowhere. */
  static PrintStream current() {
    RunThreads run = RunThreads.current();
    return run == null
        ? new PrintStream(nullOutputStream(), false, StandardCharsets.UTF_8)
        : run.prints();
  }

  static PrintStream to(Logger log) {
    return new PrintStream(new Prints(log), false, StandardCharsets.UTF_8);
  }

  @Override
  public synchronized void write(int b) {
    if (b == '\n') {
      end();
    } else if (b != '\r') {
      line.write(b);
      if (line.size() == LONGEST_LINE_BYTES) {
        end();
      }
    }
  }

  private void end() {
    // As an argument: text of the app is no pattern.
    log.info("{}", line.toString(StandardCharsets.UTF_8));
    line.reset();
  }
}
