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
import com.datastax.oss.driver.api.core.servererrors.ReadTimeoutException;
import com.datastax.oss.driver.api.core.servererrors.ServerError;
import com.datastax.oss.driver.api.core.servererrors.TruncateException;
import com.datastax.oss.driver.api.core.servererrors.UnauthorizedException;
import com.datastax.oss.driver.api.core.servererrors.WriteTimeoutException;
import com.datastax.oss.driver.internal.core.adminrequest.UnexpectedResponseException;
import com.datastax.oss.protocol.internal.Message;
import com.datastax.oss.protocol.internal.ProtocolConstants.ErrorCode;
import com.datastax.oss.protocol.internal.response.Error;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;

/** What a failed request calls for. */
public enum RequestError {
  /** The same request may succeed later: the server is busy, away or slow. */
  TRANSIENT,
  /** The request can never succeed as it is: too large, or a value the server refuses. */
  REQUEST,
  /** No request of this run can succeed: a right is missing, a table is gone. */
  FATAL;

  // Whatever was prepared once can only be invalid in its values, or the schema has changed since.
  private static final Pattern SCHEMA_HAS_CHANGED =
      Pattern.compile(
          "(?i)(keyspace|table) \\S+ does not exist|unconfigured table .*|undefined column name .*");

  /** Finds out what an error calls for. */
  public static RequestError of(Throwable error) {
    Throwable cause = unwrap(error);
    if (cause instanceof AllNodesFailedException all) {
      return ofAllNodes(all);
    }
    if (cause instanceof InvalidQueryException
        && cause.getMessage() != null
        && SCHEMA_HAS_CHANGED.matcher(cause.getMessage()).matches()) {
      return FATAL;
    }
    if (cause instanceof InvalidQueryException || cause instanceof FrameTooLongException) {
      return REQUEST;
    }
    // The server answers a frame beyond its limit with a protocol error.
    if (cause instanceof ProtocolError) {
      return REQUEST;
    }
    // What the driver gets when it prepares anew a statement that the server has forgotten.
    if (cause instanceof UnexpectedResponseException unexpected) {
      return ofAnswer(unexpected.message);
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

  /**
   * Tells whether an error says that the server has too much to do: it refuses for that reason, or
   * does not answer in time, or all requests that a connection can hold wait for an answer. A node
   * that is down, or a connection that is cut, tells nothing of that kind.
   */
  public static boolean isCongestion(Throwable error) {
    Throwable cause = unwrap(error);
    if (cause instanceof AllNodesFailedException all) {
      return all.getAllErrors().values().stream()
          .flatMap(List::stream)
          .anyMatch(RequestError::isCongestion);
    }
    if (cause instanceof UnexpectedResponseException unexpected) {
      return unexpected.message instanceof Error answer
          && (answer.code == ErrorCode.OVERLOADED
              || answer.code == ErrorCode.WRITE_TIMEOUT
              || answer.code == ErrorCode.READ_TIMEOUT);
    }
    return cause instanceof OverloadedException
        || cause instanceof WriteTimeoutException
        || cause instanceof ReadTimeoutException
        || cause instanceof DriverTimeoutException
        || cause instanceof BusyConnectionException
        || cause instanceof RequestThrottlingException;
  }

  /** Tells whether the server says that the role of the session may not do this. */
  public static boolean isDenial(Throwable error) {
    return telling(error) instanceof UnauthorizedException;
  }

  private static RequestError ofAnswer(Message answer) {
    if (!(answer instanceof Error error)) {
      return FATAL;
    }
    return switch (error.code) {
      case ErrorCode.SERVER_ERROR,
          ErrorCode.UNAVAILABLE,
          ErrorCode.OVERLOADED,
          ErrorCode.IS_BOOTSTRAPPING,
          ErrorCode.WRITE_TIMEOUT,
          ErrorCode.READ_TIMEOUT,
          ErrorCode.READ_FAILURE,
          ErrorCode.WRITE_FAILURE ->
          TRANSIENT;
      default -> FATAL;
    };
  }

  /** Returns the error that a node gave, rather than the one that says that no node is left. */
  public static Throwable telling(Throwable error) {
    Throwable cause = unwrap(error);
    if (cause instanceof AllNodesFailedException all) {
      for (List<Throwable> errors : all.getAllErrors().values()) {
        if (!errors.isEmpty()) {
          return unwrap(errors.get(errors.size() - 1));
        }
      }
    }
    return cause;
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
