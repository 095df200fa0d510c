package io.mysimbdp.engine.schedule;

import io.mysimbdp.engine.admission.Charge;
import io.mysimbdp.engine.admission.Decision;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.ledger.FileState;
import io.mysimbdp.engine.ledger.HeldLease;
import io.mysimbdp.engine.ledger.Judged;
import io.mysimbdp.engine.ledger.Ledger;
import io.mysimbdp.engine.ledger.LedgerEntry;
import io.mysimbdp.engine.quarantine.RejectLog;
import io.mysimbdp.engine.run.Counts;
import io.mysimbdp.engine.run.FileResult;
import io.mysimbdp.engine.run.Run;
import io.mysimbdp.engine.run.RunCounters;
import io.mysimbdp.engine.run.RunFile;
import io.mysimbdp.engine.run.RunResult;
import io.mysimbdp.engine.staging.Departure;
import io.mysimbdp.engine.worker.StopSignal;
import io.mysimbdp.engine.worker.Worker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one batch through all its steps, in the only order that loses nothing: fingerprint, ask the
 * ledger, note RUNNING, run, note the end, and only then move the file. Safe for several threads.
 */
final class BatchRunner {

  private static final Logger LOG = LoggerFactory.getLogger(BatchRunner.class);

  /** A minute: positions are noted every second, and a row takes a microsecond of write time. */
  private static final long UNNOTED_MICROS = 60_000_000;

  private final Ledger ledger;
  private final Worker worker;
  private final StopSignal stop;
  private final PassListener listener;
  private final InstantSource clock;
  private final Supplier<String> runIds;
  private final ScheduledExecutorService timer;
  private final CircuitBreaker breaker;
  private final Fingerprinter fingerprinter;
  // Tenant and content of the files that are being run: of two files with the same content, in one
  // batch or in two at the same time, the second one waits to be found a duplicate.
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();

  BatchRunner(
      Ledger ledger,
      Worker worker,
      StopSignal stop,
      PassListener listener,
      InstantSource clock,
      Supplier<String> runIds,
      LongSupplier suspendAfter,
      ScheduledExecutorService timer) {
    this.ledger = ledger;
    this.worker = worker;
    this.stop = stop;
    this.listener = listener;
    this.clock = clock;
    this.runIds = runIds;
    this.timer = timer;
    this.breaker = new CircuitBreaker(ledger, suspendAfter);
    this.fingerprinter = new Fingerprinter(stop, timer);
  }

  /**
   * What became of a batch.
   *
   * @param outcomes of its files
   * @param setBack files of it that are to be run again
   * @param suspension why the tenant is suspended from now on, as a sentence; null: it is not
   */
  record Ended(
      List<FileOutcome> outcomes, List<WaitingFile> setBack, @Nullable String suspension) {}

  /**
   * Runs a batch; throws nothing that is not a defect of the engine.
   *
   * @param lease of its tenant
   */
  Ended run(Batch batch, HeldLease lease) {
    List<FileOutcome> outcomes = new ArrayList<>();
    List<WaitingFile> setBack = new ArrayList<>();
    Map<RunFile, Optional<LedgerEntry>> files = new LinkedHashMap<>();
    String suspension = null;
    try {
      admit(batch, files, outcomes, setBack);
      if (!files.isEmpty()) {
        suspension = runFiles(batch, lease, files, outcomes, setBack).orElse(null);
      }
    } catch (EngineException e) {
      // The ledger or the disk is gone: what has no outcome yet stays in staging.
      addMissing(batch, outcomes, setBack, e.getMessage());
    } finally {
      files.keySet().forEach(file -> underWay.remove(contentKey(batch.tenant(), file)));
    }
    return new Ended(outcomes, setBack, suspension);
  }

