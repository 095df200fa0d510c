package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.config.Installation;
import io.mysimbdp.engine.config.Problem;
import io.mysimbdp.engine.config.Rates;
import io.mysimbdp.engine.config.Registration;
import io.mysimbdp.engine.config.TenantProfile;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.ledger.TenantControl;
import io.mysimbdp.engine.objectstore.StagingAreas;
import io.mysimbdp.engine.plugin.PluginManifests;
import io.mysimbdp.engine.staging.StagingDirectory;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A tenant as {@code engine tenant list} shows it.
 *
 * @param id its id
 * @param state whether it is served
 * @param why what is wrong with it, or who has suspended it; null: it is served
 * @param profile what it may do; null: its configuration is broken
 * @param version that of its JAR; null: there is none that says it
 * @param staged what waits in its staging directory; null: it cannot be looked at
 * @param rates how fast it may be served; null: nobody knows
 * @param control what the ledger says; null: it was not asked
 */
record TenantLine(
    String id,
    State state,
    @Nullable String why,
    @Nullable TenantProfile profile,
    @Nullable String version,
    StagingDirectory.@Nullable Tally staged,
    @Nullable Rates rates,
    @Nullable TenantControl control) {

  /** A directory with millions of files must not make the list wait. */
  private static final int MOST_FILES = 1000;

  /** Whether a tenant is served. */
  enum State {
    /** It is, when it has files and no rule has them wait. */
    SERVING("serving"),
    /** Somebody has said that it is not. */
    SUSPENDED("suspended"),
    /** Its configuration or its JAR is wrong. */
    BROKEN("broken"),
    /** It has no app. */
    NO_JAR("no JAR");

    private final String word;

    State(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /**
   * Looks at a tenant.
   *
   * @param control what the ledger says; null: it is not asked
   */
  static TenantLine of(
      Registration registration,
      Installation installation,
      PluginManifests plugins,
      @Nullable TenantControl control) {
    String id = registration.tenantId();
    TenantProfile profile = registration.profile();
    if (profile == null) {
      String problems =
          registration.problems().stream().map(Problem::toString).collect(Collectors.joining("; "));
      return new TenantLine(id, State.BROKEN, problems, null, null, null, null, control);
    }
    State state = State.SERVING;
    String why = null;
    String problem = plugins.problem(profile.pluginId()).orElse(null);
    String suspension = suspension(installation, id, control);
    if (problem != null) {
      state = State.BROKEN;
      why = problem;
    } else if (suspension != null) {
      state = State.SUSPENDED;
      why = suspension;
    } else if (plugins.find(profile.pluginId()).isEmpty()) {
      state = State.NO_JAR;
      why = "plugins/ has none with Plugin-Id " + profile.pluginId();
    }
    StagingDirectory.Tally staged = null;
    try {
      staged =
          StagingAreas.of(installation.engine().staging(), id, registration.folder())
              .tally(profile.files(), MOST_FILES);
    } catch (EngineException e) {
      state = State.BROKEN;
      why = e.getMessage();
    }
    Rates own = profile.limits().rates();
    return new TenantLine(
        id,
        state,
        why,
        profile,
        plugins.find(profile.pluginId()).map(PluginManifests.Described::version).orElse(null),
        staged,
        control == null ? own : own.and(control.rates()),
        control);
  }

  private static @Nullable String suspension(
      Installation installation, String id, @Nullable TenantControl control) {
    String configured =
        installation.engine().suspended().contains(id) ? "by suspended in conf/engine.conf" : null;
    return Suspensions.joined(
        configured,
        control == null || control.suspension() == null
            ? null
            : Suspensions.origin(control.suspension()));
  }
}
