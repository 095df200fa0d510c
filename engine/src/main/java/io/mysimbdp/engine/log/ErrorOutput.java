package io.mysimbdp.engine.log;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What another process says on its standard error, of which the end is kept. Safe for several
 * threads.
 */
public final class ErrorOutput {

  private static final Logger LOG = LoggerFactory.getLogger(ErrorOutput.class);

  private static final int MOST_KEPT = 5;

  private final InputStream errors;
  private final int longestLine;
  private final Predicate<String> lines;
  // Guarded by this.
  private final Deque<String> kept = new ArrayDeque<>();

  /**
   * Reads nothing yet.
   *
   * @param errors the standard error of the process, in UTF-8
   * @param longestLine in characters; what a line has beyond it is left out
   * @param lines gets every line that is not blank, without control characters, and tells whether
   *     it is to be kept
   */
  public ErrorOutput(InputStream errors, int longestLine, Predicate<String> lines) {
    this.errors = errors;
    this.longestLine = longestLine;
    this.lines = lines;
  }

  /** Reads until the process says no more, and closes its output. For one thread, once. */
  public void readAll() {
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(errors, StandardCharsets.UTF_8))) {
      StringBuilder line = new StringBuilder();
      for (int next = in.read(); next >= 0; next = in.read()) {
        if (next == '\n') {
          take(line.toString());
          line.setLength(0);
        } else if (line.length() < longestLine) {
          line.append(Character.isISOControl(next) ? ' ' : (char) next);
        }
      }
      take(line.toString());
    } catch (IOException e) {
      LOG.debug("The standard error of a process cannot be read any more", e);
    }
  }

  private void take(String line) {
    if (!line.isBlank() && lines.test(line)) {
      keep(line.strip());
    }
  }

  private synchronized void keep(String line) {
    kept.addLast(line);
    if (kept.size() > MOST_KEPT) {
      kept.removeFirst();
    }
  }

  /** Returns the last lines of those to be kept; empty when there are none. */
  public synchronized String lastWords() {
    return String.join("; ", kept);
  }
}
