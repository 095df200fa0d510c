package io.mysimbdp.engine.schedule;

import io.mysimbdp.engine.config.TenantProfile;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.ledger.Ledger;
import io.mysimbdp.engine.run.Counts;
import io.mysimbdp.engine.staging.Departure;
import io.mysimbdp.engine.staging.Staged;
import io.mysimbdp.engine.staging.StagingDirectory;
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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One pass over the staging directories of some tenants: what is staged when it begins is run,
 * once. Files that are still settling are waited for, one quiet period at most. Used once, by one
 * thread.
 */
public final class IngestPass {

  private static final Logger LOG = LoggerFactory.getLogger(IngestPass.class);

  private final int concurrentRuns;
  private final StopSignal stop;
  private final PassListener listener;
  private final InstantSource clock;
  private final BatchRunner runner;
  private final Map<String, Progress> progress = new LinkedHashMap<>();

  /**
   * Makes a pass.
   *
   * @param concurrentRuns how many batches run at a time; one of each tenant
   * @param stop ends the pass early
   * @param listener hears of every run
   * @param runIds gives each run its id
   */
  public IngestPass(
      int concurrentRuns,
      Ledger ledger,
      Worker worker,
      StopSignal stop,
      PassListener listener,
      InstantSource clock,
      Supplier<String> runIds) {
    this.concurrentRuns = concurrentRuns;
    this.stop = stop;
    this.listener = listener;
    this.clock = clock;
    this.runner = new BatchRunner(ledger, worker, stop, listener, clock, runIds);
  }

  /**
   * Runs what is staged.
   *
   * @return an outcome for each tenant, in their order
   * @throws InterruptedException when interrupted; runs under way have been cancelled
   */
  public List<TenantOutcome> run(List<Tenant> tenants) throws InterruptedException {
    for (Tenant tenant : tenants) {
      progress.put(tenant.id(), new Progress(tenant));
    }
    runAll(scan(Set.of()));
    Instant completeAt = latestSettling();
    if (completeAt != null && !stop.isTripped()) {
      Duration wait = Duration.between(clock.instant(), completeAt);
      LOG.info("Waiting {} ms for files that may still be written to", wait.toMillis());
      stop.await(wait);
      Set<String> before = new TreeSet<>();
      progress.values().forEach(p -> p.settling.keySet().forEach(n -> before.add(p.key(n))));
      runAll(scan(before));
    }
    progress.values().forEach(Progress::reportSettling);
    return progress.values().stream().map(Progress::outcome).toList();
  }

  /**
   * Looks through the staging directories.
   *
   * @param only the files to look at, by {@link Progress#key}; empty: all
   */
  private Batches scan(Set<String> only) {
    Batches batches = new Batches();
    for (Progress tenant : progress.values()) {
      try {
        batches.add(tenant.tenant, readyFiles(tenant, only));
      } catch (EngineException e) {
        tenant.failure = e.getMessage();
      }
    }
    return batches;
  }

  private List<WaitingFile> readyFiles(Progress progress, Set<String> only) {
    Tenant tenant = progress.tenant;
    TenantProfile profile = tenant.profile();
    StagingDirectory directory =
        new StagingDirectory(
            tenant.folder().staging(), profile.filePatterns(), profile.quietPeriod(), clock);
    List<WaitingFile> ready = new ArrayList<>();
    progress.settling.clear();
    for (Staged staged : directory.scan()) {
      if (!only.isEmpty() && !only.contains(progress.key(staged.name()))) {
        continue;
      }
      if (staged instanceof Staged.Ready file) {
        ready.add(new WaitingFile(file.name(), file.path(), file.stamp()));
      } else if (staged instanceof Staged.Settling file) {
        progress.settling.put(file.name(), file.completeAt());
      } else if (staged instanceof Staged.Unfit file) {
        progress.outcomes.add(refuse(tenant, file));
      }
    }
    return ready;
  }

  private FileOutcome refuse(Tenant tenant, Staged.Unfit file) {
    if (file.movable()) {
      new Departure(tenant.folder()).refused(file.path(), file.reason());
    }
    FileOutcome outcome =
        new FileOutcome(file.name(), FileOutcome.State.REFUSED, Counts.ZERO, file.reason());
    listener.judged(tenant.id(), outcome);
    return outcome;
  }

  private @Nullable Instant latestSettling() {
    return progress.values().stream()
        .flatMap(p -> p.settling.values().stream())
        .max(Instant::compareTo)
        .orElse(null);
  }

  private void runAll(Batches batches) throws InterruptedException {
    ExecutorService pool =
        Executors.newFixedThreadPool(
            concurrentRuns, task -> new Thread(task, "batch-" + System.identityHashCode(task)));
    try {
      CompletionService<Finished> running = new ExecutorCompletionService<>(pool);
      int underWay = 0;
      while (true) {
        while (underWay < concurrentRuns && !stop.isTripped()) {
          Batch batch = batches.next().orElse(null);
          if (batch == null) {
            break;
          }
          running.submit(() -> new Finished(batch, runner.run(batch)));
          underWay++;
        }
        if (underWay == 0) {
          break;
        }
        Finished finished = take(running);
        underWay--;
        batches.setBack(finished.batch, finished.ended.setBack());
        batches.ended(finished.batch);
        progressOf(finished.batch.tenant()).outcomes.addAll(finished.ended.outcomes());
      }
    } finally {
      pool.shutdownNow();
    }
    batches.drain().forEach((tenant, files) -> progressOf(tenant).addStopped(files));
  }

  private static Finished take(CompletionService<Finished> running) throws InterruptedException {
    try {
      return running.take().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("A batch ended in a defect of the engine", e.getCause());
    }
  }

  private Progress progressOf(Tenant tenant) {
    Progress found = progress.get(tenant.id());
    if (found == null) {
      throw new IllegalArgumentException("Not a tenant of this pass: " + tenant.id());
    }
    return found;
  }

  private record Finished(Batch batch, BatchRunner.Ended ended) {}

  /** What the pass has made of a tenant so far. */
  private static final class Progress {
    private final Tenant tenant;
    private final List<FileOutcome> outcomes = new ArrayList<>();
    private final Map<String, Instant> settling = new LinkedHashMap<>();
    private @Nullable String failure;

    Progress(Tenant tenant) {
      this.tenant = tenant;
    }

    String key(String fileName) {
      return tenant.id() + "/" + fileName;
    }

    void addStopped(List<WaitingFile> files) {
      for (WaitingFile file : files) {
        outcomes.add(
            new FileOutcome(
                file.name(),
                FileOutcome.State.WAITING,
                Counts.ZERO,
                "the engine was stopped before its turn"));
      }
    }

    void reportSettling() {
      settling
          .keySet()
          .forEach(
              name ->
                  outcomes.add(
                      new FileOutcome(
                          name,
                          FileOutcome.State.WAITING,
                          Counts.ZERO,
                          "it was changed less than files.quiet-period = "
                              + tenant.profile().quietPeriod().toMillis()
                              + " ms ago and may still be written to")));
    }

    TenantOutcome outcome() {
      return new TenantOutcome(tenant.id(), outcomes, failure);
    }
  }
}
