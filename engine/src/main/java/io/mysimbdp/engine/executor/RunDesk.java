package io.mysimbdp.engine.executor;

import io.mysimbdp.engine.executor.ExecutorNotice.Cancellation;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.run.Run;
import io.mysimbdp.engine.run.RunCounters;
import io.mysimbdp.engine.run.RunProgress;
import io.mysimbdp.engine.worker.StopSignal;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The runs under way in an executor: how far they are, and who is to end. Safe for all threads. */
final class RunDesk {

  private final Map<String, Place> places = new ConcurrentHashMap<>();

  /** What a run is followed by. */
  record Place(String runId, RunCounters counters, StopSignal stop) {}

  /** Takes a run in. */
  Place begin(Run run) {
    Place place = new Place(run.id(), new RunCounters(), new StopSignal());
    places.put(run.id(), place);
    return place;
  }

  void end(Place place) {
    places.remove(place.runId());
  }

  /** Returns how far the runs have come that have come anywhere. */
  Map<String, RunProgress> progress() {
    Map<String, RunProgress> progress = new HashMap<>();
    places.forEach(
        (run, place) -> {
          RunProgress now = place.counters().progress();
          if (!now.equals(RunProgress.NONE)) {
            progress.put(run, now);
          }
        });
    return progress;
  }

  void cancel(Map<String, Cancellation> cancelled) {
    cancelled.forEach(
        (run, why) -> {
          Place place = places.get(run);
          if (place != null) {
            place.stop().trip(new EngineException(why.code(), why.reason()));
          }
        });
  }

  void each(Consumer<StopSignal> step) {
    places.values().forEach(place -> step.accept(place.stop()));
  }
}
