package io.mysimbdp.engine.cassandra;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * What a server writes into its log from now on. That it listens is told by nothing else for sure:
 * two that start at the same time may have been given one port, and then the other one answers.
 */
final class StartLog {

  /** The last thing that Cassandra does in a start, once it listens. */
  private static final String COMPLETE = " Startup complete";

  private final Path log;
  private final long from;

  private StartLog(Path log, long from) {
    this.log = log;
    this.from = from;
  }

  /** Begins at the present end of a log, which need not exist. */
  static StartLog from(Path log) {
    try {
      return new StartLog(log, Files.size(log));
    } catch (NoSuchFileException e) {
      return new StartLog(log, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Tells whether the server says that it is up. */
  boolean isComplete() {
    try (InputStream said = Files.newInputStream(log)) {
      // A log that has become shorter has been begun anew.
      said.skipNBytes(Files.size(log) < from ? 0 : from);
      return new String(said.readAllBytes(), StandardCharsets.ISO_8859_1)
          .lines()
          .anyMatch(line -> line.endsWith(COMPLETE));
    } catch (EOFException e) {
      return false;
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
