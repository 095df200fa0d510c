package io.mysimbdp.engine.cli;

import java.io.PrintWriter;

/**
 * Where the program prints: results to {@code out}, everything else to {@code err}, so that a
 * result can be piped.
 */
record Console(PrintWriter out, PrintWriter err) {}
