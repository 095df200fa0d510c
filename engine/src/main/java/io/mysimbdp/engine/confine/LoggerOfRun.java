package io.mysimbdp.engine.confine;

import java.io.Serial;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;

/**
 * A logger for the classes of an app, which live longer than a run and may serve several tenants: a
 * line goes to the log of the run that the calling thread belongs to. Safe for all threads.
 */
public final class LoggerOfRun extends LegacyAbstractLogger {

  @Serial private static final long serialVersionUID = 1;

  private final transient Supplier<Logger> otherwise;

  private LoggerOfRun(Supplier<Logger> otherwise) {
    this.otherwise = otherwise;
  }

  /**
   * Makes a logger.
   *
   * @param otherwise where lines go that come from threads of no run
   */
  public static Logger or(Logger otherwise) {
    return new LoggerOfRun(() -> otherwise);
  }

  /** Makes a logger that asks each time where lines go that come from threads of no run. */
  static Logger or(Supplier<Logger> otherwise) {
    return new LoggerOfRun(otherwise);
  }

  private Logger log() {
    RunThreads run = RunThreads.current();
    return run != null ? run.territory().log() : otherwise.get();
  }

  @Override
  public String getName() {
    return log().getName();
  }

  @Override
  public boolean isTraceEnabled() {
    return log().isTraceEnabled();
  }

  @Override
  public boolean isDebugEnabled() {
    return log().isDebugEnabled();
  }

  @Override
  public boolean isInfoEnabled() {
    return log().isInfoEnabled();
  }

  @Override
  public boolean isWarnEnabled() {
    return log().isWarnEnabled();
  }

  @Override
  public boolean isErrorEnabled() {
    return log().isErrorEnabled();
  }

  @Override
  protected @Nullable String getFullyQualifiedCallerName() {
    return null;
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      String message,
      Object @Nullable [] arguments,
      @Nullable Throwable thrown) {
    Relay.to(log(), level, marker, message, arguments, thrown);
  }
}
