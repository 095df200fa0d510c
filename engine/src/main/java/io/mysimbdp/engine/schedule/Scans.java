package io.mysimbdp.engine.schedule;

import io.mysimbdp.engine.admission.Decision;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.log.About;
import io.mysimbdp.engine.log.Event;
import io.mysimbdp.engine.log.EventLog;
import io.mysimbdp.engine.staging.Staged;
import io.mysimbdp.engine.staging.StagingArea;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Looks through staging directories for the service, and puts away what may not be run, which takes
 * long, so on threads of its own. Its methods are for the thread of the service.
 */
final class Scans {

  private static final EventLog EVENTS = EventLog.of(Scans.class);

  /** So many files of a tenant are kept in mind at a time; the others lie where they are. */
  private static final int MOST_WAITING = 10_000;

  private static final int THREADS = 2;

  private static final int FAR_THREADS = 16;

  private final ServiceLoop loop;
  private final Intake intake;
  private final ExecutorService threads = ServiceLoop.threads("scan", THREADS);
  // What is far away has a thread wait for each answer, for long when it does not answer.
  private final ExecutorService farThreads = ServiceLoop.threads("far-scan", FAR_THREADS);

  Scans(ServiceLoop loop, Intake intake) {
    this.loop = loop;
    this.intake = intake;
  }

  /** Tells whether so many files of a tenant wait that no more are looked for. */
  boolean isFull(Serving serving) {
    int most = serving.overflowing ? MOST_WAITING / 2 : MOST_WAITING;
    return loop.batches().waiting(serving.tenant.id()) >= most;
  }

  /** Looks for changes that nobody has told of: one question to the file system for each tenant. */
  void rescan(Collection<Serving> tenants) {
    Map<Serving, BooleanSupplier> changes = new LinkedHashMap<>();
    tenants.forEach(serving -> changes.put(serving, serving.change()));
    threads.execute(
        () -> {
          List<Serving> changed = new ArrayList<>();
          changes.forEach(
              (serving, change) -> {
                if (change.getAsBoolean()) {
                  changed.add(serving);
                }
              });
          loop.hand(() -> changed.forEach(Serving::changed));
        });
  }

  private ExecutorService threadsFor(Tenant tenant) {
    return tenant.staging().isNear() ? threads : farThreads;
  }

  /**
   * Has it looked whether anything lies in a staging directory that is far away.
   *
   * @param then is told on the thread of the service
   */
  void look(Serving serving, Consumer<Boolean> then) {
    serving.scanning = true;
    StagingArea area = serving.tenant.staging();
    String tenant = serving.tenant.id();
    farThreads.execute(
        () -> {
          boolean isAny = true;
          try {
            isAny = area.hasStagedFiles();
          } catch (RuntimeException | Error e) {
            EVENTS.defect(
                About.tenant(tenant),
                tenant + ": staging cannot be looked at, for a defect of the engine",
                e);
          } finally {
            boolean found = isAny;
            loop.hand(
                () -> {
                  serving.scanning = false;
                  then.accept(found);
                });
          }
        });
  }

  /** Has a tenant's staging directory looked through. */
  void scan(Serving serving, Instant now) {
    serving.looking(now);
    serving.scanning = true;
    serving.held.beginScan();
    Tenant tenant = serving.tenant;
    SeenFiles.Known known = serving.files.known(now);
    Set<String> present = new TreeSet<>();
    threadsFor(tenant)
        .execute(
            () -> {
              try {
                Intake.Found found =
                    intake.scan(
                        tenant,
                        staged -> {
                          present.add(staged.name());
                          return known.isNews(staged);
                        });
                loop.hand(() -> scanned(serving, found, present));
              } catch (EngineException e) {
                loop.hand(() -> notScanned(serving, e));
              } catch (RuntimeException | Error e) {
                EVENTS.defect(
                    About.tenant(tenant.id()),
                    tenant.id() + ": staging cannot be looked at, for a defect of the engine",
                    e);
                loop.hand(
                    () ->
                        notScanned(
                            serving,
                            new EngineException(FailureCode.INTERNAL, "internal error: " + e, e)));
              }
            });
  }

