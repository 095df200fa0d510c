package io.mysimbdp.engine.bulk;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what a process says on its standard error, and keeps the end of it. */
final class LastWords {

  private static final Logger LOG = LoggerFactory.getLogger(LastWords.class);

  private static final int MOST_KEPT = 5;
  private static final int LONGEST_LINE = 1_000;

  private final Thread reading;
  // Guarded by this.
  private final Deque<String> lines = new ArrayDeque<>();

  /** Begins to read. */
  LastWords(InputStream errors, OwnThreads threads) {
    this.reading = threads.start(() -> readAll(errors), "bulk-log");
  }

  private void readAll(InputStream errors) {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(errors, StandardCharsets.UTF_8))) {
      StringBuilder line = new StringBuilder();
      for (int next = in.read(); next >= 0; next = in.read()) {
        if (next == '\n') {
          keep(line.toString());
          line.setLength(0);
        } else if (line.length() < LONGEST_LINE) {
          line.append(Character.isISOControl(next) ? ' ' : (char) next);
        }
      }
      keep(line.toString());
    } catch (IOException e) {
      LOG.debug("The process that writes SSTables says no more", e);
    }
  }

  private synchronized void keep(String line) {
    if (!line.isBlank()) {
      LOG.debug("The process that writes SSTables says: {}", line);
      lines.addLast(line.strip());
      if (lines.size() > MOST_KEPT) {
        lines.removeFirst();
      }
    }
  }

  /** Returns the last lines; empty when there are none. */
  synchronized String text() {
    return String.join("; ", lines);
  }

  /** Waits a little for the last line; to be called when the process has ended. */
  void awaitEnd(long millis) throws InterruptedException {
    reading.join(millis);
  }
}
