package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.admission.Decision;
import io.mysimbdp.engine.admission.FileAdmission;
import io.mysimbdp.engine.admission.FileFacts;
import io.mysimbdp.engine.admission.TenantUse;
import io.mysimbdp.engine.config.TenantProfile;
import io.mysimbdp.engine.ledger.Ledger;
import io.mysimbdp.engine.ledger.LedgerEntry;
import io.mysimbdp.engine.run.PluginRef;
import io.mysimbdp.engine.schedule.Forecast;
import io.mysimbdp.engine.schedule.Tenant;
import io.mysimbdp.engine.staging.Staged;
import io.mysimbdp.engine.staging.StagingArea.Part;
import io.mysimbdp.engine.staging.TenantFolder;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds out why a file is not (yet) ingested, in the order in which the engine itself would come to
 * it: folder, rules for files, ledger, rules for the tenant.
 */
final class Explainer {

  private static final int DECISIONS = 10;

  private final FileName file;
  private final TenantProfile profile;
  private final @Nullable String suspension;
  private final long turnBytes;
  private final @Nullable String unservable;
  private final InstantSource clock;

  /**
   * Makes an explainer.
   *
   * @param suspension why the configuration has the tenant wait; null: it does not
   * @param unservable why the tenant cannot be served at all; null: it can
   */
  Explainer(
      FileName file,
      TenantProfile profile,
      @Nullable String suspension,
      long turnBytes,
      @Nullable String unservable,
      InstantSource clock) {
    this.file = file;
    this.profile = profile;
    this.suspension = suspension;
    this.turnBytes = turnBytes;
    this.unservable = unservable;
    this.clock = clock;
  }

  /** Returns what can be said without the ledger; empty when that is not enough. */
  Optional<Explanation> withoutLedger() {
    if (!file.isStaged()) {
      return Optional.empty();
    }
    Optional<Staged> found =
        staged().stream().filter(each -> each.name().equals(file.name())).findFirst();
    if (found.isEmpty()) {
      return Optional.of(
          explanation(
              "passed over",
              "its name is one that uploads use for unfinished files, or that of a marker; rename it"
                  + " when it is complete",
              null));
    }
    Staged staged = found.get();
    if (staged instanceof Staged.Settling settling) {
      return Optional.of(
          explanation(
              "not complete",
              "it was changed less than files.quiet-period = "
                  + profile.files().quietPeriod().toMillis()
                  + " ms ago; it counts as complete at "
                  + settling.completeAt().truncatedTo(ChronoUnit.MILLIS)
                  + " if it is not changed any more",
              null));
    }
    if (staged instanceof Staged.Unmarked unmarked) {
      return Optional.of(explanation("not complete", unmarked.reason(), null));
    }
    if (staged instanceof Staged.Unfit unfit) {
      Staged.Misfit misfit = unfit.misfit();
      return Optional.of(
          explanation(
              "to be refused",
              unfit.reason(),
              new Decision.Refused(
                  misfit.rule(), misfit.limit(), misfit.actual(), unfit.reason())));
    }
    Decision decision = judge((Staged.Ready) staged);
    if (decision instanceof Decision.Refused refused) {
      return Optional.of(explanation("to be refused", refused.reason(), refused));
    }
    return unservable == null
        ? Optional.empty()
        : Optional.of(explanation("waiting", "its tenant cannot be served: " + unservable, null));
  }

  Explanation with(Ledger ledger) {
    Explanation explanation = file.isStaged() ? staged(ledger) : gone(ledger);
    return explanation.with(ledger.decisions(file.tenant(), file.name(), DECISIONS));
  }

