package io.mysimbdp.engine.config;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.mysimbdp.engine.failure.DidYouMean;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One block of the configuration, and its getters. A getter that finds a problem notes it and
 * returns a neutral value, so that all problems are found in one pass; what was built from the
 * values is used only when there was no problem. A key that no getter asked for is unknown. For one
 * thread.
 */
final class ConfigReader {

  private static final String UNLIMITED = "unlimited";

  private final ConfigObject block;
  private final String path;
  private final @Nullable Problems problems;
  // Where something is missing from that should be here; null: nowhere that could be told.
  private final @Nullable ConfigOrigin place;
  // The keys asked for, with the unit of the value.
  private final Map<String, Unit> known = new TreeMap<>();
  private final Set<String> faulty = new HashSet<>();
  private final Map<String, ConfigReader> sections = new TreeMap<>();

  /**
   * Reads a block.
   *
   * @param path its path, for messages; empty: the root
   * @param problems where problems go; null: nowhere, for a block that is no block at all
   */
  ConfigReader(ConfigObject block, String path, @Nullable Problems problems) {
    this(block, path, problems, null);
  }

  private ConfigReader(
      ConfigObject block, String path, @Nullable Problems problems, @Nullable ConfigOrigin place) {
    this.block = block;
    this.path = path;
    this.problems = problems;
    this.place = place;
  }

  /** Returns the block below a key, always the same one. */
  ConfigReader section(String key) {
    ConfigValue value = raw(key);
    if (value instanceof ConfigObject object) {
      return sections.computeIfAbsent(key, any -> new ConfigReader(object, path(key), problems));
    }
    expected(key, "a block { ... }");
    return new ConfigReader(ConfigFactory.empty().root(), path(key), null);
  }

  /** Returns a block that is an element of a list; to be told to refuse unknown keys itself. */
  ConfigReader element(String key, int index, ConfigObject element) {
    return new ConfigReader(element, path(key) + "[" + index + "]", problems, element.origin());
  }

  /** Returns the value of a key; null when it is not set. */
  @Nullable ConfigValue raw(String key) {
    known.putIfAbsent(key, Unit.NONE);
    return block.get(key);
  }

  /** Tells whether a key is set to something other than null. */
  boolean isSet(String key) {
    ConfigValue value = raw(key);
    return value != null && value.valueType() != ConfigValueType.NULL;
  }

  /** Returns the keys of this block; for blocks whose keys are free. */
  Set<String> keys() {
    return new TreeSet<>(block.keySet());
  }

  /** Says what the value of a key counts, for whoever lists the settings. */
  private void count(String key, Unit unit) {
    known.put(key, unit);
  }

  String text(String key) {
    return read(key, Values::text, "");
  }

  @Nullable String optionalText(String key) {
    return isSet(key) ? text(key) : null;
  }

  boolean flag(String key) {
    return read(key, Values::flag, false);
  }

  /** Returns a whole number of something, or {@link Long#MAX_VALUE} for unlimited. */
  long countOrUnlimited(String key, Unit unit, long min) {
    count(key, unit);
    return wholeNumberOr(UNLIMITED, Long.MAX_VALUE, key, min, Long.MAX_VALUE);
  }

  /** Returns a small number of something. */
  int smallCount(String key, Unit unit, int min, int max) {
    count(key, unit);
    return smallNumber(key, min, max);
  }

  /** Returns a whole number. */
  long count(String key, Unit unit, long min, long max) {
    count(key, unit);
    return wholeNumber(key, min, max);
  }

  /** Returns a number, or infinity for unlimited. */
  double numberOrUnlimited(String key, Unit unit, double min, double max) {
    count(key, unit);
    if (isWord(key, UNLIMITED)) {
      return Double.POSITIVE_INFINITY;
    }
    return bounded(
        key, Values::number, min, max, UNLIMITED + " or a number from " + min + " to " + max);
  }

  /** Returns a size, or {@link Long#MAX_VALUE} for unlimited. */
  long bytesOrUnlimited(String key, long min, long max) {
    return bytesOrUnlimited(key, Unit.BYTES, min, max);
  }

