package io.mysimbdp.engine.schedule;

import io.mysimbdp.engine.admission.Decision;
import io.mysimbdp.engine.admission.FileAdmission;
import io.mysimbdp.engine.admission.FileFacts;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.ledger.Judged;
import io.mysimbdp.engine.ledger.Ledger;
import io.mysimbdp.engine.staging.FileStamp;
import io.mysimbdp.engine.staging.Location;
import io.mysimbdp.engine.staging.Staged;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Takes in what lies in the staging directories: complete files are let through that keep the rules
 * for files, the others are put away with the reason. Safe for several threads; to be used for a
 * tenant only by whoever holds its lease.
 */
final class Intake {

  private final Ledger ledger;
  private final PassListener listener;
  private final InstantSource clock;

  Intake(Ledger ledger, PassListener listener, InstantSource clock) {
    this.ledger = ledger;
    this.listener = listener;
    this.clock = clock;
  }

  /**
   * What one look at a staging directory has found.
   *
   * @param ready files to be run, in the order of arrival
   * @param settling files that may still be written to
   * @param unmarked files that wait for their markers
   * @param outcomes what has become of the others
   * @param stuck those of them that are still there, for they cannot be moved away
   */
  record Found(
      List<WaitingFile> ready,
      List<Staged.Settling> settling,
      List<Staged.Unmarked> unmarked,
      List<FileOutcome> outcomes,
      List<String> stuck) {

    private static Found nothing() {
      return new Found(
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>());
    }
  }

  /**
   * Looks through a tenant's staging directory.
   *
   * @param which what to look at; the rest is passed over
   * @throws EngineException when the directory cannot be read, or the ledger not be reached
   */
  Found scan(Tenant tenant, Predicate<Staged> which) {
    FileAdmission admission = new FileAdmission(tenant.profile());
    Found found = Found.nothing();
    List<Judged> refused = new ArrayList<>();
    for (Staged staged : tenant.staging().scan(tenant.profile().files(), clock)) {
      if (!which.test(staged)) {
        continue;
      }
      if (staged instanceof Staged.Ready file) {
        Decision decision = admission.judge(new FileFacts(file.name(), file.stamp().sizeBytes()));
        if (decision instanceof Decision.Refused refusal) {
          refused.addAll(
              putAway(tenant, file.name(), file.location(), file.stamp(), refusal, found));
        } else {
          found.ready.add(new WaitingFile(file.name(), file.location(), file.stamp()));
        }
      } else if (staged instanceof Staged.Settling file) {
        found.settling.add(file);
      } else if (staged instanceof Staged.Unmarked file) {
        found.unmarked.add(file);
      } else if (staged instanceof Staged.Unfit file) {
        Staged.Misfit misfit = file.misfit();
        Decision.Refused refusal =
            new Decision.Refused(misfit.rule(), misfit.limit(), misfit.actual(), file.reason());
        if (file.movable()) {
          // What a link or the like leads to is not looked at, nor its size.
          refused.addAll(putAway(tenant, file.name(), file.location(), null, refusal, found));
        } else {
          report(tenant, file.name(), refusal, found.outcomes);
          refused.add(new Judged(file.name(), refusal));
          found.stuck.add(file.name());
        }
      }
    }
    if (!found.outcomes.isEmpty()) {
      listener.concluded(tenant.id(), List.copyOf(found.outcomes));
    }
    ledger.keep(tenant.id(), refused);
    return found;
  }

  private List<Judged> putAway(
      Tenant tenant,
      String name,
      Location location,
      @Nullable FileStamp stamp,
      Decision.Refused decision,
      Found found) {
    List<Judged> refused = refuse(tenant, name, location, stamp, decision, found.outcomes);
    if (refused.isEmpty()) {
      found.stuck.add(name);
    }
    return refused;
  }

  /**
   * Puts away or reports files that a rule keeps from being run now.
   *
   * @throws EngineException when the ledger cannot be reached; the files have been dealt with
   */
  void keepOut(Tenant tenant, List<JudgedFile> judged, List<FileOutcome> outcomes) {
    int known = outcomes.size();
    List<Judged> decisions = new ArrayList<>();
    Map<String, List<FileOutcome>> deferrals = new LinkedHashMap<>();
    for (JudgedFile each : judged) {
      WaitingFile file = each.file();
      if (each.decision() instanceof Decision.Refused refused) {
        decisions.addAll(
            refuse(tenant, file.name(), file.location(), file.stamp(), refused, outcomes));
      } else if (each.decision() instanceof Decision.Deferred deferred) {
        FileOutcome outcome = FileOutcome.deferred(file.name(), deferred);
        deferrals
            .computeIfAbsent(String.valueOf(outcome.reason()), any -> new ArrayList<>())
            .add(outcome);
        outcomes.add(outcome);
        decisions.add(new Judged(file.name(), deferred));
      } else {
        throw new IllegalArgumentException("Nothing keeps it: " + file.name());
      }
    }
    deferrals.values().forEach(each -> listener.deferred(tenant.id(), each));
    if (outcomes.size() > known) {
      listener.concluded(tenant.id(), List.copyOf(outcomes.subList(known, outcomes.size())));
    }
    ledger.keep(tenant.id(), decisions);
  }

  /**
   * Moves a refused file away; a file that cannot be moved fails alone.
   *
   * @return the decision to be kept; empty when the file has not been moved
   */
  private List<Judged> refuse(
      Tenant tenant,
      String name,
      Location location,
      @Nullable FileStamp stamp,
      Decision.Refused decision,
      List<FileOutcome> outcomes) {
    try {
      tenant.staging().exit(tenant.profile().files()).refused(location, stamp, decision.reason());
    } catch (EngineException e) {
      if (tenant.staging().isThere(location)) {
        outcomes.add(FileOutcome.failed(name, e.getMessage()));
      }
      // Else its tenant has taken it back: nothing to report.
      return List.of();
    }
    report(tenant, name, decision, outcomes);
    return List.of(new Judged(name, decision, stamp == null ? 0 : stamp.sizeBytes()));
  }

  private void report(
      Tenant tenant, String file, Decision.Refused decision, List<FileOutcome> outcomes) {
    FileOutcome outcome = FileOutcome.refused(file, decision);
    listener.judged(tenant.id(), outcome);
    outcomes.add(outcome);
  }
}
