package io.mysimbdp.engine.schedule;

import io.mysimbdp.engine.admission.Decision;
import io.mysimbdp.engine.admission.TenantUse.QuotaStep;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.ledger.FileState;
import io.mysimbdp.engine.ledger.Judged;
import io.mysimbdp.engine.ledger.Lease;
import io.mysimbdp.engine.ledger.Ledger;
import io.mysimbdp.engine.log.About;
import io.mysimbdp.engine.log.Event;
import io.mysimbdp.engine.log.EventLog;
import io.mysimbdp.engine.quarantine.RejectLog;
import io.mysimbdp.engine.run.FileResult;
import io.mysimbdp.engine.run.Run;
import io.mysimbdp.engine.run.RunFile;
import io.mysimbdp.engine.staging.Exit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings the files of a run to their ends, each in the only order that loses nothing: the ledger,
 * the charge, and only then the move. Safe for several threads.
 */
final class FileEnd {

  private static final EventLog EVENTS = EventLog.of(FileEnd.class);

  private final Batch batch;
  private final Lease lease;
  private final Run run;
  private final long lastWriteMicros;
  private final Ledger ledger;
  private final PassListener listener;
  private final Exit exit;

  /**
   * Makes the end of a run.
   *
   * @param lastWriteMicros the write time of its last row, in microseconds since 1970
   */
  FileEnd(
      Batch batch,
      Lease lease,
      Run run,
      long lastWriteMicros,
      Ledger ledger,
      PassListener listener,
      Exit exit) {
    this.batch = batch;
    this.lease = lease;
    this.run = run;
    this.lastWriteMicros = lastWriteMicros;
    this.ledger = ledger;
    this.listener = listener;
    this.exit = exit;
  }

  /**
   * Takes a file through its last steps.
   *
   * @param result what the run has made of it; not that it is to be run again
   * @throws EngineException when the ledger cannot be reached, or the lease is lost
   */
  FileOutcome of(RunFile file, FileResult result) {
    return switch (result.state()) {
      case DONE -> done(file, result);
      case REFUSED -> refused(file, result);
      case FAILED -> {
        ledger.finish(lease, run, file, FileState.FAILED, result, lastWriteMicros);
        yield outcome(result, FileOutcome.State.FAILED, result.reason());
      }
      case SET_BACK -> throw new IllegalArgumentException("not an end: " + result);
    };
  }

  private FileOutcome done(RunFile file, FileResult result) {
    Instant at = ledger.done(lease, run, file, result, lastWriteMicros);
    listener.reached(Step.COMMITTED);
    List<QuotaStep> steps = batch.use().charge(ledger.charge(run, file, result, at));
    if (!steps.isEmpty()) {
      listener.charged(batch.tenant().id(), run.id(), steps);
    }
    listener.reached(Step.CHARGED);
    FileOutcome outcome = leave(file, result);
    forgetFormerRejects(file, result);
    listener.reached(Step.MOVED);
    return outcome;
  }

  /** The file is done, whether it can be moved or not: the next pass will find it a duplicate. */
  private FileOutcome leave(RunFile file, FileResult result) {
    try {
      exit.done(file.location(), file.stamp());
      return outcome(result, FileOutcome.State.DONE, result.reason());
    } catch (EngineException e) {
      return outcome(
          result, FileOutcome.State.DONE, "ingested, but still in staging: " + e.getMessage());
    }
  }

  /** The rejects of the run before have been taken over into those of this one. */
  private void forgetFormerRejects(RunFile file, FileResult result) {
    String former = file.formerRejects();
    if (former != null && !former.equals(result.rejectsPath())) {
      try {
        RejectLog.delete(Path.of(former));
      } catch (IOException e) {
        EVENTS.warn(
            Event.TENANT_TROUBLE,
            About.tenant(batch.tenant().id()).run(run.id()).with("reason", e.toString()),
            "{}: rejects of an earlier run are left behind: {}: {}",
            batch.tenant().id(),
            former,
            e);
      }
    }
  }

  private FileOutcome refused(RunFile file, FileResult result) {
    ledger.finish(lease, run, file, FileState.REFUSED, result, lastWriteMicros);
    ledger.keep(batch.tenant().id(), List.of(new Judged(file.name(), refusal(result))));
    try {
      exit.refused(file.location(), file.stamp(), String.valueOf(result.reason()));
    } catch (EngineException e) {
      return outcome(result, FileOutcome.State.FAILED, e.getMessage());
    }
    return new FileOutcome(
        result.name(),
        FileOutcome.State.REFUSED,
        result.counts(),
        result.reason(),
        result.refusal());
  }

  private static Decision.Refused refusal(FileResult result) {
    Decision.Refused known = result.refusal();
    return known != null
        ? known
        : new Decision.Refused(
            "readable",
            "a file of its dialect",
            String.valueOf(result.reason()),
            String.valueOf(result.reason()));
  }

  private static FileOutcome outcome(
      FileResult result, FileOutcome.State state, @Nullable String reason) {
    return new FileOutcome(result.name(), state, result.counts(), reason);
  }
}
