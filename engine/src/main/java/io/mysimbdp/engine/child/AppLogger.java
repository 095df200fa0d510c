package io.mysimbdp.engine.child;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Serial;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/**
 * Writes to standard error: a letter for the level, then the message with the trace of what was
 * thrown, all on one line. Safe for all threads.
 */
final class AppLogger extends LegacyAbstractLogger {

  @Serial private static final long serialVersionUID = 1;

  private static final Pattern LINE_END = Pattern.compile("\\R");

  /** Not {@code System.err}, which is the app's. */
  private static final PrintStream TO_ENGINE =
      new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);

  private final Level least;

  AppLogger(String name) {
    this.name = name;
    boolean isOurs = name.startsWith("io.mysimbdp.engine.") || name.startsWith("org.pf4j.");
    this.least = isOurs ? Level.ERROR : Level.INFO;
  }

  private boolean isEnabled(Level level) {
    return level.toInt() >= least.toInt();
  }

  @Override
  public boolean isTraceEnabled() {
    return isEnabled(Level.TRACE);
  }

  @Override
  public boolean isDebugEnabled() {
    return isEnabled(Level.DEBUG);
  }

  @Override
  public boolean isInfoEnabled() {
    return isEnabled(Level.INFO);
  }

  @Override
  public boolean isWarnEnabled() {
    return isEnabled(Level.WARN);
  }

  @Override
  public boolean isErrorEnabled() {
    return isEnabled(Level.ERROR);
  }

  @Override
  protected @Nullable String getFullyQualifiedCallerName() {
    return null;
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      @Nullable String pattern,
      Object @Nullable [] arguments,
      @Nullable Throwable thrown) {
    StringBuilder line = new StringBuilder();
    line.append(level.name().charAt(0)).append('|');
    line.append(MessageFormatter.basicArrayFormat(pattern, arguments));
    if (thrown != null) {
      StringWriter trace = new StringWriter();
      thrown.printStackTrace(new PrintWriter(trace, true));
      line.append('\n').append(trace.toString().stripTrailing());
    }
    TO_ENGINE.print(LINE_END.matcher(line).replaceAll(" ↵ ") + "\n");
  }
}
