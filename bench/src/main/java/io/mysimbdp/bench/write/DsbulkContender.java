package io.mysimbdp.bench.write;

import io.mysimbdp.bench.rows.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The loader that DataStax gives away.
 *
 * @param name as on the command line
 * @param libraries the folder with its JARs
 * @param server what it writes to
 * @param tuning further options
 */
record DsbulkContender(String name, Path libraries, Server server, List<String> tuning)
    implements Contender {

  /** The best of what was tried; bench/README.md says what that was. */
  static final List<String> TUNING =
      List.of(
          "--batch.mode",
          "REPLICA_SET",
          "--batch.maxBatchStatements",
          "100",
          "--batch.bufferSize",
          "100",
          "--batch.maxSizeInBytes",
          "100000",
          "--engine.maxConcurrentQueries",
          "32");

  private static final String MAIN = "com.datastax.oss.dsbulk.runner.DataStaxBulkLoader";
  // The columns total, failed and rows/s; the line is printed again and again.
  private static final Pattern PROGRESS =
      Pattern.compile("([0-9,]+) \\| +([0-9,]+) \\| +([0-9,]+) \\|");

  @Override
  public ProcessBuilder prepare(Load load) {
    List<String> command = new ArrayList<>(Programs.java());
    command.addAll(List.of("-cp", libraries.resolve("*").toString(), MAIN, "load"));
    command.addAll(List.of("-url", load.work().source().toString()));
    command.addAll(List.of("-k", Shape.KEYSPACE));
    command.addAll(List.of("-t", load.work().shape().table()));
    command.addAll(List.of("-h", server.host(), "-port", String.valueOf(server.port())));
    // In a folder it would look for *.csv.
    command.addAll(List.of("--connector.csv.fileNamePattern", "**/*.tsv"));
    command.addAll(List.of("-header", "true", "-delim", "\\t"));
    // Nothing is quoted in these files; a quote is a character like others.
    command.addAll(List.of("--connector.csv.quote", "\\u0000"));
    command.addAll(List.of("--connector.csv.escape", "\\u0000"));
    command.addAll(List.of("--codec.booleanStrings", "[\"Y:N\"]"));
    // The default refuses texts that are longer than 4,096 characters.
    command.addAll(List.of("--connector.csv.maxCharsPerColumn", "65536"));
    command.addAll(List.of("--log.directory", load.folder().resolve("logs").toString()));
    command.addAll(tuning);
    return new ProcessBuilder(command);
  }

  @Override
  public double loadingSeconds(String out, String err, long rows) throws IOException {
    Matcher progress = PROGRESS.matcher(err);
    double rate = 0;
    while (progress.find()) {
      // The mean since loading began.
      rate = Double.parseDouble(progress.group(3).replace(",", ""));
    }
    if (rate == 0) {
      throw new IOException("no rate in its last line");
    }
    return rows / rate;
  }
}