  private void admit(
      Batch batch,
      Map<RunFile, Optional<LedgerEntry>> files,
      List<FileOutcome> outcomes,
      List<WaitingFile> setBack) {
    for (WaitingFile file : batch.files()) {
      if (stop.isTripped()) {
        setBack.add(file);
        continue;
      }
      Fingerprinter.Result result = fingerprinter.fingerprint(batch.tenant(), file);
      if (result instanceof Fingerprinter.Ended ended) {
        outcomes.add(judged(batch.tenant(), ended.outcome()));
      } else if (result instanceof Fingerprinter.Stopped) {
        setBack.add(file);
      }
      if (!(result instanceof Fingerprinter.Known known)) {
        continue;
      }
      RunFile candidate = known.file();
      if (!underWay.add(contentKey(batch.tenant(), candidate))) {
        setBack.add(file);
        continue;
      }
      Optional<LedgerEntry> entry = ledger.find(batch.tenant().id(), candidate.sha256());
      if (entry.isPresent() && entry.get().state() == FileState.DONE) {
        underWay.remove(contentKey(batch.tenant(), candidate));
        outcomes.add(duplicate(batch.tenant(), candidate, entry.get()));
      } else {
        files.put(resumed(batch.tenant(), candidate, entry), entry);
      }
    }
    ledger.keep(
        batch.tenant().id(),
        files.keySet().stream().map(file -> new Judged(file.name(), Decision.ADMITTED)).toList());
  }

  /**
   * A file goes on where a run before has come to, if all is as it was then: another app, another
   * dialect or other settings could make other rows of the records before.
   */
  private static RunFile resumed(Tenant tenant, RunFile file, Optional<LedgerEntry> known) {
    return known
        .filter(entry -> entry.position() != null)
        .filter(entry -> entry.pluginSha256().equals(tenant.plugin().sha256()))
        .filter(entry -> entry.profileSha256().equals(tenant.profileSha256()))
        .map(
            entry ->
                new RunFile(
                    file.name(),
                    file.path(),
                    file.sha256(),
                    file.stamp(),
                    entry.position(),
                    entry.rejectsPath()))
        .orElse(file);
  }

  private static String contentKey(Tenant tenant, RunFile file) {
    return tenant.id() + "/" + file.sha256();
  }

