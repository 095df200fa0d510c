package io.mysimbdp.tenant;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The app's own settings: the block {@code settings} of the tenant's profile. Immutable.
 *
 * <p>Keys may be paths with dots. Each getter without a fallback throws {@link
 * IllegalArgumentException} when the key is missing; all do so when the value is of another type.
 * The message names the key, the value and the file and line it came from.
 */
public interface Settings {

  /** Returns the keys at the top of the block. */
  Set<String> keys();

  /** Tells whether the key is set. */
  boolean has(String key);

  /** Returns a text. */
  String getString(String key);

  /** Returns a text, or the fallback when the key is missing. */
  String getString(String key, String fallback);

  /** Returns a list of texts. */
  List<String> getStrings(String key);

  /** Returns a whole number. */
  long getLong(String key);

  /** Returns a whole number, or the fallback when the key is missing. */
  long getLong(String key, long fallback);

  /** Returns a number. */
  double getDouble(String key);

  /** Returns a number, or the fallback when the key is missing. */
  double getDouble(String key, double fallback);

  /** Returns true or false. */
  boolean getBoolean(String key);

  /** Returns true or false, or the fallback when the key is missing. */
  boolean getBoolean(String key, boolean fallback);

  /** Returns a duration, written like {@code 30s} or {@code 5 minutes}. */
  Duration getDuration(String key);

  /** Returns a duration, or the fallback when the key is missing. */
  Duration getDuration(String key, Duration fallback);
}
