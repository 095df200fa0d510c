package io.mysimbdp.engine.bulk;

import io.mysimbdp.engine.log.ErrorOutput;
import java.io.InputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what a process says on its standard error, and keeps the end of it. */
final class LastWords {

  private static final Logger LOG = LoggerFactory.getLogger(LastWords.class);

  private static final int LONGEST_LINE = 1_000;

  private final ErrorOutput output;
  private final Thread reading;

  /** Begins to read. */
  LastWords(InputStream errors, OwnThreads threads) {
    this.output =
        new ErrorOutput(
            errors,
            LONGEST_LINE,
            line -> {
              LOG.debug("The process that writes SSTables says: {}", line);
              return true;
            });
    this.reading = threads.start(output::readAll, "bulk-log");
  }

  /** Returns the last lines; empty when there are none. */
  String text() {
    return output.lastWords();
  }

  /** Waits a little for the last line; to be called when the process has ended. */
  void awaitEnd(long millis) throws InterruptedException {
    reading.join(millis);
  }
}
