package io.mysimbdp.bench.write;

import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of the small programs of these benchmarks.
 *
 * @param name as on the command line
 * @param command makes its command line
 */
record ProgramContender(String name, Function<Load, List<String>> command) implements Contender {

  private static final Pattern LOADED = Pattern.compile("loaded rows=(\\d+) seconds=([0-9.]+)");

  @Override
  public ProcessBuilder prepare(Load load) {
    return new ProcessBuilder(command.apply(load));
  }

  @Override
  public double loadingSeconds(String out, String err, long rows) throws IOException {
    Matcher loaded = LOADED.matcher(out);
    if (!loaded.find()) {
      throw new IOException("it did not say that it has loaded");
    }
    return Double.parseDouble(loaded.group(2));
  }
}