  /** Returns a size of what a unit says, or the largest there is for unlimited. */
  long bytesOrUnlimited(String key, Unit unit, long min, long max) {
    return bytesOr(UNLIMITED, Long.MAX_VALUE, key, unit, min, max);
  }

  /** Returns a size, or what a word stands for. */
  long bytesOr(String word, long meaning, String key, Unit unit, long min, long max) {
    count(key, unit);
    if (isWord(key, word)) {
      return meaning;
    }
    return bounded(
        key,
        Values::bytes,
        min,
        max,
        word + " or a size from " + Display.bytes(min) + " to " + Display.bytes(max));
  }

  /** Returns a small number of something, or what a word stands for. */
  int smallCountOr(String word, int meaning, String key, Unit unit, int min, int max) {
    count(key, unit);
    return (int) wholeNumberOr(word, meaning, key, min, max);
  }

  /** Returns a duration, or null for unlimited. */
  @Nullable Duration durationOrUnlimited(String key, Duration min, Duration max) {
    count(key, Unit.TIME);
    if (isWord(key, UNLIMITED)) {
      return null;
    }
    return bounded(
        key,
        Values::duration,
        min,
        max,
        UNLIMITED
            + " or a duration from "
            + Display.duration(min)
            + " to "
            + Display.duration(max));
  }

  long wholeNumber(String key, long min, long max) {
    long value = read(key, Values::wholeNumber, min);
    if (value < min || value > max) {
      expected(key, wholeNumber(min, max));
    }
    return value;
  }

  /** Returns a whole number, or what a word stands for. */
  long wholeNumberOr(String word, long meaning, String key, long min, long max) {
    if (isWord(key, word)) {
      return meaning;
    }
    return bounded(key, Values::wholeNumber, min, max, word + " or " + wholeNumber(min, max));
  }

  int smallNumber(String key, int min, int max) {
    return (int) wholeNumber(key, min, max);
  }

  /** Returns a decimal number from 0 on, exactly as it is written. */
  BigDecimal decimal(String key, BigDecimal max) {
    return bounded(
        key, Values::decimal, BigDecimal.ZERO, max, "a number from 0 to " + max.toPlainString());
  }

  double number(String key, double min, double max) {
    double value = read(key, Values::number, min);
    if (!(value >= min && value <= max)) {
      expected(key, "a number from " + min + " to " + max);
    }
    return value;
  }

  long bytes(String key, long min, long max) {
    count(key, Unit.BYTES);
    long value = read(key, Values::bytes, min);
    if (value < min || value > max) {
      expected(key, "a size from " + Display.bytes(min) + " to " + Display.bytes(max));
    }
    return value;
  }

