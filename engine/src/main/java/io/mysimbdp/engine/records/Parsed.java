package io.mysimbdp.engine.records;

/** What was found at a place in a file: a record, or what should have been one. */
public sealed interface Parsed permits ParsedRecord, MalformedRecord {

  /** Returns the number of the line on which it begins, from 1. */
  long line();

  /** Returns the offset in bytes at which it begins in the decompressed file, from 0. */
  long byteOffset();

  /** Returns it as it stands in the file, without the line end; cut when malformed and long. */
  String raw();
}
