package io.mysimbdp.engine.metrics;

import io.mysimbdp.engine.run.FileResult;
import io.mysimbdp.engine.run.Run;
import io.mysimbdp.engine.run.RunCounters;
import io.mysimbdp.engine.run.RunResult;
import io.mysimbdp.engine.schedule.FileOutcome;
import io.mysimbdp.engine.schedule.PassListener;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Measures runs, and what becomes of files. Safe for several threads. */
final class PassMeters implements PassListener {

  private final Tenants tenants;
  private final LongSupplier nanoTime;
  private final InstantSource clock;
  private final Map<String, Begun> running = new ConcurrentHashMap<>();

  // What a run has begun under, also when its tenant goes meanwhile.
  private record Begun(TenantMeters meters, long nanos) {}

  PassMeters(Tenants tenants, LongSupplier nanoTime, InstantSource clock) {
    this.tenants = tenants;
    this.nanoTime = nanoTime;
    this.clock = clock;
  }

  @Override
  public void began(Run run, RunCounters counters) {
    TenantMeters meters = tenants.of(run.profile().id());
    meters.counts().began(run.id(), counters);
    running.put(run.id(), new Begun(meters, nanoTime.getAsLong()));
  }

  @Override
  public void ended(Run run, RunCounters counters, RunResult result) {
    Begun begun = running.remove(run.id());
    if (begun == null) {
      return;
    }
    begun.meters.counts().ended(run.id());
    boolean isOfUse =
        result.files().stream()
            .anyMatch(
                file ->
                    file.state() == FileResult.State.DONE
                        || file.state() == FileResult.State.REFUSED);
    begun.meters.batch(
        run.profile().id(), result.code(), isOfUse, nanoTime.getAsLong() - begun.nanos);
    counters.readingTimes().values().forEach(time -> begun.meters.fileRead(time.toNanos()));
  }

  @Override
  public void concluded(String tenant, List<FileOutcome> outcomes) {
    TenantMeters meters = tenants.of(tenant);
    outcomes.forEach(outcome -> meters.file(outcome.state(), clock.instant()));
  }
}
