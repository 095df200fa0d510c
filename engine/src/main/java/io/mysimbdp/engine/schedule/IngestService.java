package io.mysimbdp.engine.schedule;

import io.mysimbdp.engine.admission.Claim;
import io.mysimbdp.engine.admission.Decision;
import io.mysimbdp.engine.admission.TenantAdmission;
import io.mysimbdp.engine.admission.TenantUse;
import io.mysimbdp.engine.ledger.HeldLease;
import io.mysimbdp.engine.ledger.Ledger;
import io.mysimbdp.engine.log.About;
import io.mysimbdp.engine.log.Event;
import io.mysimbdp.engine.log.EventLog;
import io.mysimbdp.engine.staging.StagingArea;
import io.mysimbdp.engine.time.Backoff;
import io.mysimbdp.engine.worker.StopSignal;
import io.mysimbdp.engine.worker.Worker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Serves tenants until it is told to stop: takes their files as they come, and follows what changes
 * in the tenants themselves.
 *
 * <p>All that is known is known by the one thread that calls {@link #run}; whatever takes long is
 * done on others, which hand in what has come of it. The methods that say what has changed may be
 * called on any thread.
 */
public final class IngestService {

  private static final EventLog EVENTS = EventLog.of(IngestService.class);

  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  private final Batches batches;
  private final TenantDoor door;
  private final StopSignal stop;
  private final InstantSource clock;
  private final PassListener listener;
  private final BatchRunner runner;
  private final BlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();
  private final ServedTenants tenants;
  private final Scans scans;
  private final Openings openings;
  private final Surveys surveys;
  private final TenantViews tenantViews;
  private final Views views;
  private final ExecutorService runs =
      Executors.newCachedThreadPool(task -> ServiceLoop.thread("batch", task));
  // Written by the service's thread alone.
  private volatile ServiceSettings settings;
  private Instant rescanAt = Instant.MIN;
  private int running;
  private @Nullable Instant cancelAt;

  /**
   * Makes a service that serves nobody yet.
   *
   * @param heap what running apps may take of the heap together
   * @param turnBytes a batch takes no more files once it has as many bytes
   * @param meter writes down what each run has used
   * @param stop is tripped to cancel what runs; by this service too, when it has waited long enough
   * @param listener hears of every run and decision
   * @param runIds gives each run its id
   * @param random uniform in [0, 1), for the waits before something is tried again
   * @param crew helps with the steps of many files; stays alive
   * @param timer notes positions; stays alive
   */
  public IngestService(
      ServiceSettings settings,
      HeapBudget heap,
      long turnBytes,
      Ledger ledger,
      RunMeter meter,
      Worker worker,
      TenantDoor door,
      StopSignal stop,
      PassListener listener,
      InstantSource clock,
      Supplier<String> runIds,
      DoubleSupplier random,
      Crew crew,
      ScheduledExecutorService timer) {
    this.settings = settings;
    this.batches = new Batches(heap, turnBytes, clock);
    this.door = door;
    this.stop = stop;
    this.clock = clock;
    this.listener = listener;
    this.runner =
        new BatchRunner(
            ledger,
            meter,
            worker,
            stop,
            listener,
            clock,
            runIds,
            () -> this.settings.suspendAfter(),
            crew,
            timer);
    this.tenants =
        new ServedTenants(
            batches, door, new Backoff(Duration.ofSeconds(10), Duration.ofHours(1), random));
    ServiceLoop loop = new ServiceLoop(inbox, batches, () -> this.settings, clock);
    this.scans = new Scans(loop, new Intake(ledger, listener, clock));
    this.surveys = new Surveys(loop);
    this.tenantViews = new TenantViews(batches);
    this.views = new Views(inbox, this::describe, clock);
    this.openings =
        new Openings(
            loop, door, ledger, new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(5), random));
  }

  /** Stops soon: nothing is begun any more, and what runs may end by itself for a while. */
  public void stop() {
    inbox.add(
        () -> {
          if (cancelAt == null) {
            cancelAt = clock.instant().plus(settings.drain());
            if (running > 0) {
              EVENTS.info(
                  Event.ENGINE_STOPPING,
                  About.platform()
                      .with("batches", running)
                      .with("seconds", settings.drain().toSeconds()),
                  "Stopping: {} may go on for {} s",
                  running == 1 ? "1 batch" : running + " batches",
                  settings.drain().toSeconds());
            }
          }
        });
  }

  /** Changes how the service works. */
  public void set(ServiceSettings changed) {
    inbox.add(() -> settings = changed);
  }

  /** Has a tenant's staging directory looked at. */
  public void changed(String tenant) {
    inbox.add(
        () -> {
          tenants.find(tenant).ifPresent(Serving::changed);
        });
  }

  /**
   * Says who the tenants are from now on. Batches under way end as they began; the next ones of a
   * tenant are as it is now.
   *
   * @param current all that are to be served
   * @param applied is called on the service's thread when no new batch will be as it was before
   */
  public void update(List<Tenant> current, Runnable applied) {
    List<Tenant> copy = List.copyOf(current);
    inbox.add(
        () -> {
          tenants.apply(copy);
          applied.run();
        });
  }

  /** Returns how things stand, for each tenant that is or was served. May take a moment. */
  public List<ServiceTally> tallies() throws InterruptedException {
    BlockingQueue<List<ServiceTally>> answer = new LinkedBlockingQueue<>();
    inbox.add(() -> answer.add(tenants.tallies()));
    return answer.take();
  }

  /**
   * Returns how the service stands, or how it did within the last second. May be called on any
   * thread, as often as anybody likes.
   *
   * @return empty while the service has not begun; an older one when it is not answering
   * @throws InterruptedException when interrupted while it waits for the service, for 2 s at most
   */
  public Optional<ServiceView> view() throws InterruptedException {
    return views.get();
  }

  private ServiceView describe() {
    Instant now = clock.instant();
    surveys.refresh(tenants.all(), now);
    return new ServiceView(
        now,
        cancelAt != null,
        running,
        settings.concurrentRuns(),
        tenants.all().stream().map(serving -> tenantViews.of(serving, now)).toList());
  }

  /**
   * Serves until stopped.
   *
   * @return what was made of each tenant
   * @throws InterruptedException when interrupted; what runs is cancelled
   */
  public List<ServiceTally> run() throws InterruptedException {
    try {
      while (cancelAt == null || running > 0) {
        Instant now = clock.instant();
        if (cancelAt == null) {
          if (!now.isBefore(rescanAt)) {
            rescanAt = now.plus(settings.rescan());
            scans.rescan(tenants.all());
          }
          // Before a tenant is closed, for with its queue goes what was judged of its files.
          keepOut();
          List.copyOf(tenants.all()).forEach(serving -> advance(serving, now));
          beginBatches();
        } else if (!cancelAt.isAfter(now)) {
          stop.trip("the engine was stopped");
        }
        await(now);
      }
      return tenants.tallies();
    } finally {
      if (running > 0) {
        stop.trip("the engine was stopped");
      }
      views.end();
      surveys.stop();
      scans.stop();
      runs.shutdownNow();
      openings.stop();
      tenants.all().forEach(Serving::letGo);
    }
  }

  /** Waits for something to happen, or for the time to do something. */
  private void await(Instant now) throws InterruptedException {
    Duration wait = Duration.between(now, rescanAt);
    if (cancelAt != null) {
      wait = stop.isTripped() ? LONGEST_WAIT : Duration.between(now, cancelAt);
    } else {
      for (Serving serving : tenants.all()) {
        Instant next = nextOf(serving);
        if (next.isBefore(now.plus(wait))) {
          wait = Duration.between(now, next);
        }
      }
    }
    Runnable event =
        wait.isNegative() || wait.isZero()
            ? inbox.poll()
            : inbox.poll(Math.max(1, wait.toMillis()), TimeUnit.MILLISECONDS);
    for (; event != null; event = inbox.poll()) {
      event.run();
    }
  }

  private Instant nextOf(Serving serving) {
    return switch (serving.phase) {
      case OPENING, CLOSING -> Instant.MAX;
      case IDLE ->
          serving.tenant.isSuspended() || serving.scanning ? Instant.MAX : serving.nextLook();
      case OPEN -> {
        if (serving.leaving || serving.tenant.isSuspended()) {
          yield Instant.MAX;
        }
        Instant look = serving.scanning || scans.isFull(serving) ? Instant.MAX : serving.nextLook();
        if (serving.successor != null && serving.openNotBefore.isBefore(look)) {
          look = mayBeSucceeded(serving) ? serving.openNotBefore : Instant.MAX;
        }
        Instant close = isBusy(serving) ? Instant.MAX : serving.idleSince.plus(settings.linger());
        yield look.isBefore(close) ? look : close;
      }
    };
  }

  private boolean isBusy(Serving serving) {
    String id = serving.tenant.id();
    return serving.scanning || batches.running(id) > 0 || batches.waiting(id) > 0;
  }

  /** Does for a tenant what is to be done next. */
  private void advance(Serving serving, Instant now) {
    switch (serving.phase) {
      case IDLE -> {
        if (serving.leaving) {
          tenants.remove(serving);
        } else if (!serving.tenant.isSuspended() && !serving.scanning && serving.isDue(now)) {
          look(serving, now);
        }
      }
      case OPEN -> advanceOpen(serving, now);
      case OPENING, CLOSING -> {
        // Whoever does it hands in what has come of it.
      }
    }
  }

  private void advanceOpen(Serving serving, Instant now) {
    HeldLease lease = serving.lease;
    boolean isLost = lease != null && lease.isLost();
    if (serving.leaving || isLost || serving.tenant.isSuspended()) {
      // It takes no more files; what runs is let to end.
      tenants.putBack(serving);
      if (!isBusy(serving)) {
        openings.close(serving);
      }
    } else if (serving.successor != null && !now.isBefore(serving.openNotBefore)) {
      tenants.putBack(serving);
      if (mayBeSucceeded(serving)) {
        openings.open(serving);
      }
    } else if (serving.isDue(now) && !serving.scanning && !scans.isFull(serving)) {
      scans.scan(serving, now);
    } else if (isBusy(serving)) {
      serving.idleSince = now;
    } else if (!now.isBefore(serving.idleSince.plus(settings.linger()))) {
      openings.close(serving);
    }
  }

  /** Whatever ends a scan or a batch asks again. */
  private boolean mayBeSucceeded(Serving serving) {
    return !serving.scanning
        && (serving.keepsItsQuotas() || batches.running(serving.tenant.id()) == 0);
  }

  /** A first look costs no more than a listing: most staging directories are empty. */
  private void look(Serving serving, Instant now) {
    serving.looking(now);
    StagingArea area = serving.tenant.staging();
    if (area.isNear()) {
      looked(serving, area.hasStagedFiles());
    } else {
      scans.look(serving, isAny -> looked(serving, isAny));
    }
  }

  /** Opens it if anything lies there; it may have become another one, or be leaving, by now. */
  private void looked(Serving serving, boolean isAny) {
    if (!isAny) {
      serving.nothingStaged();
      return;
    }
    if (serving.phase != TenantView.Phase.IDLE
        || serving.leaving
        || serving.tenant.isSuspended()
        || cancelAt != null) {
      return;
    }
    Instant now = clock.instant();
    serving.changed();
    if (windowOf(serving.tenant, now) instanceof Decision.Deferred closed) {
      EVENTS.info(
          Event.FILES_DEFERRED,
          About.tenant(serving.tenant.id()).with("reason", closed.reason()),
          "{}: its files wait, {}",
          serving.tenant.id(),
          closed.reason());
      serving.hold(closed, closed.notBefore() == null ? Instant.MAX : closed.notBefore());
    } else {
      openings.open(serving);
    }
  }

  /** Whoever may run nothing now need not be opened; nothing is used up of a quota but by files. */
  private static Decision windowOf(Tenant tenant, Instant now) {
    return new TenantAdmission(tenant.profile())
        .judge(new Claim(0, new TenantUse(tenant.profile().limits(), List.of()), now));
  }

  private void keepOut() {
    batches.judged().forEach((tenant, judged) -> scans.keepOut(tenants.of(tenant), judged));
  }

  private void beginBatches() {
    while (running < settings.concurrentRuns()) {
      Optional<Batch> next = batches.next();
      keepOut();
      if (next.isEmpty()) {
        return;
      }
      Batch batch = next.get();
      Serving serving = tenants.of(batch.tenant());
      HeldLease lease = serving.lease;
      if (lease == null) {
        throw new IllegalStateException("A batch without a lease: " + batch.tenant().id());
      }
      TenantDoor.Pin pin = door.pin(batch.tenant().plugin());
      running++;
      runs.execute(
          () -> {
            BatchRunner.Ended ended = runOrFail(batch, lease);
            inbox.add(() -> ended(serving, batch, ended, pin));
          });
    }
  }

  private BatchRunner.Ended runOrFail(Batch batch, HeldLease lease) {
    try {
      return runner.run(batch, lease);
    } catch (RuntimeException | Error e) {
      EVENTS.defect(
          About.tenant(batch.tenant().id()),
          batch.tenant().id() + ": a batch ended in a defect of the engine",
          e);
      List<FileOutcome> outcomes =
          batch.files().stream()
              .map(file -> FileOutcome.failed(file.name(), "internal error: " + e))
              .toList();
      listener.concluded(batch.tenant().id(), outcomes);
      return new BatchRunner.Ended(outcomes, List.of(), null);
    }
  }

  private void ended(Serving serving, Batch batch, BatchRunner.Ended ended, TenantDoor.Pin pin) {
    Instant now = clock.instant();
    running--;
    pin.close();
    batches.ended(batch, ended.setBack());
    if (ended.suspension() != null) {
      // A successor that waits already is suspended as well, not forgotten.
      Tenant latest = serving.successor == null ? serving.tenant : serving.successor;
      tenants.replace(serving, latest.withSuspension(ended.suspension()));
    }
    serving.idleSince = now;
    serving.note(ended.outcomes());
    Set<String> kept = new TreeSet<>();
    ended.setBack().forEach(file -> kept.add(file.name()));
    for (FileOutcome outcome : ended.outcomes()) {
      if (outcome.state() == FileOutcome.State.FAILED) {
        serving.files.failed(outcome.name(), String.valueOf(outcome.reason()), now);
        kept.add(outcome.name());
      } else if (outcome.state() == FileOutcome.State.WAITING) {
        serving.lookAt(now.plus(serving.tenant.profile().files().quietPeriod()));
      }
    }
    batch.files().stream()
        .map(WaitingFile::name)
        .filter(name -> !kept.contains(name))
        .forEach(serving.files::forget);
    serving.files.nextRetry().ifPresent(serving::lookAt);
  }
}
