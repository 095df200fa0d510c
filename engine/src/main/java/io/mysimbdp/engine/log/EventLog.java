package io.mysimbdp.engine.log;

import org.apache.logging.log4j.CloseableThreadContext;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;
import org.slf4j.helpers.MessageFormatter;

/**
 * Where the engine says what happens: each time a sentence for people, and the same as an event
 * with a name and fields. What is about a tenant gets into that tenant's log as well, whatever
 * thread says it. Safe for several threads.
 *
 * <p>Remarks for whoever looks for a defect need no event: they go to slf4j, at debug.
 */
public final class EventLog {

  /** What lines go by: the key of the logging context that says which tenant's log they are for. */
  public static final String TENANT = "tenant";

  /** The key for the run. */
  public static final String RUN = "run";

  private final Logger log;

  EventLog(Logger log) {
    this.log = log;
  }

  /** Returns the log of a class. */
  public static EventLog of(Class<?> owner) {
    return new EventLog(LogManager.getLogger(owner));
  }

  /**
   * Says something that goes as it should.
   *
   * @param sentence with a {@code {}} for each value
   */
  public void info(Event event, About about, String sentence, @Nullable Object... values) {
    say(Level.INFO, event, about, sentence, values);
  }

  /** Says something that somebody should look at. */
  public void warn(Event event, About about, String sentence, @Nullable Object... values) {
    say(Level.WARN, event, about, sentence, values);
  }

  /** Says that something failed. */
  public void error(Event event, About about, String sentence, @Nullable Object... values) {
    say(Level.ERROR, event, about, sentence, values);
  }

  /**
   * Says that the engine is broken.
   *
   * @param thrown is the cause; its trace is for the platform, not for the tenant
   */
  public void defect(About about, String sentence, Throwable thrown) {
    log(log, Level.ERROR, Event.DEFECT, about, sentence, thrown);
  }

  private void say(
      Level level, Event event, About about, String sentence, @Nullable Object... values) {
    log(log, level, event, about, MessageFormatter.basicArrayFormat(sentence, values), null);
  }

  static void log(
      Logger log,
      Level level,
      Event event,
      About about,
      String sentence,
      @Nullable Throwable thrown) {
    assert event.fields().containsAll(about.fields().keySet())
        : event + " has other fields than " + about.fields().keySet();
    try (CloseableThreadContext.Instance ignored = CloseableThreadContext.putAll(about.context())) {
      log.log(level, new EventMessage(event, about.fields(), sentence), thrown);
    }
  }
}