  private Explanation staged(Ledger ledger) {
    String sha256 = file.fingerprint(Part.STAGING);
    Optional<LedgerEntry> known = ledger.find(file.tenant(), sha256);
    if (known.isPresent()) {
      LedgerEntry entry = known.get();
      switch (entry.state()) {
        case DONE -> {
          return explanation(
              "duplicate",
              "the same content was ingested as "
                  + entry.name()
                  + at(entry)
                  + "; the next run moves it to done/ without ingesting it again",
              null);
        }
        case RUNNING -> {
          return explanation(
              "running",
              "run "
                  + entry.runId()
                  + " began with it at "
                  + seconds(entry.startedAt())
                  + " and has not ended; if no engine is running now, the next run takes it up",
              null);
        }
        case REFUSED, FAILED, REOPENED -> {
          // What holds it back now is told below; the reason of then is in the decisions.
        }
      }
    }
    Explanation ahead = forecast(ledger);
    return known
        .filter(entry -> entry.reason() != null)
        .map(
            entry ->
                explanation(
                    ahead.state(),
                    ahead.reason()
                        + "; last time it "
                        + (entry.state().name().equals("FAILED") ? "failed" : "was refused")
                        + at(entry)
                        + ": "
                        + entry.reason(),
                    ahead.decision()))
        .orElse(ahead);
  }

  private Explanation forecast(Ledger ledger) {
    Instant now = clock.instant();
    TenantUse use =
        new TenantUse(
            profile.limits(), ledger.charges(file.tenant(), now.minus(TenantUse.LONGEST)));
    List<Staged.Ready> ready = new ArrayList<>();
    for (Staged each : staged()) {
      if (each instanceof Staged.Ready one && judge(one) instanceof Decision.Admitted) {
        ready.add(one);
      }
    }
    Tenant tenant =
        Suspensions.applied(
            new Tenant(
                profile,
                new TenantFolder(file.registration().folder()),
                file.area(),
                new PluginRef(profile.pluginId(), "", "", ""),
                suspension),
            ledger.control(file.tenant()));
    Forecast forecast = Forecast.of(tenant, use, ready, turnBytes, now);
    Forecast.Prospect prospect = forecast.of(file.name()).orElse(null);
    if (prospect == null) {
      return explanation("gone", "it has left staging/ just now", null);
    }
    if (prospect.decision() instanceof Decision.Deferred deferred) {
      return explanation("deferred", deferred.reason(), deferred);
    }
    if (prospect.decision() instanceof Decision.Refused refused) {
      return explanation("to be refused", refused.reason(), refused);
    }
    return explanation(
        "ready",
        "nothing holds it back: it is in batch "
            + prospect.batch()
            + " of its tenant in the next run, which would take "
            + forecast.admitted()
            + " of "
            + ready.size()
            + " files",
        null);
  }

  /** Explains a file that is not in staging. */
  private Explanation gone(Ledger ledger) {
    if (file.isDone()) {
      Optional<LedgerEntry> entry = ledger.find(file.tenant(), file.fingerprint(Part.DONE));
      return entry
          .map(
              known ->
                  known.name().equals(file.name())
                      ? explanation("done", "it was ingested" + at(known), null)
                      : explanation(
                          "duplicate",
                          "the same content was ingested as " + known.name() + at(known),
                          null))
          .orElseGet(
              () ->
                  explanation(
                      "unknown",
                      "it lies in done/, but the ledger does not know its content",
                      null));
    }
    return file.isRefused()
        ? explanation(
            "refused",
            "it lies in refused/; the reason is in the text file beside it and below",
            null)
        : explanation("unknown", "no folder of its tenant has a file of this name now", null);
  }

  private List<Staged> staged() {
    return file.area().scan(profile.files(), clock);
  }

  private Decision judge(Staged.Ready ready) {
    return new FileAdmission(profile).judge(new FileFacts(ready.name(), ready.stamp().sizeBytes()));
  }

  private Explanation explanation(String state, String reason, @Nullable Decision decision) {
    return new Explanation(file.tenant(), file.name(), state, reason, decision, List.of());
  }

  private static String at(LedgerEntry entry) {
    Instant when = entry.finishedAt() == null ? entry.startedAt() : entry.finishedAt();
    return " at " + seconds(when) + " by run " + entry.runId();
  }

  private static Instant seconds(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS);
  }
}
