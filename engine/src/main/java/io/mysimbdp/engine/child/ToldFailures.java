package io.mysimbdp.engine.child;

import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.servererrors.OverloadedException;
import com.datastax.oss.driver.api.core.servererrors.SyntaxError;
import com.datastax.oss.driver.api.core.servererrors.UnauthorizedException;
import io.mysimbdp.engine.confine.RefusedCallException;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.failure.RefusedStatementException;
import io.mysimbdp.engine.failure.RetoldException;
import io.mysimbdp.engine.protocol.Failure;
import io.mysimbdp.engine.protocol.Failure.Kind;
import io.mysimbdp.engine.run.AppError;
import io.mysimbdp.tenant.UnusableFileException;
import java.io.IOException;

/** Makes exceptions of what the engine tells, and tells it of those of the app. */
final class ToldFailures {

  private ToldFailures() {}

  /**
   * Returns what a call of the app throws; an exception of its very kind, as far as there is one.
   */
  static Exception exception(Failure failure) {
    String message = failure.message();
    String name = String.valueOf(failure.name());
    return switch (failure.kind()) {
      case ILLEGAL_ARGUMENT -> new IllegalArgumentException(message);
      // The engine throws no other one from a call of an app.
      case SECURITY -> new RefusedStatementException(message);
      case IO -> new IOException(message);
      case INTERRUPTED -> new InterruptedException(message);
      case UNUSABLE_FILE -> new UnusableFileException(name, message);
      case ENGINE -> new ToldException(codeNamed(name), message, failure.number());
      case DRIVER -> driver(name, message);
      default -> new IllegalStateException(message);
    };
  }

  private static FailureCode codeNamed(String name) {
    try {
      return FailureCode.valueOf(name);
    } catch (IllegalArgumentException e) {
      return FailureCode.INTERNAL;
    }
  }

  /** The node, which the driver's exceptions name, is known to the engine alone. */
  @SuppressWarnings("NullAway")
  private static DriverException driver(String name, String message) {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "InvalidQueryException" -> new InvalidQueryException(null, message);
      case "SyntaxError" -> new SyntaxError(null, message);
      case "UnauthorizedException" -> new UnauthorizedException(null, message);
      case "OverloadedException" -> new OverloadedException(null, message);
      case "DriverTimeoutException" -> new DriverTimeoutException(message);
      default ->
          new RemoteDriverException(name.substring(name.lastIndexOf('.') + 1) + ": " + message);
    };
  }

  /**
   * Returns what the engine is told of something that the app has thrown.
   *
   * @param what begins the sentence, such as {@code app acme.App failed}
   */
  static Failure failure(Throwable thrown, Class<?> app, String what) {
    if (thrown instanceof ToldException told) {
      return new Failure(Kind.ENGINE, told.number(), told.code().name(), told.getMessage());
    }
    if (thrown instanceof EngineException ours) {
      return Failure.of(kindOf(ours.code()), ours.getMessage());
    }
    if (thrown instanceof RefusedCallException) {
      return Failure.of(Kind.REFUSED_CALL, RetoldException.messageOf(thrown));
    }
    if (thrown instanceof UnusableFileException unusable) {
      return new Failure(
          Kind.UNUSABLE_FILE, 0, unusable.file(), RetoldException.messageOf(unusable));
    }
    if (thrown instanceof IOException) {
      return Failure.of(Kind.IO, RetoldException.messageOf(thrown));
    }
    if (thrown instanceof InterruptedException) {
      return Failure.of(Kind.INTERRUPTED, RetoldException.messageOf(thrown));
    }
    return Failure.of(
        thrown instanceof RefusedStatementException ? Kind.REFUSED_STATEMENT : Kind.APP,
        what + ": " + AppError.describe(thrown, app) + (isHeap(thrown) ? heap() : ""));
  }

  private static Kind kindOf(FailureCode code) {
    return switch (code) {
      case CALL_REFUSED -> Kind.REFUSED_CALL;
      case PLUGIN_BROKEN_CLASS -> Kind.BROKEN_CLASS;
      case STATEMENT_REFUSED -> Kind.REFUSED_STATEMENT;
      default -> Kind.APP;
    };
  }

  private static boolean isHeap(Throwable thrown) {
    return thrown instanceof OutOfMemoryError;
  }

  private static String heap() {
    return "; of its heap, its process may use "
        + (Runtime.getRuntime().maxMemory() >> 20)
        + " MiB";
  }
}
