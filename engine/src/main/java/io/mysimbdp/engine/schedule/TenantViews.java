package io.mysimbdp.engine.schedule;

import io.mysimbdp.engine.admission.TenantUse;
import io.mysimbdp.engine.staging.FileStamp;
import io.mysimbdp.engine.staging.Staged;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Describes how tenants of the service stand. For the service's thread alone. */
final class TenantViews {

  private final Batches batches;

  TenantViews(Batches batches) {
    this.batches = batches;
  }

  TenantView of(Serving serving, Instant now) {
    Tenant tenant = serving.tenant;
    TenantUse use = serving.use;
    return new TenantView(
        tenant.id(),
        tenant.profile().plan(),
        serving.phase,
        serving.hold(now),
        waiting(serving, now),
        batches.has(tenant.id()) ? batches.running(tenant.id()) : 0,
        use == null ? List.of() : use.amounts(now),
        serving.tally(batches));
  }

  private FilesWaiting waiting(Serving serving, Instant now) {
    WaitingSum sum = new WaitingSum();
    TenantView.Hold hold = serving.hold(now);
    Survey survey = serving.survey;
    if (survey != null && hold != null && serving.isKeptOut(now)) {
      add(survey, hold, sum);
      return sum.view();
    }
    String id = serving.tenant.id();
    if (batches.has(id)) {
      batches.addTo(id, sum);
    }
    serving.held.addTo(sum);
    serving.files.addTo(sum);
    sum.add(serving.incomplete);
    if (serving.overflowing) {
      sum.andMore();
    }
    FilesWaiting waiting = sum.view();
    return hold == null || hold.cause() != FileWait.Cause.SUSPENDED
        ? waiting
        : suspended(waiting, hold);
  }

  /** Whatever else its files wait for, nothing of it matters while their tenant is suspended. */
  private static FilesWaiting suspended(FilesWaiting waiting, TenantView.Hold hold) {
    List<FileWait> first =
        waiting.first().stream()
            .map(
                file ->
                    new FileWait(
                        file.name(),
                        file.bytes(),
                        file.modified(),
                        hold.cause(),
                        hold.reason(),
                        hold.until()))
            .toList();
    return new FilesWaiting(
        waiting.count(),
        waiting.unready(),
        waiting.isMore(),
        waiting.bytes(),
        waiting.oldest(),
        first);
  }

  private static void add(Survey survey, TenantView.Hold hold, WaitingSum sum) {
    long named = 0;
    long namedUnready = 0;
    long namedBytes = 0;
    for (Staged staged : survey.first()) {
      named++;
      if (staged instanceof Staged.Ready ready) {
        sum.add(ready.stamp(), () -> described(staged.name(), ready.stamp(), hold));
        namedBytes += ready.stamp().sizeBytes();
      } else {
        sum.addUnready(() -> described(staged.name(), null, hold));
        namedUnready++;
      }
    }
    sum.add(
        Math.max(0, survey.files() - named),
        Math.max(0, survey.unready() - namedUnready),
        Math.max(0, survey.bytes() - namedBytes));
    if (survey.isMore()) {
      sum.andMore();
    }
  }

  private static FileWait described(String name, @Nullable FileStamp stamp, TenantView.Hold hold) {
    return stamp == null
        ? new FileWait(name, null, null, hold.cause(), hold.reason(), hold.until())
        : FileWait.of(name, stamp, hold.cause(), hold.reason(), hold.until());
  }
}
