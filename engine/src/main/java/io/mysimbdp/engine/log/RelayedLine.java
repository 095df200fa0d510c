package io.mysimbdp.engine.log;

import io.mysimbdp.engine.failure.RetoldException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.impl.ContextDataFactory;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.time.MutableInstant;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.logging.log4j.util.StringMap;
import org.jspecify.annotations.Nullable;

/**
 * A line that was logged elsewhere and is to be logged here, as if it had been here.
 *
 * @param logger the name of its logger
 * @param level the name of its level
 * @param fromApp whether a tenant's app has logged it
 * @param fields of the event, with its name as {@code event}; null: it is no event
 * @param sentence what it says
 * @param context whose it is
 * @param thread the name of the thread
 * @param epochMillis when it was logged, in milliseconds since 1970
 * @param thrown what was logged with it; null: nothing
 */
public record RelayedLine(
    String logger,
    String level,
    boolean fromApp,
    @Nullable Map<String, Object> fields,
    String sentence,
    Map<String, String> context,
    String thread,
    long epochMillis,
    @Nullable RetoldException thrown)
    implements Serializable {

  /** Copies. */
  public RelayedLine {
    fields = fields == null ? null : Map.copyOf(fields);
    context = Map.copyOf(context);
  }

  static RelayedLine of(LogEvent line) {
    Map<String, Object> fields = null;
    if (line.getMessage() instanceof EventMessage message) {
      fields = new HashMap<>();
      message.forEach(fields::put);
    }
    Throwable thrown = line.getThrown();
    return new RelayedLine(
        line.getLoggerName(),
        line.getLevel().name(),
        AppLog.APP.equals(line.getMarker()),
        fields,
        line.getMessage().getFormattedMessage(),
        line.getContextData().toMap(),
        line.getThreadName(),
        line.getInstant().getEpochMillisecond(),
        thrown == null || thrown instanceof RetoldException
            ? (RetoldException) thrown
            : RetoldException.of(thrown));
  }

  /**
   * Logs it here, where that level is logged.
   *
   * @param place where it was logged; goes before the name of its thread
   */
  public void log(String place) {
    Logger target = (Logger) LogManager.getLogger(logger);
    Level severity = Level.toLevel(level, Level.INFO);
    if (!target.isEnabled(severity)) {
      return;
    }
    StringMap data = ContextDataFactory.createContextData(context);
    MutableInstant instant = new MutableInstant();
    instant.initFromEpochMilli(epochMillis, 0);
    target
        .get()
        .log(
            Log4jLogEvent.newBuilder()
                .setLoggerName(logger)
                .setLevel(severity)
                .setMarker(fromApp ? AppLog.APP : null)
                .setMessage(
                    fields == null
                        ? new SimpleMessage(OneLine.of(sentence))
                        : new EventMessage(fields, sentence))
                .setThrown(thrown)
                .setContextData(data)
                .setThreadName(place + "/" + thread)
                .setInstant(instant)
                .build());
  }
}
