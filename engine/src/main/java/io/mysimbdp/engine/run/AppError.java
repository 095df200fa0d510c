package io.mysimbdp.engine.run;

import io.mysimbdp.engine.confine.Retelling;
import io.mysimbdp.engine.failure.PlaceInCode;
import io.mysimbdp.engine.failure.RefusedStatementException;
import io.mysimbdp.engine.failure.RetoldException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells what an app has thrown in one sentence, with the place in the app's own code. */
public final class AppError {

  private static final Pattern CAST =
      Pattern.compile("class (\\S+) cannot be cast to class (\\S+) \\(.*");

  private AppError() {}

  /**
   * Returns the error's name and message, and the first line of its stack trace that lies in a
   * class of the app's own.
   */
  public static String describe(Throwable thrown, Class<?> app) {
    Throwable error = inner(thrown);
    Optional<StackTraceElement> place = PlaceInCode.of(error, app);
    if (error instanceof LinkageError || error instanceof ClassNotFoundException) {
      return Retelling.of(error)
          + place
              .map(frame -> " (needed by " + frame.getClassName() + ", " + text(frame) + ")")
              .orElse("");
    }
    return text(error) + place.map(frame -> " (" + text(frame) + ")").orElse("");
  }

  /** What a future has failed with says more than that it has failed. */
  private static Throwable inner(Throwable thrown) {
    Class<?> type = thrown.getClass();
    Throwable cause =
        type == CompletionException.class || type == ExecutionException.class
            ? thrown.getCause()
            : null;
    return cause == null ? thrown : cause;
  }

  private static String text(StackTraceElement place) {
    return PlaceInCode.text(place);
  }

  private static String text(Throwable error) {
    String message = RetoldException.messageOf(error).strip().replaceAll("\\s+", " ");
    if (error instanceof RefusedStatementException) {
      return message;
    }
    String name = error.getClass().getSimpleName();
    if (error instanceof ClassCastException) {
      return name + ": " + cast(message);
    }
    return message.isEmpty() ? name : name + ": " + message;
  }

  /** The JVM adds modules and loaders, and names classes that are nobody's business. */
  private static String cast(String message) {
    Matcher cast = CAST.matcher(message);
    if (!cast.matches()) {
      return message;
    }
    return cast.group(1).startsWith("io.mysimbdp.engine.")
        ? "what the engine gives out is of the types of tenant-api and no "
            + cast.group(2)
            + "; its session need not be closed"
        : cast.group(1) + " cannot be cast to " + cast.group(2);
  }
}
