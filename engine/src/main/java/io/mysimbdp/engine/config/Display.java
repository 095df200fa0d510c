package io.mysimbdp.engine.config;

import com.typesafe.config.ConfigValue;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** How values look in messages. */
final class Display {

  private static final int LONGEST = 80;
  private static final String HIDDEN = "a value that is not shown";
  private static final String KEY = "v";
  private static final List<String> WORDS =
      List.of(
          "passw",
          "passphrase",
          "pwd",
          "secret",
          "token",
          "credential",
          "bearer",
          "authorization",
          // What lies below such a key goes with requests, and may let them in.
          "headers.");

  /** As in {@code key}, {@code api-key} or {@code apiKey}, but not the key of a table. */
  private static final Pattern KEY_OF_A_LOCK =
      Pattern.compile(
          "(?i)(?<![a-z0-9_-])key(?![a-z0-9_-])"
              + "|(api|access|account|private|auth|encryption|signing|master|shared|ssh)[_-]?key");

  private Display() {}

  /** Returns a value as found, shortened; the values of keys that name secrets are not shown. */
  static String found(String key, ConfigValue value) {
    return switch (value.valueType()) {
      case OBJECT -> "a block { ... }";
      case LIST -> "a list";
      case NULL -> "null";
      case NUMBER, BOOLEAN -> isSecret(key, value) ? HIDDEN : value.atKey(KEY).getString(KEY);
      case STRING -> isSecret(key, value) ? HIDDEN : quoted(String.valueOf(value.unwrapped()));
    };
  }

  /** Tells whether a text, for example a key, speaks of a secret. */
  static boolean isSecret(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return WORDS.stream().anyMatch(lower::contains) || KEY_OF_A_LOCK.matcher(text).find();
  }

  /**
   * Tells whether a value is that of an environment variable whose name speaks of a secret, or made
   * with it.
   */
  private static boolean isSecret(ConfigValue value) {
    return value.origin().description().contains(Environment.SECRET);
  }

  /** Tells whether a value must not be shown. */
  static boolean isSecret(String key, ConfigValue value) {
    return isSecret(key) || isSecret(value);
  }

  /** Returns a text in quotes, on one line, shortened. */
  static String quoted(String text) {
    StringBuilder result = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      if (result.length() > LONGEST) {
        return result.append("...\"").toString();
      }
      char c = text.charAt(i);
      switch (c) {
        case '\t' -> result.append("\\t");
        case '\n' -> result.append("\\n");
        case '\r' -> result.append("\\r");
        default -> {
          if (Character.isISOControl(c)) {
            result.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            result.append(c);
          }
        }
      }
    }
    return result.append('"').toString();
  }

  /** Returns a duration in its largest whole unit, for example {@code 90s}. */
  static String duration(Duration duration) {
    if (duration.isZero()) {
      return "0s";
    }
    if (duration.toMillis() % 1000 != 0) {
      return duration.toMillis() + "ms";
    }
    long seconds = duration.toSeconds();
    if (seconds % 86_400 == 0) {
      return seconds / 86_400 + "d";
    }
    if (seconds % 3_600 == 0) {
      return seconds / 3_600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }

  /** Returns a size in its largest whole unit, for example {@code 64 MiB}. */
  static String bytes(long bytes) {
    String[] units = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    int unit = 0;
    long rest = bytes;
    while (rest != 0 && rest % 1024 == 0 && unit < units.length - 1) {
      rest /= 1024;
      unit++;
    }
    return rest + " " + units[unit];
  }
}
