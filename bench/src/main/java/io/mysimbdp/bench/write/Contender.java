package io.mysimbdp.bench.write;

import io.mysimbdp.bench.rows.Shape;
import java.io.IOException;
import java.nio.file.Path;

/** One that loads a file, as a program of its own. */
interface Contender {

  /**
   * What is to be loaded.
   *
   * @param shape into which table
   * @param file which rows
   * @param folder an empty folder for whatever it needs
   * @param id another one each time, of letters and digits
   */
  record Load(Shape shape, Path file, Path folder, String id) {}

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
