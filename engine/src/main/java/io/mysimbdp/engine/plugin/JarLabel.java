package io.mysimbdp.engine.plugin;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import org.jspecify.annotations.Nullable;

/**
 * How a JAR is called in messages, and the maker of its refusals.
 *
 * @param jar the file's name
 */
record JarLabel(String jar) {

  /** Returns a failure whose message is the label and then {@code rest}. */
  EngineException refusal(FailureCode code, String rest) {
    return refusal(code, rest, null);
  }

  /** Returns a failure with a cause whose message is the label and then {@code rest}. */
  EngineException refusal(FailureCode code, String rest, @Nullable Throwable cause) {
    return new EngineException(code, this + " " + rest, cause);
  }

  @Override
  public String toString() {
    return "plugins/" + jar;
  }
}