  Duration duration(String key, Duration min, Duration max) {
    count(key, Unit.TIME);
    Duration value = read(key, Values::duration, min);
    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
      expected(key, "a duration from " + Display.duration(min) + " to " + Display.duration(max));
    }
    return value;
  }

  List<String> texts(String key) {
    return read(key, Values::texts, List.of());
  }

  /** Returns one of some words, written as they are here whatever the case in the file. */
  String oneOf(String key, List<String> words) {
    ConfigValue value = raw(key);
    if (value != null && value.valueType() == ConfigValueType.STRING) {
      String text = String.valueOf(value.unwrapped());
      for (String word : words) {
        if (word.equalsIgnoreCase(text)) {
          return word;
        }
      }
    }
    expected(key, "one of " + String.join(", ", words));
    return words.get(0);
  }

  <E extends Enum<E>> E oneOf(String key, Class<E> type) {
    List<String> words = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      words.add(constant.name().toLowerCase(Locale.ROOT));
    }
    return Enum.valueOf(type, oneOf(key, words).toUpperCase(Locale.ROOT));
  }

  boolean isWord(String key, String word) {
    ConfigValue value = raw(key);
    return value != null
        && value.valueType() == ConfigValueType.STRING
        && word.equalsIgnoreCase(String.valueOf(value.unwrapped()));
  }

  /** Notes that the value of a key is not what was expected; the message shows it. */
  void expected(String key, String expected) {
    ConfigValue value = raw(key);
    String found = value == null ? "nothing" : Display.found(path(key), value);
    problem(key, "expected " + expected + ", got " + found);
  }

  /** Notes a problem at a key; only the first one, for the others follow from it. */
  void problem(String key, String message) {
    if (faulty.add(key) && problems != null) {
      problems.error(origin(key), path(key), message);
    }
  }

  /** Notes a problem at a key that is not known here, but that people may well expect. */
  void misplaced(String key, String message) {
    ConfigValue value = block.get(key);
    if (value != null && faulty.add(key)) {
      problem(value.origin(), key, message);
    }
  }

  /** Notes a problem at an element of a list. */
  void problem(String key, int index, String message) {
    ConfigValue value = raw(key);
    faulty.add(key);
    if (problems != null) {
      ConfigOrigin origin =
          value instanceof ConfigList list && index < list.size()
              ? list.get(index).origin()
              : origin(key);
      problems.error(origin, path(key), message);
    }
  }

  /** Notes a warning at a key. */
  void warning(String key, String message) {
    if (problems != null) {
      problems.warning(origin(key), path(key), message);
    }
  }

  /** Notes the keys that nobody asked for, here and in the sections. Call once, at the end. */
  void refuseUnknownKeys() {
    for (Map.Entry<String, ConfigValue> entry : block.entrySet()) {
      if (!known.containsKey(entry.getKey()) && !faulty.contains(entry.getKey())) {
        String near = DidYouMean.nearest(entry.getKey(), known.keySet());
        problem(
            entry.getValue().origin(),
            entry.getKey(),
            near != null
                ? "unknown key; did you mean " + near + "?"
                : "unknown key; known here are " + String.join(", ", known.keySet()));
      }
    }
    sections.values().forEach(ConfigReader::refuseUnknownKeys);
  }

  /** Returns the keys asked for with the unit of each, those of the sections among them. */
  Map<String, Unit> units() {
    Map<String, Unit> units = new TreeMap<>();
    Set<String> blocks = new HashSet<>();
    for (ConfigReader section : sections.values()) {
      units.putAll(section.units());
      blocks.add(section.path);
    }
    known.forEach(
        (key, unit) -> {
          if (!blocks.contains(path(key))) {
            units.put(path(key), unit);
          }
        });
    return units;
  }

  private void problem(ConfigOrigin origin, String key, String message) {
    if (problems != null) {
      problems.error(origin, path(key), message);
    }
  }

  /** Returns where the value of a key stands, for messages. */
  String place(String key) {
    ConfigOrigin origin = origin(key);
    return origin == null || problems == null ? "nowhere" : problems.place(origin);
  }

  private @Nullable ConfigOrigin origin(String key) {
    ConfigValue value = raw(key);
    return value == null ? place : value.origin();
  }

  private String path(String key) {
    String last = ConfigUtil.joinPath(key);
    return path.isEmpty() ? last : path + "." + last;
  }

  /**
   * Returns a value within its bounds; whatever else it is, one sentence says what was expected.
   */
  private <T extends Comparable<T>> T bounded(
      String key, Getter<T> getter, T min, T max, String expected) {
    ConfigValue value = raw(key);
    try {
      if (value != null) {
        T result = getter.get(value);
        if (result.compareTo(min) >= 0 && result.compareTo(max) <= 0) {
          return result;
        }
      }
    } catch (Unfit unfit) {
      // Said below, with the bounds.
    }
    expected(key, expected);
    return min;
  }

  private <T> T read(String key, Getter<T> getter, T neutral) {
    ConfigValue value = raw(key);
    try {
      if (value != null) {
        return getter.get(value);
      }
      problem(key, "missing");
    } catch (Unfit unfit) {
      expected(key, unfit.expected());
    }
    return neutral;
  }

  private static String wholeNumber(long min, long max) {
    return "a whole number "
        + (max == Long.MAX_VALUE ? "of at least " + min : "from " + min + " to " + max);
  }

  private interface Getter<T> {
    T get(ConfigValue value) throws Unfit;
  }
}
