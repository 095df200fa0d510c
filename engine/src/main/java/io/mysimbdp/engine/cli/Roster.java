package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.config.Installation;
import io.mysimbdp.engine.config.Problem;
import io.mysimbdp.engine.config.Registration;
import io.mysimbdp.engine.config.StagingConfig;
import io.mysimbdp.engine.config.TenantProfile;
import io.mysimbdp.engine.failure.DidYouMean;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.objectstore.StagingAreas;
import io.mysimbdp.engine.plugin.LoadedPlugin;
import io.mysimbdp.engine.plugin.PluginCatalog;
import io.mysimbdp.engine.plugin.PluginFailure;
import io.mysimbdp.engine.run.PluginRef;
import io.mysimbdp.engine.schedule.Tenant;
import io.mysimbdp.engine.schedule.TenantOutcome;
import io.mysimbdp.engine.staging.TenantFolder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who is registered, who is present, and who can be served: configuration and plugins side by side.
 *
 * @param registered the ids in {@code conf/engine.conf}
 * @param present the ids of the JARs that could be loaded
 * @param servable the tenants that can be served
 * @param unservable the others of the selected tenants, each with the reason
 * @param problems what is wrong with JARs that no selected tenant waits for
 * @param warnings JARs and folders without a registration
 */
record Roster(
    List<String> registered,
    List<String> present,
    List<Tenant> servable,
    Map<String, TenantOutcome> unservable,
    List<String> problems,
    List<String> warnings) {

  private static final int MOST_LISTED = 20;
  private static final int MOST_NAMELESS = 2;

  static Roster of(Installation installation, PluginCatalog plugins, Set<String> only) {
    return of(installation, plugins, only, installation.engine().staging());
  }

  /**
   * Puts them side by side.
   *
   * @param only the tenants that are looked at
   * @param staging where their files arrive, whatever the configuration says by now
   */
  static Roster of(
      Installation installation, PluginCatalog plugins, Set<String> only, StagingConfig staging) {
    List<Tenant> servable = new ArrayList<>();
    Map<String, TenantOutcome> unservable = new LinkedHashMap<>();
    List<PluginFailure> unclaimed = new ArrayList<>(plugins.failures());
    Set<String> wanted = new TreeSet<>();
    for (Registration registration : installation.registrations()) {
      String id = registration.tenantId();
      TenantProfile profile = registration.profile();
      wanted.add(profile == null ? id : profile.pluginId());
      List<PluginFailure> own = failuresFor(plugins, profile == null ? id : profile.pluginId());
      unclaimed.removeAll(own);
      if (!only.contains(id)) {
        continue;
      }
      if (profile == null) {
        unservable.put(id, TenantOutcome.failed(id, sentences(registration.problems())));
        continue;
      }
      Optional<LoadedPlugin> plugin = plugins.find(profile.pluginId());
      if (plugin.isPresent()) {
        servable.add(
            new Tenant(
                profile,
                new TenantFolder(registration.folder()),
                StagingAreas.of(staging, id, registration.folder()),
                reference(plugin.get()),
                installation.engine().suspended().contains(id) ? Suspensions.CONFIGURED : null));
      } else {
        unservable.put(id, TenantOutcome.failed(id, missing(profile, own, plugins)));
      }
    }
    return new Roster(
        installation.registrations().stream().map(Registration::tenantId).toList(),
        plugins.plugins().stream().map(LoadedPlugin::id).toList(),
        List.copyOf(servable),
        unservable,
        unclaimed.stream().map(PluginFailure::message).toList(),
        warnings(installation, plugins, wanted));
  }

  /** Returns ids for a log line; of many only the first and how many more there are. */
  static String listed(List<String> ids) {
    if (ids.size() > MOST_LISTED) {
      return String.join(", ", ids.subList(0, MOST_LISTED))
          + " and "
          + (ids.size() - MOST_LISTED)
          + " more";
    }
    return ids.isEmpty() ? "none" : String.join(", ", ids);
  }

  /** Returns what is wrong with the JARs that seem to be meant for a plugin id. */
  private static List<PluginFailure> failuresFor(PluginCatalog plugins, String pluginId) {
    return plugins.failures().stream()
        .filter(
            failure ->
                failure.pluginId().map(pluginId::equals).orElse(false)
                    || failure.jar().equals(pluginId + ".jar"))
        .toList();
  }

  private static String missing(
      TenantProfile profile, List<PluginFailure> own, PluginCatalog plugins) {
    if (!own.isEmpty()) {
      return own.stream().map(PluginFailure::message).collect(Collectors.joining("; "));
    }
    String wanted = profile.pluginId();
    List<String> known =
        Stream.concat(
                plugins.plugins().stream().map(LoadedPlugin::id),
                plugins.failures().stream().flatMap(failure -> failure.pluginId().stream()))
            .toList();
    String nearest = DidYouMean.nearest(wanted, known);
    List<String> nameless =
        plugins.failures().stream()
            .filter(failure -> failure.pluginId().isEmpty())
            .filter(failure -> failure.code() == FailureCode.PLUGIN_MANIFEST)
            .map(PluginFailure::message)
            .limit(MOST_NAMELESS)
            .toList();
    return "no JAR in plugins/ has Plugin-Id "
        + wanted
        + (nearest == null ? "" : "; did you mean " + nearest + "?")
        + (nearest == null && !nameless.isEmpty() ? "; " + String.join("; ", nameless) : "");
  }

  private static String sentences(List<Problem> problems) {
    return problems.stream().map(Problem::toString).collect(Collectors.joining("; "));
  }

  private static PluginRef reference(LoadedPlugin plugin) {
    return new PluginRef(plugin.id(), plugin.version(), plugin.jar().toString(), plugin.sha256());
  }

  private static List<String> warnings(
      Installation installation, PluginCatalog plugins, Set<String> wanted) {
    List<String> warnings = new ArrayList<>();
    for (LoadedPlugin plugin : plugins.plugins()) {
      if (!wanted.contains(plugin.id())) {
        warnings.add(
            "plugins/"
                + plugin.jar().getFileName()
                + " is not used: no registered tenant has Plugin-Id "
                + plugin.id()
                + "; register one in conf/engine.conf");
      }
    }
    for (String folder : installation.unregistered()) {
      warnings.add(
          "tenants/" + folder + " is not served: it is not registered in conf/engine.conf");
    }
    return warnings;
  }
}
