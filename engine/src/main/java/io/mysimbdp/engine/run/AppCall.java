package io.mysimbdp.engine.run;

import io.mysimbdp.engine.admission.FileAdmission;
import io.mysimbdp.engine.config.TenantProfile;
import io.mysimbdp.engine.config.TenantSettings;
import io.mysimbdp.engine.quarantine.RejectLog;
import io.mysimbdp.engine.share.Throttle;
import io.mysimbdp.engine.staging.FileNames;
import io.mysimbdp.engine.staging.FileSource;
import io.mysimbdp.engine.staging.TenantFolder;
import io.mysimbdp.engine.write.RowSink;
import io.mysimbdp.tenant.ClientBatchIngestApp;
import io.mysimbdp.tenant.IngestSession;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * Opens the files of a run to its app, calls it, and establishes what became of them, wherever the
 * rows go. Used once, on the thread that calls the app.
 */
public final class AppCall {

  private final Run run;
  private final FileSource files;
  private final RunControl control;
  private final RunCounters counters;
  private final LongSupplier nanoTime;
  private final Throttle throttle;
  private final Logger log;

  /**
   * Prepares a call.
   *
   * @param files opens its files
   * @param control ends the app's access, and cancels
   * @param counters shows progress
   * @param nanoTime a monotonic clock
   * @param throttle slows it down
   * @param log where the app's own lines go
   */
  public AppCall(
      Run run,
      FileSource files,
      RunControl control,
      RunCounters counters,
      LongSupplier nanoTime,
      Throttle throttle,
      Logger log) {
    this.run = run;
    this.files = files;
    this.control = control;
    this.counters = counters;
    this.nanoTime = nanoTime;
    this.throttle = throttle;
    this.log = log;
  }

  /**
   * Calls the app and returns what became of the batch; throws nothing.
   *
   * @param writer where the rows go
   * @param session what the app gets for all else
   */
  public RunResult call(ClientBatchIngestApp app, RowSink writer, IngestSession session) {
    TenantProfile profile = run.profile();
    RejectLimit rejectLimit =
        run.part() == null
            ? new RejectLimit(profile.rejects(), counters)
            : RejectLimit.none(counters);
    FileAdmission admission = new FileAdmission(profile);
    List<OpenedFile> opened =
        run.files().stream().map(file -> open(file, rejectLimit, admission)).toList();
    try (BatchFiles files = new BatchFiles(opened)) {
      counters.writesUntil(writer::lastWriteTimeMicros);
      RunContext context =
          new RunContext(
              run,
              control,
              counters,
              files,
              new Settlement(rejectLimit, throttle, writer),
              // Rows are compared with what Cassandra holds in the order of the file.
              run.verification() == null ? profile.confinement().processors() : 1,
              session,
              new TenantSettings(profile),
              log);
      return new RunExecution(run, control, files, writer, context, rejectLimit).execute(app);
    }
  }

  private OpenedFile open(RunFile file, RejectLimit rejectLimit, FileAdmission admission) {
    Path rejects = new TenantFolder(Path.of(run.tenantFolder())).rejects();
    OpenedFile opened =
        new OpenedFile(
            file,
            files,
            run.profile().dialect(),
            control,
            log(file, rejects),
            rejectLimit,
            admission,
            throttle,
            nanoTime,
            counters.events());
    counters.add(opened.tally());
    counters.add(opened);
    return opened;
  }

  private RejectLog log(RunFile file, Path folder) {
    if (run.verification() != null) {
      return RejectLog.discarding();
    }
    FilePart part = file.part();
    String name = FileNames.shortened(file.name());
    return part == null
        ? new RejectLog(folder, name, run.id())
        : RejectLog.ofPart(folder, name, part.wholeRunId(), part.number());
  }
}
