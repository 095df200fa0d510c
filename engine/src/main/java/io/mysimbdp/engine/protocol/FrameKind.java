package io.mysimbdp.engine.protocol;

/** The kinds of frames. Their order is part of the protocol: new ones go to the end. */
public enum FrameKind {
  /** To the app: everything it needs to begin; first of all. */
  START,
  /**
   * To the engine: the version of the protocol; the app has been created, and its {@code ingest}
   * begins. The first one, unless that fails.
   */
  HELLO,
  /** To the engine: a call that is answered by {@link #RESULT} or {@link #ERROR}. */
  CALL,
  /** To the app: what a call returns. */
  RESULT,
  /** To the app: what a call throws. */
  ERROR,
  /** To the app: records for its wrangler. */
  RECORDS,
  /** To the engine: what the wrangler made of them. */
  OUTCOMES,
  /** To the engine: a row; not answered, like the next four. */
  WRITE,
  /** To the engine: a record to be put aside. */
  REJECT,
  /** To the engine: a record to be left out. */
  SKIP,
  /** To the engine: records that the app has let go. */
  RELEASE,
  /** To the engine: what the app is doing. */
  PROGRESS,
  /** To the engine: the app has more threads than it may have. */
  TOO_MANY_THREADS,
  /** To the app: the run has been cancelled. */
  CANCEL,
  /** To the engine: the app has returned, or thrown; last of all. */
  DONE;

  /** Returns the number that stands for it. */
  @SuppressWarnings("EnumOrdinal") // The order is a part of the protocol.
  int code() {
    return ordinal();
  }
}
