package io.mysimbdp.engine.schedule;

import io.mysimbdp.engine.admission.Decision;
import io.mysimbdp.engine.admission.TenantUse;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.ledger.HeldLease;
import io.mysimbdp.engine.ledger.Ledger;
import io.mysimbdp.engine.staging.Staged;
import io.mysimbdp.engine.time.Backoff;
import io.mysimbdp.engine.worker.StopSignal;
import io.mysimbdp.engine.worker.Worker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves tenants until it is told to stop: takes their files as they come, and follows what changes
 * in the tenants themselves.
 *
 * <p>All that is known is known by the one thread that calls {@link #run}; whatever takes long is
 * done on others, which hand in what has come of it. The methods that say what has changed may be
 * called on any thread.
 */
public final class IngestService {

  private static final Logger LOG = LoggerFactory.getLogger(IngestService.class);

  /** So many files of a tenant are kept in mind at a time; the others lie where they are. */
  private static final int MOST_WAITING = 10_000;

  private static final int SCANNING_THREADS = 2;
  private static final int OPENING_THREADS = 4;
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  private final Batches batches;
  private final Ledger ledger;
  private final TenantDoor door;
  private final StopSignal stop;
  private final InstantSource clock;
  private final Intake intake;
  private final BatchRunner runner;
  private final Backoff fileRetries;
  private final Backoff doorRetries;
  private final BlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();
  private final Map<String, Serving> tenants = new LinkedHashMap<>();
  private final Map<String, ServiceTally> gone = new LinkedHashMap<>();
  private final ExecutorService scans = threads("scan", SCANNING_THREADS);
  private final ExecutorService doors = threads("tenants", OPENING_THREADS);
  private final ExecutorService runs = Executors.newCachedThreadPool(task -> thread("batch", task));
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
   * @param stop is tripped to cancel what runs; by this service too, when it has waited long enough
   * @param listener hears of every run and decision
   * @param runIds gives each run its id
   * @param random uniform in [0, 1), for the waits before something is tried again
   * @param timer notes positions; stays alive
   */
  public IngestService(
      ServiceSettings settings,
      HeapBudget heap,
      long turnBytes,
      Ledger ledger,
      Worker worker,
      TenantDoor door,
      StopSignal stop,
      PassListener listener,
      InstantSource clock,
      Supplier<String> runIds,
      DoubleSupplier random,
      ScheduledExecutorService timer) {
    this.settings = settings;
    this.batches = new Batches(heap, turnBytes, clock);
    this.ledger = ledger;
    this.door = door;
    this.stop = stop;
    this.clock = clock;
    this.intake = new Intake(ledger, listener, clock);
    this.runner =
        new BatchRunner(
            ledger, worker, stop, listener, clock, runIds, () -> settings.suspendAfter(), timer);
    this.fileRetries = new Backoff(Duration.ofSeconds(10), Duration.ofHours(1), random);
    this.doorRetries = new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(5), random);
  }

  private static ExecutorService threads(String name, int count) {
    return Executors.newFixedThreadPool(count, task -> thread(name, task));
  }

  private static Thread thread(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Stops soon: nothing is begun any more, and what runs may end by itself for a while. */
  public void stop() {
    inbox.add(
        () -> {
          if (cancelAt == null) {
            cancelAt = clock.instant().plus(settings.drain());
            if (running > 0) {
              LOG.info(
                  "Stopping: {} batches may go on for {} s", running, settings.drain().toSeconds());
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
          Serving serving = tenants.get(tenant);
          if (serving != null) {
            serving.changed();
          }
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
          apply(copy);
          applied.run();
        });
  }

  /** Returns how things stand, for each tenant that is or was served. May take a moment. */
  public List<ServiceTally> tallies() throws InterruptedException {
    BlockingQueue<List<ServiceTally>> answer = new LinkedBlockingQueue<>();
    inbox.add(() -> answer.add(tally()));
    return answer.take();
  }

  private List<ServiceTally> tally() {
    Map<String, ServiceTally> all = new LinkedHashMap<>(gone);
    for (Serving serving : tenants.values()) {
      String id = serving.tenant.id();
      long waiting =
          serving.files.waitingToBeRetried() + (batches.has(id) ? batches.waiting(id) : 0);
      all.put(id, serving.tally.now(waiting, serving.trouble));
    }
    return List.copyOf(all.values());
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
          rescan(now);
          // Before a tenant is closed, for with its queue goes what was judged of its files.
          batches.judged().forEach(this::keepOut);
          List.copyOf(tenants.values()).forEach(serving -> advance(serving, now));
          beginBatches();
        } else if (!cancelAt.isAfter(now)) {
          stop.trip("the engine was stopped");
        }
        await(now);
      }
      return tally();
    } finally {
      if (running > 0) {
        stop.trip("the engine was stopped");
      }
      scans.shutdownNow();
      runs.shutdownNow();
      doors.shutdownNow();
      tenants.values().forEach(Serving::letGo);
    }
  }

  /** Waits for something to happen, or for the time to do something. */
  private void await(Instant now) throws InterruptedException {
    Duration wait = Duration.between(now, rescanAt);
    if (cancelAt != null) {
      wait = stop.isTripped() ? LONGEST_WAIT : Duration.between(now, cancelAt);
    } else {
      for (Serving serving : tenants.values()) {
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
      case IDLE -> serving.tenant.isSuspended() ? Instant.MAX : serving.nextLook();
      case OPEN -> {
        if (serving.leaving || serving.tenant.isSuspended()) {
          yield Instant.MAX;
        }
        Instant look = serving.scanning || isFull(serving) ? Instant.MAX : serving.nextLook();
        if (serving.successor != null && serving.openNotBefore.isBefore(look)) {
          look = mayBeSucceeded(serving) ? serving.openNotBefore : Instant.MAX;
        }
        Instant close = isBusy(serving) ? Instant.MAX : serving.idleSince.plus(settings.linger());
        yield look.isBefore(close) ? look : close;
      }
    };
  }

  private boolean isFull(Serving serving) {
    int most = serving.overflowing ? MOST_WAITING / 2 : MOST_WAITING;
    return batches.waiting(serving.tenant.id()) >= most;
  }

  private boolean isBusy(Serving serving) {
    String id = serving.tenant.id();
    return serving.scanning || batches.running(id) > 0 || batches.waiting(id) > 0;
  }

  /** Looks for changes that nobody has told of: one question to the file system for each tenant. */
  private void rescan(Instant now) {
    if (now.isBefore(rescanAt)) {
      return;
    }
    rescanAt = now.plus(settings.rescan());
    Map<Serving, BooleanSupplier> changes = new LinkedHashMap<>();
    tenants.values().forEach(serving -> changes.put(serving, serving.change()));
    scans.execute(
        () -> {
          List<Serving> changed = new ArrayList<>();
          changes.forEach(
              (serving, change) -> {
                if (change.getAsBoolean()) {
                  changed.add(serving);
                }
              });
          inbox.add(() -> changed.forEach(Serving::changed));
        });
  }

  /** Does for a tenant what is to be done next. */
  private void advance(Serving serving, Instant now) {
    switch (serving.phase) {
      case IDLE -> {
        if (serving.leaving) {
          tenants.remove(serving.tenant.id());
          serving.letGo();
          gone.put(serving.tenant.id(), serving.tally.now(0, null));
          LOG.info("{}: is served no more", serving.tenant.id());
        } else if (!serving.tenant.isSuspended() && serving.isDue(now)) {
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
      putBack(serving);
      if (!isBusy(serving)) {
        close(serving);
      }
    } else if (serving.successor != null && !now.isBefore(serving.openNotBefore)) {
      putBack(serving);
      if (mayBeSucceeded(serving)) {
        open(serving);
      }
    } else if (serving.isDue(now) && !serving.scanning && !isFull(serving)) {
      scan(serving, now);
    } else if (isBusy(serving)) {
      serving.idleSince = now;
    } else if (!now.isBefore(serving.idleSince.plus(settings.linger()))) {
      close(serving);
    }
  }

  private void putBack(Serving serving) {
    List<WaitingFile> left = batches.drain(serving.tenant.id());
    left.forEach(file -> serving.files.forget(file.name()));
    if (!left.isEmpty()) {
      serving.changed();
    }
  }

  /** Whatever ends a scan or a batch asks again. */
  private boolean mayBeSucceeded(Serving serving) {
    return !serving.scanning
        && (hasSameQuota(serving) || batches.running(serving.tenant.id()) == 0);
  }

  private static boolean hasSameQuota(Serving serving) {
    Tenant successor = serving.successor;
    return successor == null
        || successor.profile().limits().isSameQuota(serving.tenant.profile().limits());
  }

  /** A first look costs no more than a listing: most staging directories are empty. */
  private void look(Serving serving, Instant now) {
    serving.looking(now);
    if (serving.tenant.folder().hasStagedFiles()) {
      serving.changed();
      open(serving);
    }
  }

  private void open(Serving serving) {
    serving.phase = Serving.Phase.OPENING;
    Tenant tenant = serving.successor == null ? serving.tenant : serving.successor;
    Optional<HeldLease> held = Optional.ofNullable(serving.lease);
    doors.execute(
        () -> {
          try {
            HeldLease lease = door.open(tenant, held);
            TenantUse use = TenantUses.read(ledger, tenant, clock.instant());
            inbox.add(() -> opened(serving, tenant, lease, use));
          } catch (EngineException e) {
            LOG.debug("Tenant {} cannot be served", tenant.id(), e);
            inbox.add(() -> notOpened(serving, tenant, e));
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } catch (RuntimeException | Error e) {
            LOG.error("Tenant {} cannot be served for a defect of the engine", tenant.id(), e);
            inbox.add(
                () ->
                    notOpened(
                        serving,
                        tenant,
                        new EngineException(FailureCode.INTERNAL, "internal error: " + e, e)));
          }
        });
  }

  private void opened(Serving serving, Tenant tenant, HeldLease lease, TenantUse use) {
    serving.lease = lease;
    if (isObsolete(serving, tenant)) {
      goOn(serving);
      return;
    }
    serving.phase = Serving.Phase.OPEN;
    serving.openFailures = 0;
    serving.trouble = null;
    serving.idleSince = clock.instant();
    serving.changed();
    TenantUse known = serving.use;
    TenantUse valid = known != null && hasSameQuota(serving) ? known : use;
    if (tenant.equals(serving.successor)) {
      serving.succeed();
    }
    if (!batches.has(tenant.id())) {
      serving.use = use;
      batches.add(tenant, use, List.of());
    } else {
      // Batches under way charge what is known already.
      serving.use = valid;
      batches.replace(tenant, valid);
    }
  }

  /** Tells whether a tenant has become another one again while it was being opened. */
  private static boolean isObsolete(Serving serving, Tenant opened) {
    return serving.successor != null && !opened.equals(serving.successor);
  }

  /** Has a tenant that has changed while it was being opened be opened as it is now. */
  private void goOn(Serving serving) {
    HeldLease lease = serving.lease;
    if (batches.has(serving.tenant.id())) {
      serving.phase = Serving.Phase.OPEN;
    } else if (lease == null) {
      serving.phase = Serving.Phase.IDLE;
      serving.succeed();
    } else if (serving.leaving || lease.isLost()) {
      giveBack(serving, lease);
    } else {
      open(serving);
    }
    serving.changed();
  }

  private void notOpened(Serving serving, Tenant tenant, EngineException e) {
    if (isObsolete(serving, tenant)) {
      // What it is now need not fail as well.
      LOG.debug("{}: has changed meanwhile", tenant.id());
      goOn(serving);
      return;
    }
    String id = serving.tenant.id();
    boolean isServed = batches.has(id);
    String message = e.getMessage() + (isServed ? "; it is served as it was before" : "");
    if (!message.equals(serving.trouble)) {
      LOG.error("{}: {}", id, message);
    }
    serving.trouble = message;
    serving.openFailures++;
    serving.openNotBefore = clock.instant().plus(doorRetries.after(serving.openFailures));
    serving.phase = isServed ? Serving.Phase.OPEN : Serving.Phase.IDLE;
    serving.changed();
    HeldLease lease = serving.lease;
    if (!isServed) {
      serving.succeed();
    }
    if (!isServed && lease != null) {
      // From an opening before, that was of no use any more when it was done.
      giveBack(serving, lease);
    }
  }

  private void close(Serving serving) {
    String id = serving.tenant.id();
    batches.remove(id);
    HeldLease lease = serving.lease;
    if (lease != null) {
      giveBack(serving, lease);
    }
  }

  private void giveBack(Serving serving, HeldLease lease) {
    serving.lease = null;
    serving.phase = Serving.Phase.CLOSING;
    doors.execute(
        () -> {
          try {
            door.close(lease);
          } finally {
            inbox.add(() -> closed(serving, lease.isLost()));
          }
        });
  }

  private void closed(Serving serving, boolean wasLost) {
    serving.phase = Serving.Phase.IDLE;
    if (wasLost) {
      serving.openNotBefore = clock.instant().plus(settings.linger());
      serving.changed();
    }
    serving.files.nextRetry().ifPresent(serving::lookAt);
    if (serving.successor != null) {
      serving.succeed();
      serving.changed();
    }
  }

  private void scan(Serving serving, Instant now) {
    serving.looking(now);
    serving.scanning = true;
    Tenant tenant = serving.tenant;
    SeenFiles.Known known = serving.files.known(now);
    Set<String> present = new TreeSet<>();
    scans.execute(
        () -> {
          try {
            Intake.Found found =
                intake.scan(
                    tenant,
                    staged -> {
                      present.add(staged.name());
                      return known.isNews(staged);
                    });
            inbox.add(() -> scanned(serving, found, present));
          } catch (EngineException e) {
            inbox.add(() -> notScanned(serving, e));
          } catch (RuntimeException | Error e) {
            LOG.error("{}: staging cannot be looked at for a defect", tenant.id(), e);
            inbox.add(
                () ->
                    notScanned(
                        serving,
                        new EngineException(FailureCode.INTERNAL, "internal error: " + e, e)));
          }
        });
  }

  private void notScanned(Serving serving, EngineException e) {
    serving.scanning = false;
    if (!String.valueOf(e.getMessage()).equals(serving.trouble)) {
      LOG.error("{}: {}", serving.tenant.id(), e.getMessage());
    }
    serving.trouble = e.getMessage();
    serving.lookAt(clock.instant().plus(settings.rescan()));
  }

  private void scanned(Serving serving, Intake.Found found, Set<String> present) {
    Instant now = clock.instant();
    serving.scanning = false;
    serving.trouble = null;
    serving.files.retain(present);
    note(serving, found.outcomes());
    found.stuck().forEach(name -> serving.files.stuck(name, now));
    for (Staged.Settling file : found.settling()) {
      serving.lookAt(file.completeAt());
    }
    serving.files.nextRetry().ifPresent(serving::lookAt);
    String id = serving.tenant.id();
    int room = Math.max(0, MOST_WAITING - batches.waiting(id));
    serving.overflowing = found.ready().size() > room;
    if (serving.overflowing) {
      // The others are found again when there is room.
      serving.changed();
    }
    List<WaitingFile> taken = serving.files.take(found.ready().stream().limit(room).toList());
    if (!taken.isEmpty()) {
      serving.idleSince = now;
      batches.offer(id, taken);
    }
  }

  private void note(Serving serving, List<FileOutcome> outcomes) {
    for (FileOutcome outcome : outcomes) {
      serving.tally = serving.tally.plus(outcome);
    }
  }

  private void beginBatches() {
    while (running < settings.concurrentRuns()) {
      Optional<Batch> next = batches.next();
      batches.judged().forEach(this::keepOut);
      if (next.isEmpty()) {
        return;
      }
      Batch batch = next.get();
      Serving serving = servingOf(batch.tenant());
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
      LOG.error("{}: a batch ended in a defect of the engine", batch.tenant().id(), e);
      return new BatchRunner.Ended(
          batch.files().stream()
              .map(file -> FileOutcome.failed(file.name(), "internal error: " + e))
              .toList(),
          List.of(),
          null);
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
      replace(serving, latest.withSuspension(ended.suspension()));
    }
    serving.idleSince = now;
    note(serving, ended.outcomes());
    Set<String> kept = new TreeSet<>();
    ended.setBack().forEach(file -> kept.add(file.name()));
    for (FileOutcome outcome : ended.outcomes()) {
      if (outcome.state() == FileOutcome.State.FAILED) {
        serving.files.failed(outcome.name(), now);
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

  /** Puts away and reports what a rule keeps from being run now. */
  private void keepOut(Tenant tenant, List<JudgedFile> judged) {
    Serving serving = servingOf(tenant);
    Instant now = clock.instant();
    for (JudgedFile each : judged) {
      if (each.decision() instanceof Decision.Deferred deferred) {
        serving.files.forget(each.file().name());
        Instant until = deferred.notBefore();
        if (until == null) {
          // The quota of a pass: the next one begins with the next look.
          until = now.plus(settings.rescan());
          batches.beginPass(tenant.id());
        }
        if (until.isAfter(serving.heldUntil)) {
          serving.heldUntil = until;
        }
        serving.changed();
      }
    }
    scans.execute(
        () -> {
          List<FileOutcome> outcomes = new ArrayList<>();
          try {
            intake.keepOut(tenant, judged, outcomes);
          } catch (EngineException e) {
            LOG.warn("{}: decisions are not kept: {}", tenant.id(), e.getMessage());
          }
          inbox.add(
              () -> {
                note(serving, outcomes);
                outcomes.stream()
                    .filter(outcome -> outcome.state() != FileOutcome.State.DEFERRED)
                    .forEach(outcome -> serving.files.forget(outcome.name()));
              });
        });
  }

  private void apply(List<Tenant> current) {
    Set<String> ids = new TreeSet<>();
    for (Tenant tenant : current) {
      ids.add(tenant.id());
      Serving serving = tenants.get(tenant.id());
      if (serving == null) {
        ServiceTally former = gone.remove(tenant.id());
        Serving comer = new Serving(tenant, door.pin(tenant.plugin()), fileRetries);
        comer.tally = former == null ? comer.tally : former;
        tenants.put(tenant.id(), comer);
      } else {
        serving.leaving = false;
        replace(serving, tenant);
      }
    }
    for (Serving serving : tenants.values()) {
      if (!ids.contains(serving.tenant.id()) && !serving.leaving) {
        serving.leaving = true;
        LOG.info(
            "{}: takes no more files, and goes when its batches have ended", serving.tenant.id());
      }
    }
  }

  private void replace(Serving serving, Tenant tenant) {
    Tenant latest = serving.successor == null ? serving.tenant : serving.successor;
    if (latest.equals(tenant)) {
      return;
    }
    // Whatever it was that did not work or was not allowed: now it may.
    serving.files.forgetFailures();
    serving.heldUntil = Instant.MIN;
    serving.openNotBefore = Instant.MIN;
    serving.openFailures = 0;
    serving.changed();
    TenantDoor.Pin pin = door.pin(tenant.plugin());
    TenantUse use = serving.use;
    boolean isOpen = serving.phase == Serving.Phase.OPEN;
    if (isOpen && tenant.isSuspended()) {
      putBack(serving);
    }
    if (isOpen && use != null && isSameToOpen(serving.tenant, tenant)) {
      serving.become(tenant, pin);
      batches.replace(tenant, use);
    } else if (serving.phase == Serving.Phase.IDLE) {
      serving.become(tenant, pin);
    } else {
      serving.succeedBy(tenant, pin);
    }
  }

  /**
   * Tells whether a tenant's tables and quotas are the same, so that it need not be opened anew.
   */
  private static boolean isSameToOpen(Tenant one, Tenant other) {
    return one.plugin().equals(other.plugin())
        && one.profile().keyspace().equals(other.profile().keyspace())
        && one.profile().tables().equals(other.profile().tables())
        && Objects.equals(one.profile().schemaFile(), other.profile().schemaFile())
        && one.profile().limits().isSameQuota(other.profile().limits());
  }

  private Serving servingOf(Tenant tenant) {
    Serving serving = tenants.get(tenant.id());
    if (serving == null) {
      throw new IllegalStateException("Not a tenant of this service: " + tenant.id());
    }
    return serving;
  }
}
