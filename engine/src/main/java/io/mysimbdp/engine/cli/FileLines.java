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
import java.util.Locale;

/**
 * Says what runs have made of each file: in the logs all of it, for there may be thousands; on the
 * terminal what somebody should look at ({@code log4j2.xml} tells this class from the others).
 */
final class FileLines implements PassListener {

  private static final EventLog EVENTS = EventLog.of(FileLines.class);

  @Override
  public void ended(Run run, RunCounters counters, RunResult result) {
    result.files().forEach(file -> tell(run, file));
  }

  private static void tell(Run run, FileResult file) {
    String tenant = run.profile().id();
    if (file.reason() != null) {
      EVENTS.warn(
          Event.FILE_ENDED,
          about(run, file),
          "{}/{}: {} ({}): {}",
          tenant,
          file.name(),
          file.state(),
          file.code() == null ? "" : file.code().owner().label(),
          file.reason());
    } else if (file.rejectsPath() != null) {
      EVENTS.warn(
          Event.FILE_ENDED,
          about(run, file),
          "{}/{}: {} rejected of {}, see {}",
          tenant,
          file.name(),
          Sizes.counted(file.counts().rejects(), "record"),
          Sizes.count(file.counts().recordsRead()),
          file.rejectsPath());
    } else {
      EVENTS.info(
          Event.FILE_ENDED,
          about(run, file),
          "{}/{}: {}, {}, {}",
          tenant,
          file.name(),
          Sizes.counted(file.counts().recordsRead(), "record"),
          Sizes.counted(file.counts().rowsWritten(), "row"),
          Sizes.bytes(file.counts().bytes()));
    }
  }

  private static About about(Run run, FileResult file) {
    FailureCode code = file.code();
    return BatchLines.about(run)
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
