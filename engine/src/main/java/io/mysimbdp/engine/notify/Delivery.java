package io.mysimbdp.engine.notify;

import org.jspecify.annotations.Nullable;

/**
 * What became of one attempt to deliver a message.
 *
 * @param status the HTTP status; 0: there was no answer
 * @param failure why it is not delivered, for the end of a sentence; null: it is
 */
public record Delivery(int status, @Nullable String failure) {

  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;

  static Delivery answered(int status) {
    if (status >= 200 && status < 300) {
      return new Delivery(status, null);
    }
    boolean isRedirect = status >= 300 && status < 400;
    return new Delivery(
        status, "it answers " + status + (isRedirect ? "; redirects are not followed" : ""));
  }

  static Delivery unanswered(String failure) {
    return new Delivery(0, failure);
  }

  /** Tells whether the message has arrived. */
  public boolean isDone() {
    return failure == null;
  }

  /** Tells whether it may arrive later. */
  boolean isWorthAnother() {
    return status == 0
        || status == REQUEST_TIMEOUT
        || status == TOO_MANY_REQUESTS
        || status >= SERVER_ERROR;
  }
}
