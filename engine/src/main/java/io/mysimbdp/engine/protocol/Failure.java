package io.mysimbdp.engine.protocol;

import org.jspecify.annotations.Nullable;

/**
 * An exception on its way to the other side.
 *
 * @param kind what to make of it
 * @param number of a failure of the engine, by which it knows it again; else 0
 * @param name a file, or the name of a class; null where neither matters
 * @param message one sentence
 */
public record Failure(Kind kind, int number, @Nullable String name, String message) {

  private static final int LONGEST_MESSAGE = 8_000;

  /** What to make of an exception on the other side. Their order is part of the protocol. */
  public enum Kind {
    /** {@link IllegalArgumentException}. */
    ILLEGAL_ARGUMENT,
    /** {@link IllegalStateException}. */
    ILLEGAL_STATE,
    /** {@link SecurityException}. */
    SECURITY,
    /** {@link java.io.IOException}. */
    IO,
    /** {@link InterruptedException}. */
    INTERRUPTED,
    /** A file that does not hold what its app expects. */
    UNUSABLE_FILE,
    /** A failure of the engine, by its number. */
    ENGINE,
    /** An exception of the driver's, by the name of its class. */
    DRIVER,
    /** A call that the app may not make. */
    REFUSED_CALL,
    /** An app that cannot be created. */
    BROKEN_CLASS,
    /** A statement that the app may not send, which it has not caught. */
    REFUSED_STATEMENT,
    /** Anything else that an app has thrown. */
    APP
  }

  /** Cuts a message that is too long. */
  public Failure {
    if (message.length() > LONGEST_MESSAGE) {
      message = message.substring(0, LONGEST_MESSAGE) + "…";
    }
  }

  /** Makes a failure without a name. */
  public static Failure of(Kind kind, @Nullable String message) {
    return new Failure(kind, 0, null, String.valueOf(message));
  }

  /** Writes it. */
  public void to(WireOutput out) {
    out.put(kind).putInt(number).putTextOrNull(name).putText(message);
  }

  /** Reads one. */
  public static Failure from(WireInput in) throws ProtocolException {
    return new Failure(in.oneOf(Kind.values()), in.getInt(), in.getTextOrNull(), in.getText());
  }
}
