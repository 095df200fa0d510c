package io.mysimbdp.engine.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import io.mysimbdp.engine.config.Entitlement.Layer;
import io.mysimbdp.engine.failure.DidYouMean;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Binds {@code plans}, {@code plan-of}, {@code default-plan}, {@code grants} and {@code caps}. */
final class Plans {

  private static final Pattern PLAN = Pattern.compile("[a-z][a-z0-9_-]{0,47}");
  private static final String DEFAULT_PLAN = "default-plan";
  private static final String PLAN_OF = "plan-of";
  private static final String GRANTS = "grants";
  private static final String CAPS = "caps";
  private static final String PLANS = "plans";

  private final Config engineProfile;
  private final Config referenceProfile;
  private final Map<String, Config> plans = new TreeMap<>();
  private final Map<String, String> planOf = new HashMap<>();
  private final Map<String, Config> grants = new TreeMap<>();
  private Config caps = ConfigFactory.empty();
  private @Nullable String defaultPlan;

  /**
   * Makes the plans of a configuration, still empty.
   *
   * @param engineProfile the block {@code profile} of engine.conf over that of reference.conf
   */
  private Plans(Config engineProfile, Config referenceProfile) {
    this.engineProfile = engineProfile;
    this.referenceProfile = referenceProfile;
  }

  /** Binds; problems with single values are left to {@link #check}. */
  static Plans bind(
      ConfigReader root,
      List<String> tenants,
      Config engineProfile,
      Config referenceProfile,
      Problems problems) {
    Plans bound = new Plans(engineProfile, referenceProfile);
    blocks(root, PLANS, problems)
        .forEach(
            (name, block) -> {
              if (PLAN.matcher(name).matches()) {
                bound.plans.put(name, block.toConfig());
              } else {
                problems.error(
                    block.origin(),
                    PLANS,
                    "expected a plan name of a lower-case letter, then at most 47 lower-case"
                        + " letters, digits, underscores or dashes, got "
                        + Display.quoted(name));
              }
              refuseOthers(PLANS + "." + name, block.toConfig(), problems);
            });
    blocks(root, GRANTS, problems)
        .forEach(
            (tenant, block) -> {
              refuseStranger(GRANTS, tenant, block, tenants, problems);
              bound.grants.put(tenant, block.toConfig());
              refuseOthers(GRANTS + "." + tenant, block.toConfig(), problems);
            });
    if (root.raw(CAPS) instanceof ConfigObject block) {
      bound.caps = block.toConfig();
      refuseOthers(CAPS, bound.caps, problems);
    } else {
      root.expected(CAPS, "a block { ... }");
    }
    bound.defaultPlan = root.optionalText(DEFAULT_PLAN);
    bound.refuseUnknownPlan(root.raw(DEFAULT_PLAN), DEFAULT_PLAN, bound.defaultPlan, problems);
    bound.bindPlanOf(root, tenants, problems);
    return bound;
  }

  /**
   * Notes what is wrong with the values of plans, grants and caps. To be called when the profile of
   * engine.conf itself is right.
   */
  void check(Problems problems) {
    Map<String, Config> blocks = new LinkedHashMap<>();
    plans.forEach((name, block) -> blocks.put(PLANS + "." + name, block));
    grants.forEach((tenant, block) -> blocks.put(GRANTS + "." + tenant, block));
    blocks.put(CAPS, caps);
    blocks.forEach(
        (path, block) -> {
          ConfigReader reader =
              new ConfigReader(block.withFallback(engineProfile).root(), path, problems);
          RunWindowsSection.bind(reader, RunWindowsSection.zone(reader), path, problems);
          ProfileSection.bindLimits(reader, "tenant");
        });
    if (!problems.any()) {
      plans.forEach((name, block) -> warnOfCaps(PLANS + "." + name, block, problems));
      grants.forEach((tenant, block) -> warnOfCaps(GRANTS + "." + tenant, block, problems));
    }
  }

  /** Returns what a tenant is granted. */
  Entitlement of(String tenant) {
    List<Layer> layers = new ArrayList<>();
    Config grant = grants.get(tenant);
    if (grant != null) {
      layers.add(new Layer(GRANTS + "." + tenant, grant, true));
    }
    String plan = planOf.getOrDefault(tenant, defaultPlan);
    Config block = plan == null ? null : plans.get(plan);
    if (block != null) {
      layers.add(new Layer("plan " + plan, block, true));
    }
    layers.add(new Layer("profile", engineProfile, false));
    layers.add(new Layer(Entitlement.DEFAULT, referenceProfile, false));
    return new Entitlement(tenant, plan, List.copyOf(layers), new Layer(CAPS, caps, true));
  }

