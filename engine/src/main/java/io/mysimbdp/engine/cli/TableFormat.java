package io.mysimbdp.engine.cli;

/** How a table is printed that is taken into a spreadsheet as well. */
enum TableFormat {
  TEXT,
  JSON,
  CSV
}
