package io.mysimbdp.engine.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
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
   * @param binds whether a tenant may not go beyond it; else it is only a default
   */
  record Layer(String name, Config block, boolean binds) {

    @Nullable ConfigValue find(String path) {
      ConfigValue value = KeyPath.find(block, path);
      return value == null || value.valueType() == ConfigValueType.NULL ? null : value;
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

  /** Returns what a tenant has without saying anything. */
  private ConfigValue granting(String path) {
    return layers.stream()
        .flatMap(layer -> Stream.ofNullable(layer.find(path)))
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
    ConfigValue wish = KeyPath.find(wished, key.path());
    if (wish == null) {
      // Something else stands in the place of its block, which is found when that is bound.
      return wished;
    }
    Layer binding = binding(key);
    ConfigValue granted = binding == null ? null : binding.find(key.path());
    ConfigValue cap = caps.find(key.path());
    // By its value as well as by its place: a substitution makes another value in the old place.
    ConfigValue unasked = granting(key.path());
    boolean isOwn = !wish.origin().equals(unasked.origin()) || !wish.equals(unasked);
    if (granted != null && !key.isWithin(wish, granted, tenant)) {
      refuse(key, wish, granted, problems);
    } else if (cap != null && !key.isWithin(wish, cap, tenant)) {
      if (isOwn) {
        refuse(key, wish, cap, problems);
      }
      return wished.withValue(key.path(), key.strictest(wish, cap, tenant));
    }
    return wished;
  }

  /** Returns the layer that a tenant may not go beyond; null: it may choose, within the caps. */
  private @Nullable Layer binding(LimitKey key) {
    return layers.stream()
        .filter(layer -> layer.binds() || key.kind() == LimitKey.Kind.PERMISSION)
        .filter(layer -> layer.find(key.path()) != null)
        .findFirst()
        .orElse(null);
  }

  private void refuse(LimitKey key, ConfigValue wish, ConfigValue bound, Problems problems)
      throws Unfit {
    boolean isMadeOfOurs = wish.origin().equals(granting(key.path()).origin());
    problems.error(
        isMadeOfOurs ? null : wish.origin(),
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

  /**
   * Returns the windows of the caps, of grant or plan, and of the tenant's own; where neither grant
   * nor plan nor tenant has some, those of the profile.
   *
   * @param wished {@code tenant.conf} over {@link #granted()}
   * @param reader of the same
   * @param platform the profile of engine.conf, whose time zone is that of all but the tenant's own
   */
  RunWindows windows(Config wished, ConfigReader reader, ConfigReader platform, Problems problems) {
    List<RunWindows.Group> groups = new ArrayList<>();
    addIfSet(groups, windowsOf(caps, platform, problems));
    ConfigValue own = Objects.requireNonNull(KeyPath.find(wished, LimitKey.RUN_WINDOWS));
    Layer silent = null;
    for (Layer layer : layers) {
      ConfigValue windows = layer.find(LimitKey.RUN_WINDOWS);
      if (windows != null && (layer.binds() || windows.origin().equals(own.origin()))) {
        silent = layer;
        break;
      }
    }
    if (silent != null) {
      addIfSet(groups, windowsOf(silent, platform, problems));
    }
    if (!own.origin().equals(granting(LimitKey.RUN_WINDOWS).origin())) {
      addIfSet(
          groups,
          RunWindowsSection.bind(
              reader, RunWindowsSection.zone(reader), "tenant " + tenant, problems));
    }
    return new RunWindows(groups);
  }

  private static RunWindows.@Nullable Group windowsOf(
      Layer layer, ConfigReader platform, Problems problems) {
    return layer.find(LimitKey.RUN_WINDOWS) == null
        ? null
        : RunWindowsSection.bind(
            new ConfigReader(layer.block().root(), "", null),
            RunWindowsSection.zone(platform),
            layer.name(),
            problems);
  }

  private static void addIfSet(List<RunWindows.Group> groups, RunWindows.@Nullable Group group) {
    if (group != null) {
      groups.add(group);
    }
  }
}
