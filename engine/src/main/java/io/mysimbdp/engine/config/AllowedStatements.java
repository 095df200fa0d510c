package io.mysimbdp.engine.config;

import java.io.Serializable;
import java.util.Objects;

/**
 * What the statements may do that an app sends through its session. Immutable.
 *
 * @param words {@code select}, {@code ttl} and so on
 * @param place where the key is set, for messages
 */
public record AllowedStatements(NamePatterns words, String place) implements Serializable {

  /** Checks. */
  public AllowedStatements {
    Objects.requireNonNull(words, "words");
    Objects.requireNonNull(place, "place");
  }

  /** Returns those that allow everything. */
  public static AllowedStatements all() {
    return new AllowedStatements(NamePatterns.any(), "the defaults");
  }

  /** Tells whether a word is one of those. */
  public boolean allow(String word) {
    return words.allow(word);
  }

  /** Returns the words and their place, for messages. */
  @Override
  public String toString() {
    return "statements = " + words + " (" + place + ")";
  }
}
