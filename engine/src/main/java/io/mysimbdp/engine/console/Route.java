package io.mysimbdp.engine.console;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Which requests go to which endpoint.
 *
 * @param admission who may
 * @param method GET, which goes for HEAD too, or POST
 * @param path matches the whole path; each of its groups is a name
 */
record Route(Admission admission, String method, Pattern path, Endpoint endpoint) {

  /** Who may make a request. */
  enum Admission {
    /** Everybody who reaches the server. */
    ANYBODY,
    /** Everybody who has logged in, or shows the token. */
    KNOWN,
    /** As {@link #ANYBODY}, but no page of another site in somebody's browser. */
    THIS_PAGE,
    /** As {@link #KNOWN}, but no page of another site in somebody's browser. */
    KNOWN_ON_THIS_PAGE
  }

  /** Makes the route of a request that changes nothing. */
  static Route get(Admission admission, String path, Endpoint endpoint) {
    return new Route(admission, "GET", Pattern.compile(path), endpoint);
  }

  /** Makes the route of a request that changes something. */
  static Route post(Admission admission, String path, Endpoint endpoint) {
    return new Route(admission, "POST", Pattern.compile(path), endpoint);
  }

  /**
   * Returns the same route for no more requests at a time than there are permits: an answer may
   * wait for Cassandra while that is away, and such ones must not take all threads of the server.
   *
   * @param permits also of other routes that are to be bound together with this one
   * @param otherwise answers when there is none left; does not wait
   */
  Route within(Semaphore permits, Endpoint otherwise) {
    return new Route(
        admission,
        method,
        path,
        call -> {
          if (!permits.tryAcquire()) {
            return otherwise.answer(call);
          }
          try {
            return endpoint.answer(call);
          } finally {
            permits.release();
          }
        });
  }

  boolean isKnown() {
    return admission == Admission.KNOWN || admission == Admission.KNOWN_ON_THIS_PAGE;
  }

  boolean isOfThisPage() {
    return admission == Admission.THIS_PAGE || admission == Admission.KNOWN_ON_THIS_PAGE;
  }

  boolean takes(String asked) {
    return asked.equals(method) || (asked.equals("HEAD") && method.equals("GET"));
  }

  /** Returns the names in a path; empty when the route does not lead there. */
  Optional<List<String>> names(String asked) {
    Matcher matcher = path.matcher(asked);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    MatchResult result = matcher.toMatchResult();
    return Optional.of(
        IntStream.rangeClosed(1, result.groupCount()).mapToObj(result::group).toList());
  }
}
