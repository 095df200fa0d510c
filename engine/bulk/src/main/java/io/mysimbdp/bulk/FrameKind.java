package io.mysimbdp.bulk;

/** The kinds of frames. Their order is part of the protocol: new ones go to the end. */
public enum FrameKind {
  /** To the process: a {@link WriterStart}; first of all. */
  START,
  /** To the process: rows, one behind the other, as {@link RowReader} reads them. */
  ROWS,
  /** To the process: the rows so far are to become SSTables that are complete. No body. */
  FINISH,
  /** To the engine: the version of the protocol; the table is understood. */
  READY,
  /** To the engine: a {@link Written}, of what has been done since the start. */
  PROGRESS,
  /** To the engine: the number of a row, from 0 on, and why it cannot be written. */
  REFUSED,
  /** To the engine: a {@link Written}, of what has been done since the start. */
  FINISHED,
  /** To the engine: why nothing can be written any more. */
  FAILED,
  /** To the process: it is to say when it has accepted the rows so far. No body. */
  MARK,
  /** To the engine: the number of a row; none of those before it will be refused any more. */
  ACCEPTED,
  /** To the process: a {@link StreamOrder}, for a round that is complete. */
  STREAM,
  /**
   * To the engine: the number of a round, and why not all nodes have its rows; nothing if they do.
   */
  STREAMED;

  /** Returns the number that stands for it. */
  @SuppressWarnings("EnumOrdinal") // The order is a part of the protocol.
  int code() {
    return ordinal();
  }
}
