package io.mysimbdp.bench.write;

import java.io.IOException;
import java.nio.file.Path;

/** One that loads files, as a program of its own. */
interface Contender {

  /**
   * One call of it.
   *
   * @param work what is to be loaded
   * @param folder an empty folder for whatever it needs
   * @param id another one each time, of letters, digits and underscores
   */
  record Load(Work work, Path folder, String id) {}

  /** Returns the name as on the command line. */
  String name();

  /** Returns the program, ready to be started. */
  ProcessBuilder prepare(Load load) throws IOException;

  /**
   * Returns for how long it was loading, by its own account.
   *
   * @param out what it printed
   * @param err what it printed on standard error
   * @param rows how many rows there were
   * @throws IOException when it does not say
   */
  double loadingSeconds(String out, String err, long rows) throws IOException;

  /** Deletes what would take disk space for nothing. */
  default void tidy(Load load) throws IOException {}
}
