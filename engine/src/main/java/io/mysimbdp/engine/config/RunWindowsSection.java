package io.mysimbdp.engine.config;

import com.typesafe.config.ConfigValue;
import io.mysimbdp.engine.time.CronSchedule;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Binds {@code run-windows} and {@code time-zone}. */
final class RunWindowsSection {

  private static final String TIME_ZONE = "time-zone";

  /** More would only cost time, at each look for the next minute that suits all. */
  private static final int MOST_WINDOWS = 24;

  /** Any day will do: a schedule that has no minute after it has none at all. */
  private static final Instant SOME_DAY = Instant.parse("2020-01-01T00:00:00Z");

  private RunWindowsSection() {}

  /** Returns the time zone of a block. */
  static ZoneId zone(ConfigReader block) {
    String name = block.text(TIME_ZONE);
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      block.expected(TIME_ZONE, "a time zone such as UTC or Europe/Helsinki");
      return ZoneOffset.UTC;
    }
  }

  /**
   * Returns the windows of a block; null when there are none.
   *
   * @param source who has set them, for messages
   */
  static RunWindows.@Nullable Group bind(
      ConfigReader block, ZoneId zone, String source, Problems problems) {
    List<String> crons = block.texts(LimitKey.RUN_WINDOWS);
    if (crons.size() > MOST_WINDOWS) {
      block.problem(
          LimitKey.RUN_WINDOWS,
          "expected at most " + MOST_WINDOWS + " cron expressions, got " + crons.size());
      return null;
    }
    for (int i = 0; i < crons.size(); i++) {
      String problem = problem(crons.get(i), zone);
      if (problem != null) {
        block.problem(
            LimitKey.RUN_WINDOWS,
            i,
            "expected a cron expression of five fields such as * 22-23,0-5 * * *, got "
                + Display.quoted(crons.get(i))
                + ": "
                + problem);
      }
    }
    ConfigValue value = block.raw(LimitKey.RUN_WINDOWS);
    if (crons.isEmpty() || value == null) {
      return null;
    }
    return new RunWindows.Group(
        crons, zone.getId(), source + ", " + problems.where(value.origin()));
  }

  private static @Nullable String problem(String cron, ZoneId zone) {
    try {
      return CronSchedule.parse(cron, zone).nextAfter(SOME_DAY).isPresent()
          ? null
          : "it never matches";
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage()).replaceAll("\\s+", " ").strip();
    }
  }
}
