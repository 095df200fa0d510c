package io.mysimbdp.engine.cli;

/** How a report is rendered. */
enum ReportFormat {
  TEXT,
  JSON,
  CSV,
  HTML
}
