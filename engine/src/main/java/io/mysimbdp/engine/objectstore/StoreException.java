package io.mysimbdp.engine.objectstore;

import io.mysimbdp.engine.failure.FailureCode;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** An object store does not do what it was asked for. */
final class StoreException extends IOException {

  private static final long serialVersionUID = 1L;

  private static final int BAD_REQUEST = 400;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;
  private static final int TIMED_OUT = 408;

  private final FailureCode code;
  private final @Nullable String answer;

  private StoreException(
      FailureCode code, @Nullable String answer, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
    this.answer = answer;
  }

  /** Says what has come of a request, and who must act. */
  static StoreException of(SdkException e) {
    if (e instanceof AwsServiceException answer) {
      AwsErrorDetails details = answer.awsErrorDetails();
      String code = details == null ? null : details.errorCode();
      String text = details == null ? null : details.errorMessage();
      int status = answer.statusCode();
      boolean isRefusal =
          status >= BAD_REQUEST
              && status < SERVER_ERROR
              && status != TOO_MANY_REQUESTS
              && status != TIMED_OUT;
      return new StoreException(
          isRefusal ? FailureCode.STORE_REFUSED : FailureCode.STORE_UNREACHABLE,
          code,
          "the object store answers "
              + status
              + (code == null || code.isEmpty() ? "" : " " + code)
              + (text == null || text.isEmpty() ? "" : ": " + text),
          e);
    }
    Throwable root = e;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    String text = Objects.requireNonNullElse(root.getMessage(), root.getClass().getSimpleName());
    return new StoreException(
        FailureCode.STORE_UNREACHABLE,
        null,
        (root instanceof IOException
                ? "the object store does not answer: "
                : "the object store cannot be asked: ")
            + text,
        e);
  }

  /** Returns the store's own name of the error; null: it has not said one. */
  @Nullable String answer() {
    return answer;
  }

  /** Returns who must act. */
  FailureCode code() {
    return code;
  }
}
