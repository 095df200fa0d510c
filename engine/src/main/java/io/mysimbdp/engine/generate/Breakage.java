package io.mysimbdp.engine.generate;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Breaks some rows, in ways that really occur, so that rejects can be tried. */
public final class Breakage {

  /** The ways in which a row can be broken. */
  public enum Kind {
    /** The last column is missing. */
    MISSING_COLUMN,
    /** Seven stars. */
    STARS,
    /** The stars are a word. */
    STARS_TEXT,
    /** The 30th of February. */
    DATE,
    /** A byte that is no UTF-8. */
    ENCODING,
    /** More helpful votes than votes. */
    VOTES
  }

  private final Random64 random;
  private final int perMille;
  private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);

  Breakage(Random64 random, int perMille) {
    if (perMille < 0 || perMille > 1000) {
      throw new IllegalArgumentException("broken is " + perMille + "; expected 0 to 1000");
    }
    this.random = random;
    this.perMille = perMille;
  }

  /** Returns how the next row is broken; null: not at all. */
  @Nullable Kind next() {
    if (perMille == 0 || random.below(1000) >= perMille) {
      return null;
    }
    Kind kind = Kind.values()[random.below(Kind.values().length)];
    counts.merge(kind, 1L, Long::sum);
    return kind;
  }

  Map<Kind, Long> counts() {
    return Map.copyOf(counts);
  }
}
