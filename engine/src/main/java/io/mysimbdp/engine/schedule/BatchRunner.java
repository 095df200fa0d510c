package io.mysimbdp.engine.schedule;

import io.mysimbdp.engine.config.WorkersConfig;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.ledger.FileState;
import io.mysimbdp.engine.ledger.HeldLease;
import io.mysimbdp.engine.ledger.Ledger;
import io.mysimbdp.engine.ledger.LedgerEntry;
import io.mysimbdp.engine.quarantine.RejectLog;
import io.mysimbdp.engine.run.FileResult;
import io.mysimbdp.engine.run.Run;
import io.mysimbdp.engine.run.RunCounters;
import io.mysimbdp.engine.run.RunFile;
import io.mysimbdp.engine.run.RunResult;
import io.mysimbdp.engine.staging.Exit;
import io.mysimbdp.engine.staging.FileNames;
import io.mysimbdp.engine.worker.StopSignal;
import io.mysimbdp.engine.worker.Worker;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
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
  private final RunMeter meter;
  private final Worker worker;
  private final StopSignal stop;
  private final PassListener listener;
  private final InstantSource clock;
  private final Supplier<String> runIds;
  private final Crew crew;
  private final ScheduledExecutorService timer;
  private final CircuitBreaker breaker;
  private final Fingerprinter fingerprinter;
  // Tenant and content of the files that are being run: of two files with the same content, in one
  // batch or in two at the same time, the second one waits to be found a duplicate.
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();

  BatchRunner(
      Ledger ledger,
      RunMeter meter,
      Worker worker,
      StopSignal stop,
      PassListener listener,
      InstantSource clock,
      Supplier<String> runIds,
      LongSupplier suspendAfter,
      Crew crew,
      ScheduledExecutorService timer) {
    this.ledger = ledger;
    this.meter = meter;
    this.worker = worker;
    this.stop = stop;
    this.listener = listener;
    this.clock = clock;
    this.runIds = runIds;
    this.crew = crew;
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
    Exit exit = batch.tenant().staging().exit(batch.tenant().profile().files());
    String suspension = null;
    try (Candidates candidates =
        new Candidates(
            batch,
            ledger,
            fingerprinter,
            stop,
            listener,
            crew,
            exit,
            underWay,
            outcomes,
            setBack)) {
      Map<RunFile, Optional<LedgerEntry>> files = candidates.admit();
      if (!files.isEmpty()) {
        suspension = runFiles(batch, lease, files, exit, outcomes, setBack).orElse(null);
      }
    } catch (EngineException e) {
      // The ledger or the disk is gone: what has no outcome yet stays in staging.
      addMissing(batch, outcomes, setBack, e.getMessage());
    }
    if (!outcomes.isEmpty()) {
      listener.concluded(batch.tenant().id(), List.copyOf(outcomes));
    }
    return new Ended(outcomes, setBack, suspension);
  }

  private Optional<String> runFiles(
      Batch batch,
      HeldLease lease,
      Map<RunFile, Optional<LedgerEntry>> known,
      Exit exit,
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
    noteWrites(lease);
    known.values().forEach(entry -> entry.ifPresent(former -> forgetParts(batch, former)));
    crew.each(
        files,
        file ->
            ledger.begin(
                lease.lease(),
                run,
                file,
                known.getOrDefault(file, Optional.empty()),
                MendedRejects.originOf(file.name())));
    listener.reached(Step.BEGUN);
    RunCounters counters = new RunCounters();
    counters.noteWritesAhead(
        micros -> {
          lease.wrote(micros);
          noteWrites(lease);
        });
    listener.began(run, counters);
    RunResult result;
    StopSignal stopOfRun = new StopSignal();
    try (PositionKeeper positions =
            new PositionKeeper(ledger, lease, run, counters, listener, crew, timer);
        StopSignal.Subscription stopped = stop.passOnTo(stopOfRun);
        HeldLease.Watch watch = lease.watch(() -> stopOfRun.trip(lost(batch.tenant())))) {
      result = worker.execute(run, stopOfRun, counters);
      positions.ended(result);
    }
    long lastWriteMicros = Math.max(run.firstWriteTimeMicros(), counters.lastWriteMicros());
    lease.wrote(lastWriteMicros);
    listener.reached(Step.RAN);
    listener.ended(run, counters, result);
    // Before any file is committed: so there is no charge without a usage record.
    meter.note(run, result);
    listener.reached(Step.METERED);
    FileEnd end = new FileEnd(batch, lease.lease(), run, lastWriteMicros, ledger, listener, exit);
    List<Map.Entry<RunFile, FileResult>> ended = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      FileResult file = result.files().get(i);
      if (file.state() == FileResult.State.SET_BACK) {
        setBack.add(batch.file(file.name()));
      } else {
        ended.add(Map.entry(files.get(i), file));
      }
    }
    crew.each(ended, file -> end.of(file.getKey(), file.getValue()), outcomes::add);
    Optional<String> suspension = breaker.ended(batch.tenant(), result);
    suspension.ifPresent(why -> listener.suspended(batch.tenant().id(), run.id(), why));
    return suspension;
  }

  private void noteWrites(HeldLease lease) {
    lease.storeWrites(micros -> ledger.leases().noteWrites(lease.lease(), micros));
  }

  /**
   * A run in parts that died has left their logs of rejects; its position knows of none of them.
   */
  private static void forgetParts(Batch batch, LedgerEntry former) {
    if (former.sizeBytes() < WorkersConfig.LEAST_SPLIT_BYTES) {
      return; // It was never cut.
    }
    try {
      RejectLog.deleteParts(
          batch.tenant().folder().rejects(), FileNames.shortened(former.name()), former.runId());
    } catch (IOException e) {
      LOG.debug("The rejects of parts are left behind by run {}", former.runId(), e);
    }
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
