package io.mysimbdp.engine.console;

import io.mysimbdp.engine.schedule.ServiceView;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether the engine lives and serves, for whoever restarts it or sends it work. */
final class Health {

  private final ConsoleEngine engine;
  private final InstantSource clock;

  Health(ConsoleEngine engine, InstantSource clock) {
    this.engine = engine;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        Route.get(
            Route.Admission.ANYBODY, "/healthz", call -> Answer.text(200, Answer.TEXT, "alive\n")),
        Route.get(Route.Admission.ANYBODY, "/readyz", call -> ready()));
  }

  private Answer ready() throws InterruptedException {
    ServiceState state = ServiceState.of(engine.view(), clock);
    return Answer.text(state == ServiceState.SERVING ? 200 : 503, Answer.TEXT, state.word() + "\n");
  }

  /** Whether the service does its work. Names are stable: scripts read them. */
  enum ServiceState {
    STARTING,
    SERVING,
    STOPPING,
    /** It does not answer. */
    SILENT;

    private static final Duration SILENCE = Duration.ofSeconds(10);

    static ServiceState of(Optional<ServiceView> view, InstantSource clock) {
      if (view.isEmpty()) {
        return STARTING;
      }
      if (view.get().stopping()) {
        return STOPPING;
      }
      Duration age = Duration.between(view.get().at(), clock.instant());
      return age.compareTo(SILENCE) > 0 ? SILENT : SERVING;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
