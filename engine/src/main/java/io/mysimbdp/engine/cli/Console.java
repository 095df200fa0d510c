package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.terminal.StatusBlock;
import java.io.PrintWriter;

/**
 * Where the program prints: results to {@code out}, everything else to {@code err}, so that a
 * result can be piped.
 *
 * @param status lines that are kept up to date below what is printed to {@code err}
 */
record Console(PrintWriter out, PrintWriter err, StatusBlock status) {

  /** Makes a console that is no terminal. */
  Console(PrintWriter out, PrintWriter err) {
    this(out, err, StatusBlock.off());
  }
}
