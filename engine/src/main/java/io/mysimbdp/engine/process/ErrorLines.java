package io.mysimbdp.engine.process;

import io.mysimbdp.engine.log.EventLog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.MDC;

/**
 * Reads what the process of an app says on its standard error: its log lines, and last words of its
 * JVM. Safe for several threads.
 */
final class ErrorLines {

  private static final int MOST_KEPT = 5;
  private static final int LONGEST_LINE = 16_000;

  private final Logger log;
  private final Thread reading;
  // Guarded by this.
  private final Deque<String> ofJvm = new ArrayDeque<>();

  /** Begins to read. */
  ErrorLines(InputStream errors, String tenant, String runId, Logger log) {
    this.log = log;
    this.reading =
        new Thread(
            () -> {
              MDC.put(EventLog.TENANT, tenant);
              MDC.put(EventLog.RUN, runId);
              readAll(errors);
            },
            "app-log-" + tenant);
    reading.setDaemon(true);
    reading.start();
  }

  private void readAll(InputStream errors) {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(errors, StandardCharsets.UTF_8))) {
      StringBuilder line = new StringBuilder();
      for (int next = in.read(); next >= 0; next = in.read()) {
        if (next == '\n') {
          take(line.toString());
          line.setLength(0);
        } else if (line.length() < LONGEST_LINE) {
          line.append(Character.isISOControl(next) ? ' ' : (char) next);
        }
      }
      take(line.toString());
    } catch (IOException e) {
      log.debug("The process of the app says no more", e);
    }
  }

  private void take(String line) {
    if (line.length() < 2 || line.charAt(1) != '|') {
      keep(line);
      return;
    }
    String message = line.substring(2);
    switch (line.charAt(0)) {
      case 'T' -> log.trace("{}", message);
      case 'D' -> log.debug("{}", message);
      case 'I' -> log.info("{}", message);
      case 'W' -> log.warn("{}", message);
      case 'E', 'F' -> log.error("{}", message);
      default -> keep(line);
    }
  }

  private synchronized void keep(String line) {
    if (!line.isBlank()) {
      log.warn("{}", line);
      ofJvm.addLast(line.strip());
      if (ofJvm.size() > MOST_KEPT) {
        ofJvm.removeFirst();
      }
    }
  }

  /** Returns the last lines that are no log lines; empty when there are none. */
  synchronized String lastWords() {
    return String.join("; ", ofJvm);
  }

  /** Waits a little for the last line; to be called when the process has ended. */
  void awaitEnd(long millis) throws InterruptedException {
    reading.join(millis);
  }
}
