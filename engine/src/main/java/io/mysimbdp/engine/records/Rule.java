package io.mysimbdp.engine.records;

/** What a malformed record violates. Names are stable: they stand in the rejects. */
public enum Rule {
  /** It has more or fewer columns than the header. */
  COLUMN_COUNT,
  /** A quote is opened and never closed. */
  UNTERMINATED_QUOTE,
  /** Something other than a delimiter or a line end follows a closing quote. */
  TEXT_AFTER_QUOTE,
  /** A byte is not of the encoding. */
  INVALID_ENCODING,
  /** It holds a NUL byte. */
  NUL,
  /** It is longer than the dialect allows. */
  RECORD_TOO_LONG,
  /** A field is longer than the dialect allows. */
  FIELD_TOO_LONG
}
