package io.mysimbdp.engine.rehearsal;

import java.util.List;

/**
 * What runs of an app have left behind in the engine's process.
 *
 * @param runs how many runs there were
 * @param threads what the engine has said of threads that outlived their run; a line for each run
 * @param loaders how many class loaders are still in memory, after they were closed and garbage was
 *     collected
 * @param loaded how many class loaders there were
 * @param lines how many lines the app has logged or printed
 * @param records how many records it was given
 */
public record Leftovers(
    int runs, List<String> threads, int loaders, int loaded, long lines, long records) {

  /** Copies. */
  public Leftovers {
    threads = List.copyOf(threads);
  }
}