  private FileOutcome duplicate(Tenant tenant, RunFile file, LedgerEntry known) {
    // The engine may have died between the commit and the charge; charged again, it changes
    // nothing.
    ledger.charge(known);
    try {
      departure(tenant).done(Path.of(file.path()));
    } catch (EngineException e) {
      return judged(tenant, FileOutcome.failed(file.name(), e.getMessage()));
    }
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

  private static Departure departure(Tenant tenant) {
    return new Departure(tenant.folder(), tenant.profile().files());
  }

  private Optional<String> runFiles(
      Batch batch,
      HeldLease lease,
      Map<RunFile, Optional<LedgerEntry>> known,
      List<FileOutcome> outcomes,
      List<WaitingFile> setBack) {
    if (lease.isLost()) {
      throw lost(batch.tenant());
    }
    List<RunFile> files = List.copyOf(known.keySet());
    // Cassandra keeps milliseconds; what is charged in memory must be what will be read again.
    Instant begin = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Run run =
        new Run(
            runIds.get(),
            batch.tenant().profile(),
            batch.tenant().plugin(),
            batch.tenant().folder().root().toString(),
            files,
            begin,
            lease.firstWriteMicros(
                ChronoUnit.MICROS.between(Instant.EPOCH, begin), lastWriteMicros(known)));
    ledger.leases().noteWrites(lease.lease(), run.firstWriteTimeMicros());
    known.forEach(
        (file, entry) ->
            ledger.begin(lease.lease(), run, file, entry, MendedRejects.originOf(file.name())));
    listener.reached(Step.BEGUN);
    RunCounters counters = new RunCounters();
    listener.began(run, counters);
    RunResult result;
    StopSignal stopOfRun = new StopSignal();
    try (PositionKeeper ignored =
            new PositionKeeper(ledger, lease, run, counters, listener, timer);
        StopSignal.Subscription stopped = stop.passOnTo(stopOfRun);
        HeldLease.Watch watch = lease.watch(() -> stopOfRun.trip(lost(batch.tenant())))) {
      result = worker.execute(run, stopOfRun, counters);
    }
    long lastWriteMicros = Math.max(run.firstWriteTimeMicros(), counters.lastWriteMicros());
    lease.wrote(lastWriteMicros);
    listener.reached(Step.RAN);
    listener.ended(run, counters, result);
    for (int i = 0; i < files.size(); i++) {
      FileResult file = result.files().get(i);
      if (file.state() == FileResult.State.SET_BACK) {
        setBack.add(waiting(batch, file.name()));
      } else {
        outcomes.add(commit(batch, lease, run, files.get(i), file, lastWriteMicros));
      }
    }
    return breaker.ended(batch.tenant(), result);
  }

  private static EngineException lost(Tenant tenant) {
    return new EngineException(
        FailureCode.LEASE_LOST,
        "the lease of tenant " + tenant.id() + " is lost; another engine may serve it");
  }

  /** A run that has died may have written a little more than it has noted. */
  private static long lastWriteMicros(Map<RunFile, Optional<LedgerEntry>> known) {
    return known.values().stream()
        .flatMap(Optional::stream)
        .mapToLong(
            entry ->
                entry.state() == FileState.RUNNING
                    ? entry.lastWriteMicros() + UNNOTED_MICROS
                    : entry.lastWriteMicros())
        .max()
        .orElse(0);
  }

  private FileOutcome commit(
      Batch batch,
      HeldLease lease,
      Run run,
      RunFile file,
      FileResult result,
      long lastWriteMicros) {
    Tenant tenant = batch.tenant();
    Path path = Path.of(file.path());
    switch (result.state()) {
      case DONE -> {
        Instant at = ledger.done(lease.lease(), run, file, result, lastWriteMicros);
        listener.reached(Step.COMMITTED);
        Charge charge = new Charge(at, 1, file.sizeBytes(), result.counts().rowsWritten());
        ledger.charge(tenant.id(), file.sha256(), run.id(), charge);
        batch.use().charge(charge);
        listener.reached(Step.CHARGED);
        FileOutcome outcome = leave(tenant, path, result);
        forgetFormerRejects(file, result);
        listener.reached(Step.MOVED);
        return outcome;
      }
      case REFUSED -> {
        Decision.Refused decision = refusal(result);
        ledger.finish(lease.lease(), run, file, FileState.REFUSED, result, lastWriteMicros);
        ledger.keep(tenant.id(), List.of(new Judged(file.name(), decision)));
        try {
          departure(tenant).refused(path, String.valueOf(result.reason()));
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
      case FAILED -> {
        ledger.finish(lease.lease(), run, file, FileState.FAILED, result, lastWriteMicros);
        return outcome(result, FileOutcome.State.FAILED);
      }
      case SET_BACK -> throw new IllegalArgumentException("not an end: " + result);
    }
    throw new IllegalStateException(result.state().name());
  }

  /** The rejects of the run before have been taken over into those of this one. */
  private static void forgetFormerRejects(RunFile file, FileResult result) {
    String former = file.formerRejects();
    if (former != null && !former.equals(result.rejectsPath())) {
      try {
        RejectLog.delete(Path.of(former));
      } catch (IOException e) {
        LOG.warn("Rejects of an earlier run are left behind: {}: {}", former, e.toString());
      }
    }
  }

  /** The file is done, whether it can be moved or not: the next pass will find it a duplicate. */
  private static FileOutcome leave(Tenant tenant, Path path, FileResult result) {
    try {
      departure(tenant).done(path);
      return outcome(result, FileOutcome.State.DONE);
    } catch (EngineException e) {
      return outcome(
          result, FileOutcome.State.DONE, "ingested, but still in staging: " + e.getMessage());
    }
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

  private static FileOutcome outcome(FileResult result, FileOutcome.State state) {
    return outcome(result, state, result.reason());
  }

  private static FileOutcome outcome(
      FileResult result, FileOutcome.State state, @Nullable String reason) {
    return new FileOutcome(result.name(), state, result.counts(), reason);
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
        outcomes.add(FileOutcome.failed(file.name(), reason));
      }
    }
  }
}
