package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.log.About;
import io.mysimbdp.engine.log.Event;
import io.mysimbdp.engine.log.EventLog;
import io.mysimbdp.engine.report.Sizes;
import io.mysimbdp.engine.run.FileResult;
import io.mysimbdp.engine.run.Run;
import io.mysimbdp.engine.run.RunCounters;
import io.mysimbdp.engine.run.RunResult;
import io.mysimbdp.engine.schedule.PassListener;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says what runs have made of each file: in the logs all of it, for there may be thousands; on the
 * terminal what somebody should look at ({@code log4j2.xml} tells this class from the others).
 */
final class FileLines implements PassListener {

  private static final EventLog EVENTS = EventLog.of(FileLines.class);

  @Override
  public void ended(Run run, RunCounters counters, RunResult result) {
    Map<String, Duration> times = counters.readingTimes();
    result.files().forEach(file -> tell(run, file, times.get(file.name())));
  }

  /** Says it; the time that the file was read for is null where it was not read to its end. */
  private static void tell(Run run, FileResult file, @Nullable Duration time) {
    String tenant = run.profile().id();
    About about = about(run, file, time);
    if (file.reason() != null) {
      EVENTS.warn(
          Event.FILE_ENDED,
          about,
          "{}/{}: {} ({}): {}",
          tenant,
          file.name(),
          file.state(),
          file.code() == null ? "" : file.code().owner().label(),
          file.reason());
    } else if (file.rejectsPath() != null) {
      EVENTS.warn(
          Event.FILE_ENDED,
          about,
          "{}/{}: {} rejected of {}, see {}",
          tenant,
          file.name(),
          Sizes.counted(file.counts().rejects(), "record"),
          Sizes.count(file.counts().recordsRead()),
          inFolder(run, file.rejectsPath()));
    } else {
      EVENTS.info(
          Event.FILE_ENDED,
          about,
          "{}/{}: {}, {}, {}{}",
          tenant,
          file.name(),
          Sizes.counted(file.counts().recordsRead(), "record"),
          Sizes.counted(file.counts().rowsWritten(), "row"),
          Sizes.bytes(file.counts().bytes()),
          time == null
              ? ""
              : String.format(
                  Locale.ROOT,
                  " in %.1f s, %s rows/s",
                  time.toMillis() / 1e3,
                  Sizes.count(rowsPerSecond(file, time))));
    }
  }

  /** The tenant knows its own folder, and need not know where the platform has put it. */
  private static String inFolder(Run run, String path) {
    return Path.of(run.tenantFolder()).relativize(Path.of(path)).toString();
  }

  private static long rowsPerSecond(FileResult file, Duration time) {
    return Math.round(file.counts().rowsWritten() / Math.max(time.toMillis() / 1e3, 1e-3));
  }

  private static About about(Run run, FileResult file, @Nullable Duration time) {
    FailureCode code = file.code();
    About about =
        time == null
            ? BatchLines.about(run)
            : BatchLines.about(run)
                .with("seconds", time.toMillis() / 1e3)
                .with("rows_per_second", rowsPerSecond(file, time));
    return about
        .with("file", file.name())
        .with("state", file.state().name().toLowerCase(Locale.ROOT))
        .with("records_read", file.counts().recordsRead())
        .with("rows_written", file.counts().rowsWritten())
        .with("rejects", file.counts().rejects())
        .with("skipped", file.counts().skipped())
        .with("bytes", file.counts().bytes())
        .with("rejects_file", file.rejectsPath())
        .with("code", code == null ? null : code.name())
        .with("owner", code == null ? null : code.owner().label())
        .with("reason", file.reason());
  }
}
