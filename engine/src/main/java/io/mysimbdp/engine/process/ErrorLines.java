package io.mysimbdp.engine.process;

import io.mysimbdp.engine.log.ErrorOutput;
import io.mysimbdp.engine.log.EventLog;
import java.io.InputStream;
import org.slf4j.Logger;
import org.slf4j.MDC;

/**
 * Reads what the process of an app says on its standard error: its log lines, and last words of its
 * JVM. Safe for several threads.
 */
final class ErrorLines {

  private static final int LONGEST_LINE = 16_000;

  private final Logger log;
  private final ErrorOutput output;
  private final Thread reading;

  /** Begins to read. */
  ErrorLines(InputStream errors, String tenant, String runId, Logger log) {
    this.log = log;
    this.output = new ErrorOutput(errors, LONGEST_LINE, this::isOfJvm);
    this.reading =
        new Thread(
            () -> {
              MDC.put(EventLog.TENANT, tenant);
              MDC.put(EventLog.RUN, runId);
              output.readAll();
            },
            "app-log-" + tenant);
    reading.setDaemon(true);
    reading.start();
  }

  /** Logs a line, and tells whether it is no log line of the app. */
  private boolean isOfJvm(String line) {
    boolean isLogged = line.length() > 1 && line.charAt(1) == '|';
    String message = isLogged ? line.substring(2) : line;
    switch (isLogged ? line.charAt(0) : ' ') {
      case 'T' -> log.trace("{}", message);
      case 'D' -> log.debug("{}", message);
      case 'I' -> log.info("{}", message);
      case 'W' -> log.warn("{}", message);
      case 'E', 'F' -> log.error("{}", message);
      default -> {
        log.warn("{}", line);
        return true;
      }
    }
    return false;
  }

  /** Returns the last lines that are no log lines; empty when there are none. */
  String lastWords() {
    return output.lastWords();
  }

  /** Waits a little for the last line; to be called when the process has ended. */
  void awaitEnd(long millis) throws InterruptedException {
    reading.join(millis);
  }
}
