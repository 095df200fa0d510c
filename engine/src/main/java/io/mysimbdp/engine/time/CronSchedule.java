package io.mysimbdp.engine.time;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The minutes that a cron expression of five fields matches: minute, hour, day of month, month, day
 * of week, as in POSIX crontab. Immutable.
 */
public final class CronSchedule {

  private final ExecutionTime times;
  private final ZoneId zone;

  private CronSchedule(ExecutionTime times, ZoneId zone) {
    this.times = times;
    this.zone = zone;
  }

  /**
   * Reads an expression.
   *
   * @throws IllegalArgumentException when it is none; the message says why, on one line
   */
  public static CronSchedule parse(String expression, ZoneId zone) {
    Cron cron =
        new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX))
            .parse(expression);
    return new CronSchedule(ExecutionTime.forCron(cron), zone);
  }

  /** Tells whether the minute that an instant lies in is matched. */
  public boolean matches(Instant instant) {
    return times.isMatch(instant.truncatedTo(ChronoUnit.MINUTES).atZone(zone));
  }

  /** Returns when the next matched minute begins after an instant; empty when none ever does. */
  public Optional<Instant> nextAfter(Instant instant) {
    return times.nextExecution(instant.atZone(zone)).map(next -> next.toInstant());
  }
}
