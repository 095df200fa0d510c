package io.mysimbdp.engine.protocol;

/** What an app can ask for and waits for. Their order is part of the protocol. */
public enum Operation {
  /** Opens a file as it is: file → stream. */
  OPEN_RAW,
  /** Opens a file decompressed: file → stream. */
  OPEN,
  /** Reads: stream, at most → bytes; none at the end. */
  READ,
  /** Closes a stream or records: handle → nothing. */
  CLOSE,
  /** Opens the records of a file: file → reader, columns. */
  RECORDS,
  /** Reads records: reader → records, whether there may be more. */
  NEXT,
  /** Declares a record: file, line, offset, raw → record. */
  DECLARE,
  /** Drives the wrangler over all records: → nothing, once all are done. */
  WRANGLE,
  /** Waits until all before is done: → nothing. */
  SYNC,
  /** Prepares: text → statement. */
  PREPARE,
  /** Executes: statement → page. */
  EXECUTE,
  /** Fetches the next page: page → page. */
  NEXT_PAGE
}
