package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.config.ConfigException;
import io.mysimbdp.engine.config.Installation;
import io.mysimbdp.engine.config.Problem;
import io.mysimbdp.engine.config.Rates;
import io.mysimbdp.engine.config.Registration;
import io.mysimbdp.engine.config.StagingConfig;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.ledger.TenantControl;
import io.mysimbdp.engine.log.About;
import io.mysimbdp.engine.log.Event;
import io.mysimbdp.engine.log.EventLog;
import io.mysimbdp.engine.plugin.LoadedPlugin;
import io.mysimbdp.engine.plugin.PluginCatalog;
import io.mysimbdp.engine.plugin.PluginChanges;
import io.mysimbdp.engine.schedule.Tenant;
import io.mysimbdp.engine.schedule.TenantOutcome;
import io.mysimbdp.engine.staging.FileStamp;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who the tenants of a running service are: the configuration, the JARs and the operator's word of
 * this moment. What becomes broken stays as it was, and that is said. For one thread, but for what
 * says otherwise.
 */
final class TenantRegistry {

  private static final Logger LOG = LoggerFactory.getLogger(TenantRegistry.class);
  private static final EventLog EVENTS = EventLog.of(TenantRegistry.class);

  private final UnaryOperator<Installation> load;
  private final PluginCatalog plugins;
  private final Supplier<Map<String, TenantControl>> askControls;
  private final StagingConfig staging;
  private final List<LoadedPlugin> retired = new ArrayList<>();
  // Of any thread to read.
  private volatile Map<String, String> unservable = Map.of();
  private volatile Installation installation;
  // How the files were before they were read; none: that is not known, and they are read again.
  private Map<Path, Optional<FileStamp>> stamps = Map.of();
  private boolean isFirstLook = true;
  private Map<String, TenantControl> controls = Map.of();
  private boolean isFirstControls = true;
  private boolean settling;

  /**
   * Begins with what has been loaded.
   *
   * @param load reads the configuration again, given the one that holds
   * @param plugins the JARs
   * @param askControls asks the ledger what the operator has said
   */
  TenantRegistry(
      Installation installation,
      UnaryOperator<Installation> load,
      PluginCatalog plugins,
      Supplier<Map<String, TenantControl>> askControls) {
    this.installation = installation;
    this.load = load;
    this.plugins = plugins;
    this.askControls = askControls;
    this.staging = installation.engine().staging();
  }

  /** Returns the configuration that holds. May be called on any thread. */
  Installation installation() {
    return installation;
  }

  /**
   * Reads the configuration again if one of its files has changed; tells whether it has. The first
   * call reads it in any case: it may have changed since it was loaded, while Cassandra started.
   */
  boolean followConfiguration() {
    Map<Path, Optional<FileStamp>> now = stamps(installation.sources());
    if (now.equals(stamps)) {
      return false;
    }
    Installation read;
    try {
      read = load.apply(installation);
      if (!now.keySet().containsAll(read.sources())) {
        // The new ones were not looked at before they were read; what follows now is not missed.
        Set<Path> sources = new LinkedHashSet<>(installation.sources());
        sources.addAll(read.sources());
        now = stamps(sources);
        read = load.apply(read);
      }
    } catch (ConfigException e) {
      // To be looked at again when one of the files changes, not each time.
      stamps = now;
      stamps.keySet().retainAll(installation.sources());
      e.problems().forEach(problem -> broken(About.platform(), problem));
      broken(About.platform(), "The configuration stays as it was before the last change");
      return false;
    }
    stamps = now;
    stamps.keySet().retainAll(read.sources());
    if (isFirstLook) {
      isFirstLook = false;
      if (isSame(read, installation)) {
        return false;
      }
    }
    for (Registration registration : read.registrations()) {
      for (Problem problem : registration.problems()) {
        broken(About.tenant(registration.tenantId()), problem);
      }
    }
    read.warnings().forEach(TenantRegistry::warn);
    Installation before = installation;
    installation = read.orElse(before);
    for (Registration registration : read.registrations()) {
      if (!registration.isUsable() && isServedAsBefore(registration.tenantId())) {
        String id = registration.tenantId();
        broken(About.tenant(id), id + ": is served as it was before the last change");
      }
    }
    if (!read.engine().cassandra().equals(before.engine().cassandra())) {
      warn("A change of cassandra takes effect when the engine is started next");
    }
    if (!read.engine().staging().equals(before.engine().staging())) {
      warn("A change of staging takes effect when the engine is started next");
    }
    if (!read.engine().web().equals(before.engine().web())) {
      warn("A change of web takes effect when the engine is started next");
    }
    EVENTS.info(
        Event.CONFIGURATION_READ, About.platform(), "The configuration has been read again");
    return true;
  }

