package io.mysimbdp.engine.config;

import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A key of a profile that the provider bounds, and what makes one value stricter than another.
 *
 * @param path the key's path in a profile
 * @param kind how its values compare
 */
record LimitKey(String path, Kind kind) {

  /** How values compare. */
  enum Kind {
    /** Whole numbers or unlimited; the smaller is the stricter. */
    COUNT,
    /** Numbers or unlimited; the smaller is the stricter. */
    NUMBER,
    /** Sizes or unlimited; the smaller is the stricter. */
    BYTES,
    /** Durations or unlimited; the shorter is the stricter. */
    TIME,
    /** Lists of names and patterns; the stricter is contained in the other. */
    NAMES,
    /** As names, but what is not granted is not allowed: the default binds, too. */
    PERMISSION,
    /** Levels of isolation; the higher is the stricter. */
    ISOLATION,
    /** Whose session is used; the tenant's own is the stricter. */
    SESSION,
    /** Priorities; the lower is the stricter. */
    PRIORITY,
    /** How rows are written; what takes less of the machine is the stricter. */
    PATH
  }

  /** The one limit that is no value among others: all that are set hold. */
  static final String RUN_WINDOWS = "run-windows";

  static final List<LimitKey> ALL = all();

  private static final String UNLIMITED = "unlimited";

  private static List<LimitKey> all() {
    List<LimitKey> keys = new ArrayList<>();
    add(keys, Kind.PERMISSION, "keyspaces", "network");
    add(
        keys,
        Kind.NAMES,
        "tables",
        "files.extensions",
        "files.formats",
        "files.encodings",
        "files.compressions",
        "statements");
    add(
        keys,
        Kind.BYTES,
        "files.max-size",
        "files.max-expanded",
        "dialect.max-record",
        "dialect.max-field",
        "limits.batch.bytes",
        "limits.bytes-per-second",
        "heap");
    add(
        keys,
        Kind.COUNT,
        "files.max-records",
        "files.max-columns",
        "write.in-flight",
        "rejects.max-count",
        "rejects.min-sample",
        "limits.batch.files",
        "limits.concurrent-batches",
        "limits.rows-per-second",
        "limits.processors",
        "limits.threads",
        "weight");
    add(keys, Kind.NUMBER, "files.max-expansion-ratio", "rejects.max-ratio");
    add(
        keys,
        Kind.TIME,
        "limits.batch.time",
        "limits.batch.cpu-time",
        "write.target-latency",
        "retention.done",
        "retention.refused",
        "retention.rejects");
    add(keys, Kind.ISOLATION, "isolation");
    add(keys, Kind.SESSION, "session");
    add(keys, Kind.PRIORITY, "priority");
    add(keys, Kind.PATH, "write.path");
    for (String window : List.of("pass", "hour", "day", "month")) {
      add(keys, Kind.COUNT, "limits." + window + ".files", "limits." + window + ".rows");
      add(keys, Kind.BYTES, "limits." + window + ".bytes");
    }
    return List.copyOf(keys);
  }

  private static void add(List<LimitKey> keys, Kind kind, String... paths) {
    for (String path : paths) {
      keys.add(new LimitKey(path, kind));
    }
  }

  /**
   * Tells whether a value is as strict as another, or stricter.
   *
   * @param tenant the tenant's id, which patterns may stand for
   * @throws Unfit when one of them is no value of this kind
   */
  boolean isWithin(ConfigValue wish, ConfigValue bound, String tenant) throws Unfit {
    if (isNames()) {
      NamePatterns allowed = patterns(bound, tenant);
      return patterns(wish, tenant).patterns().stream().allMatch(allowed::cover);
    }
    return measure(wish) <= measure(bound);
  }

  /**
   * Returns what two values allow both.
   *
   * @throws Unfit when one of them is no value of this kind
   */
  ConfigValue strictest(ConfigValue a, ConfigValue b, String tenant) throws Unfit {
    if (isWithin(a, b, tenant)) {
      return a;
    }
    if (!isNames() || isWithin(b, a, tenant)) {
      return b;
    }
    List<String> both = new ArrayList<>();
    NamePatterns inA = patterns(a, tenant);
    NamePatterns inB = patterns(b, tenant);
    inA.patterns().stream().filter(inB::cover).forEach(both::add);
    inB.patterns().stream().filter(inA::cover).filter(p -> !both.contains(p)).forEach(both::add);
    return ConfigValueFactory.fromIterable(both).withOrigin(b.origin());
  }

  /** Returns what a bound asks for, as in {@code at most 10}. */
  String expected(ConfigValue bound, String tenant) throws Unfit {
    return switch (kind) {
      case NAMES, PERMISSION -> {
        NamePatterns allowed = patterns(bound, tenant);
        yield (allowed.patterns().isEmpty() ? "" : "some of ") + allowed;
      }
      case ISOLATION, SESSION -> Values.text(bound) + " or stricter";
      default -> "at most " + Values.text(bound);
    };
  }

  private static NamePatterns patterns(ConfigValue value, String tenant) throws Unfit {
    return NamesSection.patterns(Values.texts(value), tenant);
  }

  private boolean isNames() {
    return kind == Kind.NAMES || kind == Kind.PERMISSION;
  }

  private double measure(ConfigValue value) throws Unfit {
    if (isUnlimited(value)) {
      return Double.POSITIVE_INFINITY;
    }
    return switch (kind) {
      case COUNT -> Values.wholeNumber(value);
      case NUMBER -> Values.number(value);
      case BYTES -> Values.bytes(value);
      case TIME -> Values.duration(value).toMillis();
      case ISOLATION -> -level(value, Isolation.class);
      case SESSION -> -level(value, Confinement.Session.class);
      case PRIORITY -> level(value, Priority.class);
      case PATH -> level(value, TenantProfile.WritePath.class);
      case NAMES, PERMISSION -> throw new IllegalStateException("names are not measured");
    };
  }

  private static <E extends Enum<E>> int level(ConfigValue value, Class<E> levels) throws Unfit {
    List<String> names = Stream.of(levels.getEnumConstants()).map(Enum::name).toList();
    int level = names.indexOf(Values.text(value).toUpperCase(Locale.ROOT));
    if (level >= 0) {
      return level;
    }
    throw new Unfit(
        names.stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(" or ")));
  }

  private static boolean isUnlimited(ConfigValue value) {
    return UNLIMITED.equalsIgnoreCase(String.valueOf(value.unwrapped()));
  }
}
