package io.mysimbdp.engine.log;

import io.mysimbdp.engine.failure.RetoldException;
import java.io.Serial;
import org.apache.logging.log4j.CloseableThreadContext;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.MarkerManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/**
 * Where the lines of a tenant's app go: to that tenant's log, each on one line whatever is in it,
 * and never without its tenant, whatever thread it comes from. Safe for all threads.
 */
public final class AppLog extends LegacyAbstractLogger {

  @Serial private static final long serialVersionUID = 1;

  /** Tells the lines of apps from those of the engine, for the layouts. */
  static final org.apache.logging.log4j.Marker APP = MarkerManager.getMarker("APP");

  private final transient org.apache.logging.log4j.Logger log;
  private final transient About about;

  AppLog(org.apache.logging.log4j.Logger log, String tenant, String run) {
    this.name = log.getName();
    this.log = log;
    this.about = About.tenant(tenant).run(run);
  }

  /** Returns the log for one run. */
  public static Logger of(String tenant, String run) {
    return new AppLog(LogManager.getLogger("tenant." + tenant), tenant, run);
  }

  @Override
  public boolean isTraceEnabled() {
    return log.isTraceEnabled();
  }

  @Override
  public boolean isDebugEnabled() {
    return log.isDebugEnabled();
  }

  @Override
  public boolean isInfoEnabled() {
    return log.isInfoEnabled();
  }

  @Override
  public boolean isWarnEnabled() {
    return log.isWarnEnabled();
  }

  @Override
  public boolean isErrorEnabled() {
    return log.isErrorEnabled();
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
      @Nullable Object @Nullable [] arguments,
      @Nullable Throwable thrown) {
    String sentence = String.valueOf(MessageFormatter.basicArrayFormat(pattern, arguments));
    try (CloseableThreadContext.Instance ignored = CloseableThreadContext.putAll(about.context())) {
      log.log(
          levelOf(level),
          APP,
          new EventMessage(Event.APP, about.fields(), sentence),
          // Its own would be asked for its message by the engine, and could answer with anything.
          thrown == null ? null : RetoldException.of(thrown));
    }
  }

  private static org.apache.logging.log4j.Level levelOf(Level level) {
    return switch (level) {
      case TRACE -> org.apache.logging.log4j.Level.TRACE;
      case DEBUG -> org.apache.logging.log4j.Level.DEBUG;
      case INFO -> org.apache.logging.log4j.Level.INFO;
      case WARN -> org.apache.logging.log4j.Level.WARN;
      case ERROR -> org.apache.logging.log4j.Level.ERROR;
    };
  }
}
