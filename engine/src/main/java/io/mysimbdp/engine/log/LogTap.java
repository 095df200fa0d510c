package io.mysimbdp.engine.log;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.AppenderRef;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/**
 * Takes all lines, of the engine and of apps, until closed: for a command in which runs are no
 * events of the installation. Only defects of the engine are let through to where lines go
 * otherwise. Safe for all threads; one at a time.
 */
public final class LogTap implements AutoCloseable {

  private final LoggerContext context;
  private final Map<LoggerConfig, List<Appender>> before = new HashMap<>();
  private final Tap tap = new Tap();

  private LogTap(LoggerContext context) {
    this.context = context;
  }

  /** Opens it. */
  public static LogTap open() {
    LogTap taken = new LogTap((LoggerContext) LogManager.getContext(false));
    taken.tap.start();
    Configuration configuration = taken.context.getConfiguration();
    Set<LoggerConfig> loggers = new LinkedHashSet<>(configuration.getLoggers().values());
    loggers.add(configuration.getRootLogger());
    for (LoggerConfig logger : loggers) {
      List<Appender> appenders = List.copyOf(logger.getAppenders().values());
      taken.before.put(logger, appenders);
      appenders.forEach(appender -> logger.removeAppender(appender.getName()));
      // Those below hand on to those above them, where they are told to.
      if (!logger.isAdditive() || logger.getParent() == null) {
        logger.addAppender(taken.tap, null, null);
      }
    }
    taken.context.updateLoggers();
    return taken;
  }

  /** Returns how many lines apps have logged or printed. */
  public long appLines() {
    return tap.appLines.get();
  }

  /** Returns the sentences of an event, as often as it came. */
  public List<String> sentences(Event event) {
    synchronized (tap.sentences) {
      return List.copyOf(tap.sentences.getOrDefault(event.label(), List.of()));
    }
  }

  /** Has lines go where they went before. */
  @Override
  public void close() {
    before.forEach(
        (logger, appenders) -> {
          logger.removeAppender(tap.getName());
          appenders.forEach(appender -> addAsBefore(logger, appender));
        });
    context.updateLoggers();
    tap.stop();
  }

  private static void addAsBefore(LoggerConfig logger, Appender appender) {
    for (AppenderRef ref : logger.getAppenderRefs()) {
      if (ref.getRef().equals(appender.getName())) {
        logger.addAppender(appender, ref.getLevel(), ref.getFilter());
        return;
      }
    }
    logger.addAppender(appender, null, null);
  }

  private final class Tap extends AbstractAppender {

    private final AtomicLong appLines = new AtomicLong();
    // Guarded by itself.
    private final Map<String, List<String>> sentences = new HashMap<>();

    private Tap() {
      super("tap", null, null, true, Property.EMPTY_ARRAY);
    }

    @Override
    public void append(LogEvent line) {
      if (!(line.getMessage() instanceof EventMessage message)) {
        return;
      }
      String event = String.valueOf(message.get("event"));
      if (event.equals(Event.APP.label())) {
        appLines.incrementAndGet();
      } else if (event.equals(Event.DEFECT.label())) {
        before.values().stream()
            .flatMap(List::stream)
            .distinct()
            .forEach(each -> each.append(line.toImmutable()));
      } else if (line.getLevel().isMoreSpecificThan(Level.WARN)) {
        synchronized (sentences) {
          sentences
              .computeIfAbsent(event, key -> new ArrayList<>())
              .add(message.getFormattedMessage());
        }
      }
    }
  }
}
