package io.mysimbdp.bulk.writer;

import org.jspecify.annotations.Nullable;

/** Says in a line what an exception is about. */
final class Failures {

  private static final int LONGEST_CHARS = 2_000;

  private Failures() {}

  static String describe(Throwable thrown) {
    StringBuilder text = new StringBuilder();
    String last = "";
    for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      String message = cause.getMessage();
      String said = message == null ? cause.getClass().getSimpleName() : message;
      // Wrappers mostly repeat what they wrap.
      if (!last.contains(said)) {
        text.append(text.length() == 0 ? "" : ": ").append(said);
        last = said;
      }
    }
    String line = text.toString().replaceAll("\\p{Cntrl}+", " ");
    return line.length() > LONGEST_CHARS ? line.substring(0, LONGEST_CHARS) + "…" : line;
  }
}