  private void bindPlanOf(ConfigReader root, List<String> tenants, Problems problems) {
    ConfigValue value = root.raw(PLAN_OF);
    if (!(value instanceof ConfigObject block)) {
      root.expected(PLAN_OF, "a block { tenant = plan, ... }");
      return;
    }
    block.forEach(
        (tenant, plan) -> {
          refuseStranger(PLAN_OF, tenant, plan, tenants, problems);
          try {
            String name = Values.text(plan);
            refuseUnknownPlan(plan, PLAN_OF + "." + tenant, name, problems);
            planOf.put(tenant, name);
          } catch (Unfit e) {
            problems.error(
                plan.origin(),
                PLAN_OF + "." + tenant,
                "expected the name of a plan, got " + Display.found(PLAN_OF, plan));
          }
        });
  }

  private void refuseUnknownPlan(
      @Nullable ConfigValue value, String key, @Nullable String plan, Problems problems) {
    if (plan != null && !plans.containsKey(plan)) {
      Set<String> known = plans.keySet();
      String near = DidYouMean.nearest(plan, known);
      problems.error(
          value == null ? null : value.origin(),
          key,
          "unknown plan "
              + Display.quoted(plan)
              + (near != null
                  ? "; did you mean " + near + "?"
                  : known.isEmpty()
                      ? "; the block plans has none"
                      : "; the plans are " + String.join(", ", known)));
    }
  }

  private static void refuseStranger(
      String key, String tenant, ConfigValue value, List<String> tenants, Problems problems) {
    if (!tenants.contains(tenant)) {
      problems.error(
          value.origin(),
          key + "." + tenant,
          "tenant "
              + Display.quoted(tenant)
              + " is not registered in tenants"
              + DidYouMean.hint(tenant, tenants));
    }
  }

  /** Notes the keys of a block that are no limits. */
  private static void refuseOthers(String where, Config block, Problems problems) {
    Set<String> limits =
        LimitKey.ALL.stream().map(LimitKey::path).collect(Collectors.toCollection(TreeSet::new));
    limits.add(LimitKey.RUN_WINDOWS);
    refuseOthers(where, "", block.root(), limits, problems);
  }

  private static void refuseOthers(
      String where, String path, ConfigObject block, Set<String> limits, Problems problems) {
    block.forEach(
        (name, value) -> {
          String key = path + ConfigUtil.joinPath(name);
          boolean isBlock = limits.stream().anyMatch(limit -> limit.startsWith(key + "."));
          if (isBlock && value instanceof ConfigObject inner) {
            refuseOthers(where, key + ".", inner, limits, problems);
          } else if (isBlock) {
            problems.error(
                value.origin(),
                where + "." + key,
                "expected a block { ... }, got " + Display.found(key, value));
          } else if (!limits.contains(key)) {
            String near = DidYouMean.nearest(key, limits);
            problems.error(
                value.origin(),
                where + "." + key,
                "expected a limit of reference.conf"
                    + (near == null ? ", and this is none" : "; did you mean " + near + "?"));
          }
        });
  }

  private void warnOfCaps(String where, Config block, Problems problems) {
    Layer layer = new Layer(where, block, true);
    Layer bounds = new Layer(CAPS, caps, true);
    for (LimitKey key : LimitKey.ALL) {
      ConfigValue value = layer.find(key.path());
      ConfigValue cap = bounds.find(key.path());
      try {
        if (value != null && cap != null && !key.isWithin(value, cap, "")) {
          problems.warning(
              value.origin(),
              where + "." + key.path(),
              Display.found(key.path(), value)
                  + " has no effect: caps allow "
                  + key.expected(cap, "")
                  + " ("
                  + problems.place(cap.origin())
                  + ")");
        }
      } catch (Unfit e) {
        throw new IllegalStateException("checked before: " + where + "." + key.path(), e);
      }
    }
  }

  private static Map<String, ConfigObject> blocks(
      ConfigReader root, String key, Problems problems) {
    Map<String, ConfigObject> blocks = new TreeMap<>();
    if (!(root.raw(key) instanceof ConfigObject all)) {
      root.expected(key, "a block { name { ... } }");
      return blocks;
    }
    all.forEach(
        (name, value) -> {
          if (value instanceof ConfigObject block) {
            blocks.put(name, block);
          } else {
            problems.error(
                value.origin(),
                key + "." + name,
                "expected a block { ... }, got " + Display.found(key, value));
          }
        });
    return blocks;
  }
}
