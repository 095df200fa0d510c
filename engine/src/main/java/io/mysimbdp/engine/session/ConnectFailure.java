package io.mysimbdp.engine.session;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.UnsupportedProtocolVersionException;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import io.mysimbdp.engine.config.CassandraConfig.Auth;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Why an attempt to connect failed, in a few words.
 *
 * @param cause for the message
 * @param isFinal whether another attempt would fail the same way
 * @param rank the lower, the more it tells
 */
record ConnectFailure(String cause, boolean isFinal, int rank) {

  /** Finds the most telling cause among those of all nodes. */
  static ConnectFailure of(Throwable failure, @Nullable Auth auth) {
    List<ConnectFailure> found = new ArrayList<>();
    Deque<Throwable> open = new ArrayDeque<>(List.of(failure));
    // Bounded, because causes may form a ring.
    for (int i = 0; i < 1_000 && !open.isEmpty(); i++) {
      Throwable next = open.pop();
      found.add(one(next, auth));
      if (next instanceof AllNodesFailedException all) {
        all.getAllErrors().values().forEach(open::addAll);
      }
      if (next.getCause() != null) {
        open.add(next.getCause());
      }
      // Where the first request fails the driver suppresses the reason: connection refused.
      open.addAll(List.of(next.getSuppressed()));
    }
    return found.stream().min(Comparator.comparingInt(ConnectFailure::rank)).orElseThrow();
  }

  static ConnectFailure wrongDatacenter(String found, String configured) {
    return new ConnectFailure(
        "its data centre is '" + found + "', configured '" + configured + "'", true, 0);
  }

  private static ConnectFailure one(Throwable failure, @Nullable Auth auth) {
    if (failure instanceof AuthenticationException) {
      return new ConnectFailure(
          auth == null
              ? "it asks for user and password, and none is configured"
              : "authentication failed for user '" + auth.user() + "'",
          true,
          0);
    }
    if (failure instanceof UnsupportedProtocolVersionException) {
      return new ConnectFailure(
          "it does not speak version 5 of the native protocol, for which Cassandra 4.0 or later is"
              + " needed",
          true,
          1);
    }
    if (failure instanceof SSLException) {
      // The most telling of several TLS exceptions is the innermost.
      return failure.getCause() instanceof SSLException
          ? of(failure.getCause(), auth)
          : new ConnectFailure("TLS handshake failed: " + tlsReason(failure), true, 2);
    }
    if (failure instanceof ConnectException) {
      return new ConnectFailure("connection refused", false, 3);
    }
    if (failure instanceof UnknownHostException || failure instanceof UnresolvedAddressException) {
      return new ConnectFailure("unknown host", false, 4);
    }
    if (failure instanceof DriverTimeoutException || failure instanceof TimeoutException) {
      return new ConnectFailure("no answer in time", false, 5);
    }
    boolean isSummary = failure instanceof AllNodesFailedException;
    return new ConnectFailure(words(failure), false, isSummary ? 8 : causeRank(failure));
  }

  private static int causeRank(Throwable failure) {
    return failure.getCause() == null ? 6 : 7;
  }

  private static String tlsReason(Throwable failure) {
    return failure.getClass().getSimpleName().equals("NotSslRecordException")
        ? "the server does not speak TLS on this port"
        : words(failure);
  }

  private static String words(Throwable failure) {
    String message = failure.getMessage();
    return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
  }
}
