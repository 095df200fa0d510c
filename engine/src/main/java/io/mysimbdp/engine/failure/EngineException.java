package io.mysimbdp.engine.failure;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A failure whose message is made for people: one sentence with the offending value, what was
 * expected, and where. It is shown without its stack trace.
 */
public class EngineException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final FailureCode code;

  /** Makes a failure without a cause worth keeping. */
  public EngineException(FailureCode code, String message) {
    this(code, message, null);
  }

  /** Makes a failure with its cause, which goes to the log at debug level only. */
  public EngineException(FailureCode code, String message, @Nullable Throwable cause) {
    super(Objects.requireNonNull(message, "message"), cause);
    this.code = Objects.requireNonNull(code, "code");
  }

  /** Returns the kind of failure, and so its owner. */
  public FailureCode code() {
    return code;
  }

  /** Returns the message; never null, unlike that of other exceptions. */
  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
