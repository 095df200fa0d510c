package io.mysimbdp.engine.process;

import com.datastax.oss.driver.api.core.DriverException;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.protocol.Failure;
import io.mysimbdp.engine.protocol.Failure.Kind;
import io.mysimbdp.tenant.UnusableFileException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Exceptions on their way to an app and back. The engine's own failures are remembered, so that one
 * which an app lets through comes back as what it was; an app cannot make one up. For one thread.
 */
final class Failures {

  private static final int MOST_REMEMBERED = 64;

  private final Map<Integer, EngineException> remembered =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, EngineException> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };
  private int number;

  /** Returns what an app is told of an exception that one of its calls has met. */
  synchronized Failure toApp(Throwable thrown) {
    String message = String.valueOf(thrown.getMessage());
    if (thrown instanceof EngineException failure) {
      remembered.put(++number, failure);
      return new Failure(Kind.ENGINE, number, failure.code().name(), message);
    }
    if (thrown instanceof UnusableFileException unusable) {
      return new Failure(Kind.UNUSABLE_FILE, 0, unusable.file(), message);
    }
    if (thrown instanceof DriverException) {
      return new Failure(Kind.DRIVER, 0, thrown.getClass().getName(), message);
    }
    return Failure.of(kindOf(thrown), thrown instanceof Error ? thrown.toString() : message);
  }

  private static Kind kindOf(Throwable thrown) {
    if (thrown instanceof IllegalArgumentException) {
      return Kind.ILLEGAL_ARGUMENT;
    }
    if (thrown instanceof SecurityException) {
      return Kind.SECURITY;
    }
    if (thrown instanceof IOException) {
      return Kind.IO;
    }
    return thrown instanceof InterruptedException ? Kind.INTERRUPTED : Kind.ILLEGAL_STATE;
  }

  /**
   * Throws what an app has failed with.
   *
   * @throws IOException when it has let one through
   * @throws InterruptedException when it was interrupted
   */
  void rethrow(Failure failure) throws IOException, InterruptedException {
    switch (failure.kind()) {
      case IO -> throw new IOException(failure.message());
      case INTERRUPTED -> throw new InterruptedException(failure.message());
      default -> throw unchecked(failure);
    }
  }

  private synchronized RuntimeException unchecked(Failure failure) {
    EngineException own = remembered.get(failure.number());
    if (failure.kind() == Kind.ENGINE && own != null) {
      return own;
    }
    String file = failure.name();
    if (failure.kind() == Kind.UNUSABLE_FILE && file != null) {
      return new UnusableFileException(file, failure.message());
    }
    return new EngineException(codeOf(failure.kind()), failure.message());
  }

  private static FailureCode codeOf(Kind kind) {
    return switch (kind) {
      case REFUSED_CALL -> FailureCode.CALL_REFUSED;
      case BROKEN_CLASS -> FailureCode.PLUGIN_BROKEN_CLASS;
      case REFUSED_STATEMENT -> FailureCode.STATEMENT_REFUSED;
      default -> FailureCode.APP_FAILED;
    };
  }

  /** Returns the failure of a wrangler, or null where there is none. */
  @Nullable RuntimeException ofWrangler(@Nullable Failure failure) throws InterruptedException {
    if (failure == null) {
      return null;
    }
    if (failure.kind() == Kind.INTERRUPTED) {
      throw new InterruptedException(failure.message());
    }
    return unchecked(failure);
  }
}
