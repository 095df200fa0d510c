package io.mysimbdp.engine.schedule;

import io.mysimbdp.engine.admission.TenantUse;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.ledger.HeldLease;
import io.mysimbdp.engine.ledger.Ledger;
import io.mysimbdp.engine.log.About;
import io.mysimbdp.engine.log.Event;
import io.mysimbdp.engine.log.EventLog;
import io.mysimbdp.engine.worker.StopSignal;
import io.mysimbdp.engine.worker.Worker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One pass over the staging directories of some tenants: what is staged when it begins is run,
 * once. Files that are still settling are waited for, one quiet period at most. Used once, by one
 * thread.
 */
public final class IngestPass {

  private static final EventLog EVENTS = EventLog.of(IngestPass.class);

  private final int concurrentRuns;
  private final HeapBudget heap;
  private final long turnBytes;
  private final Ledger ledger;
  private final StopSignal stop;
  private final InstantSource clock;
  private final Map<String, HeldLease> leases;
  private final Intake intake;
  private final BatchRunner runner;
  private final Map<String, TenantProgress> progress = new LinkedHashMap<>();

  /**
   * Makes a pass.
   *
   * @param concurrentRuns how many batches run at a time
   * @param heap what their apps may take of the heap together
   * @param turnBytes a batch takes no more files once it has as many bytes
   * @param suspendAfter a tenant is suspended after this many failed runs in a row
   * @param meter writes down what each run has used
   * @param stop ends the pass early
   * @param listener hears of every run and decision
   * @param runIds gives each run its id
   * @param leases of all tenants that are to be served
   * @param crew helps with the steps of many files; stays alive
   * @param timer notes positions; stays alive
   */
  public IngestPass(
      int concurrentRuns,
      HeapBudget heap,
      long turnBytes,
      long suspendAfter,
      Ledger ledger,
      RunMeter meter,
      Worker worker,
      StopSignal stop,
      PassListener listener,
      InstantSource clock,
      Supplier<String> runIds,
      Map<String, HeldLease> leases,
      Crew crew,
      ScheduledExecutorService timer) {
    this.concurrentRuns = concurrentRuns;
    this.heap = heap;
    this.ledger = ledger;
    this.stop = stop;
    this.turnBytes = turnBytes;
    this.leases = Map.copyOf(leases);
    this.intake = new Intake(ledger, listener, clock);
    this.clock = clock;
    this.runner =
        new BatchRunner(
            ledger, meter, worker, stop, listener, clock, runIds, () -> suspendAfter, crew, timer);
  }

  /**
   * Runs what is staged.
   *
   * @return an outcome for each tenant, in their order
   * @throws InterruptedException when interrupted; runs under way have been cancelled
   */
  public List<TenantOutcome> run(List<Tenant> tenants) throws InterruptedException {
    for (Tenant tenant : tenants) {
      progress.put(tenant.id(), new TenantProgress(tenant));
    }
    progress.values().forEach(this::readUse);
    runAll(scan(Set.of()));
    Instant completeAt = latestSettling();
    if (completeAt != null && !stop.isTripped()) {
      Duration wait = Duration.between(clock.instant(), completeAt);
      EVENTS.info(
          Event.FILES_SETTLING,
          About.platform().with("seconds", wait.toMillis() / 1e3),
          "Waiting {} ms for files that may still be written to",
          wait.toMillis());
      stop.await(wait);
      Set<String> before = new TreeSet<>();
      progress.values().forEach(p -> before.addAll(p.settlingKeys()));
      runAll(scan(before));
    }
    progress.values().forEach(TenantProgress::reportSettling);
    return progress.values().stream().map(TenantProgress::outcome).toList();
  }

  private void readUse(TenantProgress tenant) {
    try {
      tenant.use(TenantUses.read(ledger, tenant.tenant(), clock.instant()));
    } catch (EngineException e) {
      tenant.failed(e.getMessage());
    }
  }

  /**
   * Looks through the staging directories.
   *
   * @param only the files to look at, by {@link TenantProgress#key}; empty: all
   */
  private Batches scan(Set<String> only) {
    Batches batches = new Batches(heap, turnBytes, clock);
    for (TenantProgress tenant : progress.values()) {
      try {
        if (tenant.use().isPresent()) {
          batches.add(tenant.tenant(), tenant.use().get(), readyFiles(tenant, only));
        }
      } catch (EngineException e) {
        tenant.failed(e.getMessage());
      }
    }
    return batches;
  }

  private List<WaitingFile> readyFiles(TenantProgress tenant, Set<String> only) {
    tenant.scanAgain();
    Intake.Found found =
        intake.scan(
            tenant.tenant(), staged -> only.isEmpty() || only.contains(tenant.key(staged.name())));
    found.settling().forEach(tenant::settling);
    found.unmarked().forEach(tenant::unmarked);
    found.outcomes().forEach(tenant::add);
    return found.ready();
  }

  private @Nullable Instant latestSettling() {
    return progress.values().stream()
        .flatMap(p -> p.latestSettling().stream())
        .max(Instant::compareTo)
        .orElse(null);
  }

  private void runAll(Batches batches) throws InterruptedException {
    ExecutorService pool =
        Executors.newFixedThreadPool(concurrentRuns, task -> new Thread(task, "batch"));
    try {
      CompletionService<Finished> running = new ExecutorCompletionService<>(pool);
      int underWay = 0;
      while (true) {
        while (underWay < concurrentRuns && !stop.isTripped()) {
          Batch batch = batches.next().orElse(null);
          batches.judged().forEach(this::report);
          if (batch == null) {
            break;
          }
          running.submit(() -> new Finished(batch, runner.run(batch, leaseOf(batch))));
          underWay++;
        }
        if (underWay == 0) {
          break;
        }
        Finished finished = take(running);
        underWay--;
        batches.ended(finished.batch, finished.ended.setBack());
        suspend(batches, finished.batch.tenant(), finished.ended.suspension());
        finished.ended.outcomes().forEach(progressOf(finished.batch.tenant())::add);
      }
    } finally {
      pool.shutdownNow();
    }
    batches.drain().forEach((tenant, files) -> progressOf(tenant).addStopped(files));
  }

  /** Has the other files of a tenant wait that has just been suspended. */
  private void suspend(Batches batches, Tenant tenant, @Nullable String suspension) {
    TenantUse use = progressOf(tenant).use().orElse(null);
    if (suspension != null && use != null) {
      batches.replace(tenant.withSuspension(suspension), use);
    }
  }

  private HeldLease leaseOf(Batch batch) {
    HeldLease lease = leases.get(batch.tenant().id());
    if (lease == null) {
      throw new IllegalStateException("Nobody has taken the lease of " + batch.tenant().id());
    }
    return lease;
  }

  private static Finished take(CompletionService<Finished> running) throws InterruptedException {
    try {
      return running.take().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("A batch ended in a defect of the engine", e.getCause());
    }
  }

  /** Reports files that a rule keeps from being run now. */
  private void report(Tenant tenant, List<JudgedFile> judged) {
    List<FileOutcome> outcomes = new ArrayList<>();
    try {
      intake.keepOut(tenant, judged, outcomes);
    } catch (EngineException e) {
      progressOf(tenant).failed(e.getMessage());
    }
    outcomes.forEach(progressOf(tenant)::add);
  }

  private TenantProgress progressOf(Tenant tenant) {
    TenantProgress found = progress.get(tenant.id());
    if (found == null) {
      throw new IllegalArgumentException("Not a tenant of this pass: " + tenant.id());
    }
    return found;
  }

  private record Finished(Batch batch, BatchRunner.Ended ended) {}
}