  private static void broken(About about, Object what) {
    EVENTS.error(Event.CONFIGURATION_BROKEN, about, "{}", what);
  }

  private static void warn(Object what) {
    EVENTS.warn(Event.CONFIGURATION_WARNING, About.platform(), "{}", what);
  }

  private static boolean isSame(Installation one, Installation other) {
    return one.engine().equals(other.engine())
        && one.registrations().equals(other.registrations())
        && one.sources().equals(other.sources());
  }

  private boolean isServedAsBefore(String tenant) {
    return installation.registrations().stream()
        .anyMatch(each -> each.tenantId().equals(tenant) && each.isUsable());
  }

  private static Map<Path, Optional<FileStamp>> stamps(Set<Path> sources) {
    Map<Path, Optional<FileStamp>> stamps = new LinkedHashMap<>();
    for (Path source : sources) {
      try {
        stamps.put(source, Optional.of(FileStamp.of(source)));
      } catch (IOException e) {
        stamps.put(source, Optional.empty());
      }
    }
    return stamps;
  }

  /** Takes in the JARs that have come, changed or gone; tells whether any has. */
  boolean followPlugins() {
    plugins.trust(installation.engine().plugins());
    PluginChanges changes = plugins.refresh();
    settling = !changes.settling().isEmpty();
    changes.added().forEach(plugin -> tell(Event.JAR_ADDED, plugin, "JAR added: " + plugin));
    for (PluginChanges.Replacement replacement : changes.replaced()) {
      tell(
          Event.JAR_REPLACED,
          replacement.now(),
          "JAR replaced: " + replacement.now() + ", before " + replacement.before());
      retired.add(replacement.before());
    }
    for (LoadedPlugin plugin : changes.removed()) {
      tell(Event.JAR_REMOVED, plugin, "JAR removed: " + plugin);
      retired.add(plugin);
    }
    changes
        .failures()
        .forEach(each -> EVENTS.error(Event.JAR_REFUSED, About.platform(), "{}", each.message()));
    return !changes.isEmpty();
  }

  private static void tell(Event event, LoadedPlugin plugin, String sentence) {
    EVENTS.info(event, About.platform().with("jar", plugin.toString()), "{}", sentence);
  }

  /** Tells whether a JAR is being waited for. */
  boolean isSettling() {
    return settling;
  }

  /** Asks what the operator has said; tells whether it is something new. */
  boolean followControls() {
    try {
      Map<String, TenantControl> now = askControls.get();
      boolean isNew = !now.equals(controls);
      if (isNew && !isFirstControls) {
        Set<String> ids = new LinkedHashSet<>();
        installation.registrations().forEach(each -> ids.add(each.tenantId()));
        ControlNews.tell(ids, controls, now);
      }
      isFirstControls = false;
      controls = now;
      return isNew;
    } catch (EngineException e) {
      LOG.debug("The ledger cannot be asked for what the operator has said", e);
      return false;
    }
  }

  /** Returns the tenants that are to be served; says what keeps others from it, once. */
  List<Tenant> tenants() {
    Set<String> all = new LinkedHashSet<>();
    installation.registrations().forEach(each -> all.add(each.tenantId()));
    Roster roster = Roster.of(installation, plugins, all, staging);
    Map<String, String> told = unservable;
    Map<String, String> found = new HashMap<>();
    for (TenantOutcome outcome : roster.unservable().values()) {
      found.put(outcome.tenant(), String.valueOf(outcome.failure()));
    }
    found.forEach(
        (tenant, why) -> {
          if (!why.equals(told.get(tenant))) {
            EVENTS.error(
                Event.TENANT_UNSERVABLE,
                About.tenant(tenant).with("reason", why),
                "{}: {}",
                tenant,
                why);
          }
        });
    unservable = Map.copyOf(found);
    return roster.servable().stream()
        .map(tenant -> Suspensions.applied(tenant, control(tenant.id())))
        .toList();
  }

  /**
   * Returns the registered tenants that cannot be served, with the reason in a sentence, as {@link
   * #tenants} has found last. May be called on any thread.
   */
  Map<String, String> unservable() {
    return unservable;
  }

  /** Returns the rates that the operator has set for a tenant. */
  Rates rates(String tenant) {
    return control(tenant).rates();
  }

  private TenantControl control(String tenant) {
    return TenantControl.in(controls, tenant);
  }

  /**
   * Returns the versions of JARs that nobody is to begin a batch with once {@link #tenants} is
   * followed, and forgets them.
   */
  List<LoadedPlugin> takeRetired() {
    List<LoadedPlugin> taken = List.copyOf(retired);
    retired.clear();
    return taken;
  }
}
