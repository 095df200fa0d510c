package io.mysimbdp.engine.run;

import io.mysimbdp.engine.failure.RetoldException;
import java.util.Arrays;
import java.util.Optional;

/** Tells what an app has thrown in one sentence, with the place in the app's own code. */
public final class AppError {

  private AppError() {}

  /**
   * Returns the error's name and message, and the first line of its stack trace that lies in a
   * class of the app's own package.
   */
  public static String describe(Throwable error, Class<?> app) {
    String message = RetoldException.messageOf(error);
    String text =
        message.isBlank()
            ? error.getClass().getSimpleName()
            : error.getClass().getSimpleName() + ": " + message.strip().replaceAll("\\s+", " ");
    return placeIn(error, app.getPackageName())
        .map(place -> text + " (" + place + ")")
        .orElse(text);
  }

  private static Optional<String> placeIn(Throwable error, String packageName) {
    return Arrays.stream(RetoldException.stackTraceOf(error))
        .filter(frame -> frame.getClassName().startsWith(packageName))
        .filter(frame -> frame.getFileName() != null && frame.getLineNumber() > 0)
        .findFirst()
        .map(frame -> frame.getFileName() + ":" + frame.getLineNumber());
  }
}
