package io.mysimbdp.engine.log;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/**
 * Keeps all lines of this JVM until somebody takes them to where they are to be logged; nothing is
 * logged here any more. Safe for all threads.
 */
public final class LineRelay {

  /** A second's worth of a very talkative app; what comes beyond is counted only. */
  private static final int MOST_LINES = 20_000;

  private final Tap tap = new Tap();

  private LineRelay() {}

  /** Takes all lines from now on. */
  public static LineRelay install() {
    LineRelay relay = new LineRelay();
    LoggerContext context =
        (LoggerContext) LogManager.getContext(LineRelay.class.getClassLoader(), false);
    Configuration configuration = context.getConfiguration();
    relay.tap.start();
    Set<LoggerConfig> loggers = new LinkedHashSet<>(configuration.getLoggers().values());
    loggers.add(configuration.getRootLogger());
    for (LoggerConfig logger : loggers) {
      List.copyOf(logger.getAppenders().keySet()).forEach(logger::removeAppender);
      if (!logger.isAdditive() || logger.getParent() == null) {
        logger.addAppender(relay.tap, null, null);
      }
    }
    context.updateLoggers();
    return relay;
  }

  /** Returns the lines since the last call, and forgets them. */
  public List<RelayedLine> take() {
    return tap.take();
  }

  private static final class Tap extends AbstractAppender {

    // All guarded by this.
    private long lastMillis;
    private List<RelayedLine> lines = new ArrayList<>();
    private final Map<String, Long> dropped = new HashMap<>();

    private Tap() {
      super("relay", null, null, true, Property.EMPTY_ARRAY);
    }

    @Override
    public void append(LogEvent event) {
      RelayedLine line = RelayedLine.of(event);
      synchronized (this) {
        if (lines.size() < MOST_LINES) {
          lines.add(line);
        } else {
          lastMillis = line.epochMillis();
          dropped.merge(line.logger(), 1L, Long::sum);
        }
      }
    }

    private synchronized List<RelayedLine> take() {
      List<RelayedLine> taken = lines;
      lines = new ArrayList<>();
      dropped.forEach((logger, count) -> taken.add(tellOf(logger, count)));
      dropped.clear();
      return taken;
    }

    private RelayedLine tellOf(String logger, long count) {
      return new RelayedLine(
          logger,
          Level.WARN.name(),
          false,
          null,
          count + " further lines were left out: more than can be brought to the engine's log",
          Map.of(),
          Thread.currentThread().getName(),
          lastMillis,
          null);
    }
  }
}
