package io.mysimbdp.engine.failure;

import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant's code has thrown, told again by a class of ours. The original may answer to {@code
 * getMessage} with an exception of its own, or not at all, and would keep the tenant's classes
 * loaded for as long as the failure is remembered.
 */
public final class RetoldException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private static final int MOST_CAUSES = 10;
  private static final int LONGEST_MESSAGE = 4_000;

  /** And all else that moves the cursor of a terminal or leads it astray. */
  private static final Pattern LINE_END = Pattern.compile("\\R|[\\p{Cntrl}&&[^\\t]]");

  private RetoldException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** Tells a throwable again, with its stack trace and its causes. Throws nothing itself. */
  public static RetoldException of(Throwable thrown) {
    return of(thrown, Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  private static RetoldException of(Throwable thrown, Set<Throwable> told) {
    told.add(thrown);
    Throwable cause = causeOf(thrown);
    RetoldException again =
        new RetoldException(
            nameAndMessage(thrown),
            cause == null || told.contains(cause) || told.size() == MOST_CAUSES
                ? null
                : of(cause, told));
    again.setStackTrace(plain(stackTraceOf(thrown)));
    return again;
  }

  /** Returns the message of a throwable; empty when it has none or does not say. */
  public static String messageOf(Throwable thrown) {
    try {
      String message = thrown.getMessage();
      return message == null
          ? ""
          : message.substring(0, Math.min(LONGEST_MESSAGE, message.length()));
    } catch (Throwable hostile) {
      return "(its getMessage() threw " + hostile.getClass().getName() + ")";
    }
  }

  /** Returns the stack trace of a throwable; empty when it does not say. */
  public static StackTraceElement[] stackTraceOf(Throwable thrown) {
    try {
      return thrown.getStackTrace();
    } catch (Throwable hostile) {
      return new StackTraceElement[0];
    }
  }

  private static @Nullable Throwable causeOf(Throwable thrown) {
    try {
      return thrown.getCause();
    } catch (Throwable hostile) {
      return null;
    }
  }

  private static String nameAndMessage(Throwable thrown) {
    String message = messageOf(thrown);
    return message.isEmpty()
        ? thrown.getClass().getName()
        : thrown.getClass().getName() + ": " + LINE_END.matcher(message).replaceAll(" ↵ ");
  }

  /** A trace can be made up, with names that hold line ends, to pass for other lines of a log. */
  private static StackTraceElement[] plain(StackTraceElement[] trace) {
    return Arrays.stream(trace)
        .map(
            element ->
                LINE_END.matcher(element.toString()).find()
                    ? new StackTraceElement("(a name with line ends)", "", null, -1)
                    : element)
        .toArray(StackTraceElement[]::new);
  }
}
