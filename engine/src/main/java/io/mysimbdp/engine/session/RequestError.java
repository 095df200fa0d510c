package io.mysimbdp.engine.session;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.NodeUnavailableException;
import com.datastax.oss.driver.api.core.RequestThrottlingException;
import com.datastax.oss.driver.api.core.connection.BusyConnectionException;
import com.datastax.oss.driver.api.core.connection.ClosedConnectionException;
import com.datastax.oss.driver.api.core.connection.FrameTooLongException;
import com.datastax.oss.driver.api.core.connection.HeartbeatException;
import com.datastax.oss.driver.api.core.servererrors.BootstrappingException;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.servererrors.OverloadedException;
import com.datastax.oss.driver.api.core.servererrors.ProtocolError;
import com.datastax.oss.driver.api.core.servererrors.QueryExecutionException;
import com.datastax.oss.driver.api.core.servererrors.ServerError;
import com.datastax.oss.driver.api.core.servererrors.TruncateException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionException;

/** What a failed request calls for. */
public enum RequestError {
  /** The same request may succeed later: the server is busy, away or slow. */
  TRANSIENT,
  /** The request can never succeed as it is: too large, or a value the server refuses. */
  REQUEST,
  /** No request of this run can succeed: a right is missing, a table is gone. */
  FATAL;

  /** Finds out what an error calls for. */
  public static RequestError of(Throwable error) {
    Throwable cause = unwrap(error);
    if (cause instanceof AllNodesFailedException all) {
      return ofAllNodes(all);
    }
    if (cause instanceof InvalidQueryException || cause instanceof FrameTooLongException) {
      return REQUEST;
    }
    // The server answers a frame beyond its limit with a protocol error.
    if (cause instanceof ProtocolError) {
      return REQUEST;
    }
    if (cause instanceof TruncateException) {
      return FATAL;
    }
    if (cause instanceof QueryExecutionException // timeouts, unavailable, write failure
        || cause instanceof OverloadedException
        || cause instanceof BootstrappingException
        || cause instanceof ServerError
        || cause instanceof DriverTimeoutException
        || cause instanceof NodeUnavailableException
        || cause instanceof ClosedConnectionException
        || cause instanceof HeartbeatException
        || cause instanceof BusyConnectionException
        || cause instanceof RequestThrottlingException
        || cause instanceof IOException) {
      return TRANSIENT;
    }
    return FATAL;
  }

  /** Returns the error below the wrappers of the futures. */
  public static Throwable unwrap(Throwable error) {
    Throwable cause = error;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  /** No node took the request: transient, unless a node had something to say against it. */
  private static RequestError ofAllNodes(AllNodesFailedException all) {
    for (List<Throwable> errors : all.getAllErrors().values()) {
      for (Throwable error : errors) {
        RequestError kind = of(error);
        if (kind != TRANSIENT) {
          return kind;
        }
      }
    }
    return TRANSIENT;
  }
}
