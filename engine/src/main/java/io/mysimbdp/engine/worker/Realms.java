package io.mysimbdp.engine.worker;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.log.About;
import io.mysimbdp.engine.log.Event;
import io.mysimbdp.engine.log.EventLog;
import io.mysimbdp.engine.run.Run;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What runs have left behind in this JVM: threads that live on after their run. A tenant that
 * leaves more than it may have at a time, or whose app could not be stopped, runs no more until
 * they have ended, so that it takes one processor away from the others and not all. Safe for all
 * threads.
 */
final class Realms {

  private static final EventLog EVENTS = EventLog.of(Realms.class);

  private static final int MOST_NAMES = 5;

  private final Set<Realm> left = ConcurrentHashMap.newKeySet();

  /** Returns why a run cannot begin here; empty when it can. */
  Optional<EngineException> objection(Run run) {
    left.removeIf(Realm::closeIfEmpty);
    String tenant = run.profile().id();
    List<Realm> own = left.stream().filter(realm -> realm.tenant().equals(tenant)).toList();
    Optional<Realm> haunted = own.stream().filter(Realm::isHaunted).findFirst();
    if (haunted.isPresent()) {
      return Optional.of(
          new EngineException(
              FailureCode.APP_LEFT_THREADS,
              "run "
                  + haunted.get().runId()
                  + " of the same tenant was abandoned and its app still runs; it runs again once"
                  + " that has ended or the engine is started anew"));
    }
    List<String> names = own.stream().flatMap(realm -> realm.left().stream()).toList();
    int most = run.profile().confinement().threads();
    if (names.size() >= most) {
      return Optional.of(
          new EngineException(
              FailureCode.APP_LEFT_THREADS,
              "runs of the same tenant have left "
                  + names.size()
                  + " threads behind ("
                  + some(names)
                  + "), not less than limits.threads = "
                  + most
                  + "; end all threads before ingest returns"));
    }
    return Optional.empty();
  }

  /** Takes care of a realm whose run is over. */
  void over(Realm realm) {
    realm.endProcess();
    List<String> names = realm.left();
    if (!names.isEmpty()) {
      realm.threads().interruptAll();
      EVENTS.warn(
          Event.THREADS_LEFT,
          About.tenant(realm.tenant()).run(realm.runId()).with("threads", names.size()),
          "{}: run {} has left {} {} behind: {}; end all threads before ingest returns",
          realm.tenant(),
          realm.runId(),
          names.size(),
          names.size() == 1 ? "thread" : "threads",
          some(names));
    }
    left.add(realm);
    left.removeIf(Realm::closeIfEmpty);
  }

  /** Returns how many threads runs have left behind, that of the app not counted. */
  int leftThreads() {
    left.removeIf(Realm::closeIfEmpty);
    return left.stream().mapToInt(realm -> realm.left().size()).sum();
  }

  private static String some(List<String> names) {
    String some = String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size())));
    return names.size() > MOST_NAMES ? some + ", …" : some;
  }
}
