package io.mysimbdp.engine.cli;

/** How a document is written that is sent to somebody. */
enum DocumentFormat {
  TEXT,
  JSON,
  CSV,
  HTML
}