  private void notScanned(Serving serving, EngineException e) {
    serving.scanning = false;
    if (!String.valueOf(e.getMessage()).equals(serving.scanTrouble)) {
      EVENTS.error(
          Event.TENANT_TROUBLE,
          About.tenant(serving.tenant.id()).with("reason", e.getMessage()),
          "{}: {}",
          serving.tenant.id(),
          e.getMessage());
    }
    serving.scanTrouble = e.getMessage();
    serving.lookAt(loop.now().plus(loop.settings().get().rescan()));
  }

  private void scanned(Serving serving, Intake.Found found, Set<String> present) {
    Instant now = loop.now();
    serving.scanning = false;
    serving.scanTrouble = null;
    serving.held.endScan();
    serving.incomplete = incomplete(serving.tenant, found);
    serving.files.retain(present);
    serving.note(found.outcomes());
    found.stuck().forEach(name -> serving.files.stuck(name, now));
    for (Staged.Settling file : found.settling()) {
      serving.lookAt(file.completeAt());
    }
    serving.files.nextRetry().ifPresent(serving::lookAt);
    String id = serving.tenant.id();
    int room = Math.max(0, MOST_WAITING - loop.batches().waiting(id));
    serving.overflowing = found.ready().size() > room;
    if (serving.overflowing) {
      // The others are found again when there is room.
      serving.changed();
    }
    List<WaitingFile> taken = serving.files.take(found.ready().stream().limit(room).toList());
    if (!taken.isEmpty()) {
      serving.idleSince = now;
      loop.batches().offer(id, taken);
    }
  }

  private static WaitingSum incomplete(Tenant tenant, Intake.Found found) {
    WaitingSum sum = new WaitingSum();
    String quietPeriod =
        "it was changed less than files.quiet-period = "
            + tenant.profile().files().quietPeriod().toMillis()
            + " ms ago and may still be written to";
    for (Staged.Settling file : found.settling()) {
      sum.addUnready(
          () ->
              new FileWait(
                  file.name(),
                  null,
                  null,
                  FileWait.Cause.SETTLING,
                  quietPeriod,
                  file.completeAt()));
    }
    for (Staged.Unmarked file : found.unmarked()) {
      sum.addUnready(
          () -> new FileWait(file.name(), null, null, FileWait.Cause.MARKER, file.reason(), null));
    }
    return sum;
  }

  /** Puts away and reports what a rule keeps from being run now. */
  void keepOut(Serving serving, List<JudgedFile> judged) {
    Tenant tenant = serving.tenant;
    Instant now = loop.now();
    for (JudgedFile each : judged) {
      if (each.decision() instanceof Decision.Deferred deferred) {
        serving.files.forget(each.file().name());
        serving.held.add(each.file(), deferred);
        Instant until = deferred.notBefore();
        if (until == null) {
          // The quota of a pass: the next one begins with the next look.
          until = now.plus(loop.settings().get().rescan());
          loop.batches().beginPass(tenant.id());
        }
        serving.hold(deferred, until);
        serving.changed();
      }
    }
    threadsFor(tenant)
        .execute(
            () -> {
              List<FileOutcome> outcomes = new ArrayList<>();
              try {
                intake.keepOut(tenant, judged, outcomes);
              } catch (EngineException e) {
                EVENTS.warn(
                    Event.TENANT_TROUBLE,
                    About.tenant(tenant.id()).with("reason", e.getMessage()),
                    "{}: decisions are not kept: {}",
                    tenant.id(),
                    e.getMessage());
              }
              loop.hand(
                  () -> {
                    serving.note(outcomes);
                    outcomes.stream()
                        .filter(outcome -> outcome.state() != FileOutcome.State.DEFERRED)
                        .forEach(outcome -> serving.files.forget(outcome.name()));
                  });
            });
  }

  void stop() {
    threads.shutdownNow();
    farThreads.shutdownNow();
  }
}
