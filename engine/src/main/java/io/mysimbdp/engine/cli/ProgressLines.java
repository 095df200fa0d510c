package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.log.About;
import io.mysimbdp.engine.log.Event;
import io.mysimbdp.engine.log.EventLog;
import io.mysimbdp.engine.report.Sizes;
import io.mysimbdp.engine.run.ProgressMeter;
import io.mysimbdp.engine.run.Run;
import java.time.Duration;
import java.util.Locale;

/** Says now and then how a run gets on ({@code log4j2.xml} tells this class from the others). */
final class ProgressLines {

  private static final EventLog EVENTS = EventLog.of(ProgressLines.class);

  private ProgressLines() {}

  /**
   * Says how a run stands.
   *
   * @param activity what the app says it is doing; empty: nothing
   */
  static void tell(Run run, ProgressMeter.Reading reading, String activity) {
    Duration left = reading.left();
    long rowsPerSecond = Math.round(reading.rowsPerSecond());
    About about =
        BatchLines.about(run)
            .with("bytes", reading.counts().bytes())
            .with("total_bytes", reading.totalBytes())
            .with("records_read", reading.counts().recordsRead())
            .with("rows_written", reading.counts().rowsWritten())
            .with("rows_per_second", rowsPerSecond)
            .with("activity", activity.isEmpty() ? null : activity);
    EVENTS.info(
        Event.BATCH_PROGRESS,
        left == null ? about : about.with("seconds_left", left.toSeconds()),
        "{}: {} % of {}, {}, {} rows/s{}{}",
        run.profile().id(),
        (int) (100 * reading.share()),
        Sizes.bytes(reading.totalBytes()),
        Sizes.counted(reading.counts().recordsRead(), "record"),
        Sizes.count(rowsPerSecond),
        left == null ? "" : ", " + clock(left) + " left",
        activity.isEmpty() ? "" : ", " + activity);
  }

  /** Returns a duration as clocks show it: {@code 0:07}, {@code 12:30} or {@code 1:02:03}. */
  static String clock(Duration time) {
    return time.toHours() > 0
        ? String.format(
            Locale.ROOT, "%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart())
        : String.format(Locale.ROOT, "%d:%02d", time.toMinutesPart(), time.toSecondsPart());
  }
}
