package io.mysimbdp.engine.bulk;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import org.jspecify.annotations.Nullable;

/** Cassandra has not taken files in, and may do so when it is asked again later. */
final class CassandraAwayException extends EngineException {

  private static final long serialVersionUID = 1L;

  CassandraAwayException(String message, @Nullable Throwable cause) {
    super(FailureCode.CASSANDRA_WRITE, message, cause);
  }
}
