package io.mysimbdp.engine.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the provider grants one tenant: the layers that lie below its {@code tenant.conf}, and the
 * caps above all.
 *
 * @param tenant the tenant's id
 * @param plan its plan; null: none
 * @param layers from the strongest to the weakest; together they hold every key
 * @param caps limit keys that nobody may exceed
 */
record Entitlement(String tenant, @Nullable String plan, List<Layer> layers, Layer caps) {

  /** The name of the layer of reference.conf. */
  static final String DEFAULT = "default";

  /**
   * A block of a profile's keys.
   *
   * @param name who speaks, as in {@code plan free}
   */
  record Layer(String name, Config block) {

    @Nullable ConfigValue find(String path) {
      return block.hasPathOrNull(path) && !block.getIsNull(path) ? block.getValue(path) : null;
    }
  }

  /** Returns what the tenant has without saying anything. */
  Config granted() {
    // The profile of engine.conf has the defaults in it already, but for blocks that it replaces as
    // a whole; with the layer of defaults their keys would come back.
    return layers.stream()
        .filter(layer -> !layer.name().equals(DEFAULT))
        .map(Layer::block)
        .reduce(Config::withFallback)
        .orElseThrow();
  }

  /** Returns the strongest layer that sets a key. */
  Layer granting(String path) {
    return layers.stream()
        .filter(layer -> layer.find(path) != null)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No layer has " + path));
  }

  /**
   * Checks a tenant's own wishes against what is granted, and brings what it leaves open under the
   * caps.
   *
   * @param wished {@code tenant.conf} over {@link #granted()}
   * @return the configuration that holds
   */
  Config bound(Config wished, Problems problems) {
    Config bound = wished;
    for (LimitKey key : LimitKey.ALL) {
      try {
        bound = bound(key, bound, problems);
      } catch (Unfit e) {
        // Whoever binds the value says so; a value that is none cannot be compared.
      }
    }
    return bound;
  }

  private Config bound(LimitKey key, Config wished, Problems problems) throws Unfit {
    Layer granting = granting(key.path());
    ConfigValue granted = valueIn(granting, key);
    ConfigValue cap = caps.find(key.path());
    ConfigValue wish = wished.hasPath(key.path()) ? wished.getValue(key.path()) : granted;
    boolean isOwn = !wish.origin().equals(granted.origin());
    if (isOwn && !key.isWithin(wish, granted, tenant)) {
      refuse(key, wish, granted, problems);
    } else if (cap != null && !key.isWithin(wish, cap, tenant)) {
      if (isOwn) {
        refuse(key, wish, cap, problems);
      }
      return wished.withValue(key.path(), key.strictest(wish, cap, tenant));
    }
    return wished;
  }

  private void refuse(LimitKey key, ConfigValue wish, ConfigValue bound, Problems problems)
      throws Unfit {
    problems.error(
        wish.origin(),
        key.path(),
        "expected "
            + key.expected(bound, tenant)
            + ", which "
            + speaker(key, bound)
            + " ("
            + problems.place(bound.origin())
            + "), got "
            + Display.found(key.path(), wish));
  }

  private String speaker(LimitKey key, ConfigValue bound) {
    String speaker = "is the platform's cap";
    for (Layer layer : layers) {
      ConfigValue held = layer.find(key.path());
      if (held != null && held.origin().equals(bound.origin())) {
        // The weakest layer with it has brought it in; those above have only handed it on.
        speaker = layer.name().equals(DEFAULT) ? "is the default" : layer.name() + " grants";
      }
    }
    return speaker;
  }

  private static ConfigValue valueIn(Layer layer, LimitKey key) {
    ConfigValue value = layer.find(key.path());
    if (value == null) {
      throw new IllegalArgumentException(layer.name() + " has no " + key.path());
    }
    return value;
  }

  /**
   * Returns the windows of the caps, of what is granted and of the tenant's own.
   *
   * @param wished {@code tenant.conf} over {@link #granted()}
   * @param platform the profile of engine.conf, whose time zone is that of all but the tenant's own
   */
  RunWindows windows(ConfigReader wished, ConfigReader platform, Problems problems) {
    List<RunWindows.Group> groups = new ArrayList<>();
    for (Layer layer : List.of(caps, granting(LimitKey.RUN_WINDOWS))) {
      if (layer.find(LimitKey.RUN_WINDOWS) != null) {
        ConfigReader block = new ConfigReader(layer.block().root(), "", null);
        addIfSet(
            groups,
            RunWindowsSection.bind(
                block, RunWindowsSection.zone(platform), layer.name(), problems));
      }
    }
    ConfigValue own = wished.raw(LimitKey.RUN_WINDOWS);
    ConfigValue granted = granting(LimitKey.RUN_WINDOWS).find(LimitKey.RUN_WINDOWS);
    if (own != null && granted != null && !own.origin().equals(granted.origin())) {
      addIfSet(
          groups,
          RunWindowsSection.bind(
              wished, RunWindowsSection.zone(wished), "tenant " + tenant, problems));
    }
    return new RunWindows(groups);
  }

  private static void addIfSet(List<RunWindows.Group> groups, RunWindows.@Nullable Group group) {
    if (group != null) {
      groups.add(group);
    }
  }
}
