package io.mysimbdp.engine.plugin;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import org.jspecify.annotations.Nullable;

/** Why a JAR cannot be used, as the rest of a sentence that begins with its name. */
final class UnusablePluginException extends EngineException {

  private static final long serialVersionUID = 1L;

  UnusablePluginException(FailureCode code, String message) {
    super(code, message);
  }

  UnusablePluginException(FailureCode code, String message, @Nullable Throwable cause) {
    super(code, message, cause);
  }
}
