package io.mysimbdp.engine.cli;

/** How a result is printed. */
enum OutputFormat {
  TEXT,
  JSON
}
