package io.mysimbdp.engine.generate;

/** How generated rows are written. */
public enum FileFormat {
  /** Tabs between fields, nothing quoted. */
  TSV,
  /** RFC 4180: commas, quotes where needed. */
  CSV
}
