package io.mysimbdp.engine.schedule;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.ledger.FileState;
import io.mysimbdp.engine.ledger.Ledger;
import io.mysimbdp.engine.ledger.LedgerEntry;
import io.mysimbdp.engine.run.Counts;
import io.mysimbdp.engine.run.FileResult;
import io.mysimbdp.engine.run.Run;
import io.mysimbdp.engine.run.RunCounters;
import io.mysimbdp.engine.run.RunFile;
import io.mysimbdp.engine.run.RunResult;
import io.mysimbdp.engine.staging.Departure;
import io.mysimbdp.engine.staging.FileStamp;
import io.mysimbdp.engine.staging.Fingerprint;
import io.mysimbdp.engine.worker.StopSignal;
import io.mysimbdp.engine.worker.Worker;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Takes one batch through all its steps, in the only order that loses nothing: fingerprint, ask the
 * ledger, note RUNNING, run, note the end, and only then move the file. Safe for several threads.
 */
final class BatchRunner {

  private final Ledger ledger;
  private final Worker worker;
  private final StopSignal stop;
  private final PassListener listener;
  private final InstantSource clock;
  private final Supplier<String> runIds;

  BatchRunner(
      Ledger ledger,
      Worker worker,
      StopSignal stop,
      PassListener listener,
      InstantSource clock,
      Supplier<String> runIds) {
    this.ledger = ledger;
    this.worker = worker;
    this.stop = stop;
    this.listener = listener;
    this.clock = clock;
    this.runIds = runIds;
  }

  /** What became of a batch: files with an outcome, and files to be run again. */
  record Ended(List<FileOutcome> outcomes, List<WaitingFile> setBack) {}

  /** Runs a batch; throws nothing that is not a defect of the engine. */
  Ended run(Batch batch) {
    List<FileOutcome> outcomes = new ArrayList<>();
    List<WaitingFile> setBack = new ArrayList<>();
    try {
      List<RunFile> files = admit(batch, outcomes, setBack);
      if (!files.isEmpty()) {
        runFiles(batch, files, outcomes, setBack);
      }
    } catch (EngineException e) {
      // The ledger or the disk is gone: what has no outcome yet stays in staging.
      addMissing(batch, outcomes, setBack, e.getMessage());
    }
    return new Ended(outcomes, setBack);
  }

  private List<RunFile> admit(Batch batch, List<FileOutcome> outcomes, List<WaitingFile> setBack) {
    List<RunFile> files = new ArrayList<>();
    // Two files of one batch may hold the same: the second is a duplicate if the first gets done,
    // which its next turn will show.
    Set<String> contents = new HashSet<>();
    for (WaitingFile file : batch.files()) {
      Optional<RunFile> fingerprinted = fingerprint(batch.tenant(), file, outcomes);
      if (fingerprinted.isEmpty()) {
        continue;
      }
      RunFile candidate = fingerprinted.get();
      Optional<LedgerEntry> known = ledger.find(batch.tenant().id(), candidate.sha256());
      if (known.isPresent() && known.get().state() == FileState.DONE) {
        outcomes.add(duplicate(batch.tenant(), candidate, known.get()));
      } else if (contents.add(candidate.sha256())) {
        files.add(candidate);
      } else {
        setBack.add(file);
      }
    }
    return files;
  }

  private Optional<RunFile> fingerprint(
      Tenant tenant, WaitingFile file, List<FileOutcome> outcomes) {
    try {
      String sha256 = Fingerprint.of(file.path());
      FileStamp after = FileStamp.of(file.path());
      if (!after.equals(file.stamp())) {
        outcomes.add(
            judged(
                tenant,
                new FileOutcome(
                    file.name(),
                    FileOutcome.State.WAITING,
                    Counts.ZERO,
                    "it was changed a moment ago")));
        return Optional.empty();
      }
      return Optional.of(new RunFile(file.name(), file.path().toString(), sha256, after));
    } catch (NoSuchFileException e) {
      // Taken back by the tenant since the scan: nothing to report.
      return Optional.empty();
    } catch (IOException e) {
      outcomes.add(
          judged(
              tenant,
              new FileOutcome(
                  file.name(),
                  FileOutcome.State.FAILED,
                  Counts.ZERO,
                  "file " + file.name() + " cannot be read: " + e)));
      return Optional.empty();
    }
  }

  private FileOutcome duplicate(Tenant tenant, RunFile file, LedgerEntry known) {
    new Departure(tenant.folder()).done(Path.of(file.path()));
    Instant when = known.finishedAt() == null ? known.startedAt() : known.finishedAt();
    String name = known.name().equals(file.name()) ? "this file" : known.name();
    return judged(
        tenant,
        new FileOutcome(
            file.name(),
            FileOutcome.State.DUPLICATE,
            Counts.ZERO,
            "the same content was ingested as "
                + name
                + " at "
                + when.truncatedTo(ChronoUnit.SECONDS)
                + " by run "
                + known.runId()));
  }

  private FileOutcome judged(Tenant tenant, FileOutcome outcome) {
    listener.judged(tenant.id(), outcome);
    return outcome;
  }

  private void runFiles(
      Batch batch, List<RunFile> files, List<FileOutcome> outcomes, List<WaitingFile> setBack) {
    Run run =
        new Run(
            runIds.get(),
            batch.tenant().profile(),
            batch.tenant().plugin(),
            batch.tenant().folder().root().toString(),
            files,
            ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant()));
    for (RunFile file : files) {
      ledger.begin(run, file);
    }
    RunCounters counters = new RunCounters();
    listener.began(run, counters);
    RunResult result = worker.execute(run, stop, counters);
    listener.ended(run, counters, result);
    for (int i = 0; i < files.size(); i++) {
      FileResult file = result.files().get(i);
      if (file.state() == FileResult.State.SET_BACK) {
        setBack.add(waiting(batch, file.name()));
      } else {
        outcomes.add(commit(batch.tenant(), run, files.get(i), file));
      }
    }
  }

  private FileOutcome commit(Tenant tenant, Run run, RunFile file, FileResult result) {
    Departure departure = new Departure(tenant.folder());
    Path path = Path.of(file.path());
    switch (result.state()) {
      case DONE -> {
        ledger.finish(run, file, FileState.DONE, result);
        departure.done(path);
        return outcome(result, FileOutcome.State.DONE);
      }
      case REFUSED -> {
        ledger.finish(run, file, FileState.REFUSED, result);
        departure.refused(path, String.valueOf(result.reason()));
        return outcome(result, FileOutcome.State.REFUSED);
      }
      case FAILED -> {
        ledger.finish(run, file, FileState.FAILED, result);
        return outcome(result, FileOutcome.State.FAILED);
      }
      case SET_BACK -> throw new IllegalArgumentException("not an end: " + result);
    }
    throw new IllegalStateException(result.state().name());
  }

  private static FileOutcome outcome(FileResult result, FileOutcome.State state) {
    return new FileOutcome(result.name(), state, result.counts(), result.reason());
  }

  private static WaitingFile waiting(Batch batch, String name) {
    return batch.files().stream()
        .filter(file -> file.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("Not of this batch: " + name));
  }

  private static void addMissing(
      Batch batch, List<FileOutcome> outcomes, List<WaitingFile> setBack, String reason) {
    for (WaitingFile file : batch.files()) {
      boolean known =
          setBack.contains(file)
              || outcomes.stream().anyMatch(outcome -> outcome.name().equals(file.name()));
      if (!known) {
        outcomes.add(new FileOutcome(file.name(), FileOutcome.State.FAILED, Counts.ZERO, reason));
      }
    }
  }
}
