package io.mysimbdp.engine.failure;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the known name that someone probably meant. */
public final class DidYouMean {

  private DidYouMean() {}

  /** Returns the nearest known name; null when none is near. */
  public static @Nullable String nearest(String typed, Collection<String> known) {
    String wanted = normal(typed);
    if (wanted.length() < 2) {
      // Every letter is near every other.
      return null;
    }
    String best = null;
    // One mistake in three letters: enough for slips, too little for another word.
    int bestDistance = Math.max(1, wanted.length() / 3) + 1;
    for (String candidate : known) {
      int distance = distance(wanted, normal(candidate));
      if (distance < bestDistance) {
        best = candidate;
        bestDistance = distance;
      }
    }
    return best;
  }

  /**
   * Returns the end of a sentence about an unknown name: {@code "; did you mean x?"}, or what there
   * is when nothing is near.
   */
  public static String hint(String typed, Collection<String> known) {
    String nearest = nearest(typed, known);
    if (nearest != null) {
      return "; did you mean " + nearest + "?";
    }
    return known.isEmpty() ? "; there is none" : "; there is " + String.join(", ", known);
  }

  /** Writes requestTimeout and request_timeout as request-timeout. */
  private static String normal(String key) {
    return key.replaceAll("([a-z0-9])([A-Z])", "$1-$2").replace('_', '-').toLowerCase(Locale.ROOT);
  }

  /** Counts insertions, deletions, substitutions and swaps of neighbours. */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      d[i][0] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      d[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int substitution = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(d[i - 1][j - 1] + substitution, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
