package io.mysimbdp.engine.confine;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;

/**
 * A tenant's logger, which leaves lines out when there are too many: one tenant's lines would fill
 * the disk of all. It says so once, and how many they were. Safe for all threads.
 */
public final class BudgetedLogger extends LegacyAbstractLogger {

  private static final long serialVersionUID = 1L;

  private static final int LINES_PER_SECOND = 200;
  private static final int LINES_AT_ONCE = 2_000;

  private final transient Logger log;
  private final transient LineBudget budget;

  /**
   * Makes a logger with the budget of one run.
   *
   * @param log where the lines go
   * @param nanoTime a monotonic clock
   */
  public BudgetedLogger(Logger log, LongSupplier nanoTime) {
    this(log, new LineBudget(nanoTime, LINES_PER_SECOND, LINES_AT_ONCE));
  }

  BudgetedLogger(Logger log, LineBudget budget) {
    this.name = log.getName();
    this.log = log;
    this.budget = budget;
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
  protected String getFullyQualifiedCallerName() {
    return BudgetedLogger.class.getName();
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      String message,
      Object @Nullable [] arguments,
      @Nullable Throwable thrown) {
    LineBudget.Verdict verdict = budget.take();
    if (verdict.isFirstDropped()) {
      log.warn("The app logs more than {} lines a second: lines are left out", budget.perSecond());
    }
    if (!verdict.isLogged()) {
      return;
    }
    if (verdict.droppedBefore() > 0) {
      log.warn("{} lines have been left out", verdict.droppedBefore());
    }
    Relay.to(log, level, marker, message, arguments, thrown);
  }
}
