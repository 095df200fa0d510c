package io.mysimbdp.samples.videogames;

import java.util.Locale;
import java.util.Set;

/**
 * How a text feels, by counting words of a lexicon. A word right behind a negation counts the other
 * way. Immutable.
 */
final class Sentiment {

  private final Set<String> good;
  private final Set<String> bad;
  private final Set<String> negations;

  private Sentiment(Set<String> good, Set<String> bad, Set<String> negations) {
    this.good = good;
    this.bad = bad;
    this.negations = negations;
  }

  static Sentiment english() {
    return new Sentiment(
        Set.of(
            "amazing",
            "awesome",
            "beautiful",
            "best",
            "brilliant",
            "enjoy",
            "enjoyed",
            "excellent",
            "exciting",
            "fantastic",
            "favorite",
            "fun",
            "glad",
            "good",
            "great",
            "happy",
            "incredible",
            "like",
            "love",
            "loved",
            "loves",
            "nice",
            "perfect",
            "pleased",
            "recommend",
            "smooth",
            "superb",
            "thanks",
            "wonderful",
            "worth"),
        Set.of(
            "annoying",
            "awful",
            "bad",
            "bored",
            "boring",
            "broken",
            "buggy",
            "crash",
            "crashed",
            "crashes",
            "disappointed",
            "disappointing",
            "fail",
            "failed",
            "frustrating",
            "garbage",
            "glitch",
            "hate",
            "hated",
            "horrible",
            "junk",
            "poor",
            "refund",
            "slow",
            "stupid",
            "terrible",
            "trash",
            "useless",
            "waste",
            "worst"),
        Set.of("not", "no", "never", "don't", "didn't", "doesn't", "isn't", "wasn't", "cannot"));
  }

  /**
   * A feeling.
   *
   * @param value from -1, bad, to 1, good; 0 when no word of the lexicon occurs
   * @param words how many words there are
   */
  record Score(double value, int words) {

    /** Tells whether text and stars say the opposite of each other. */
    boolean contradicts(int stars) {
      return (stars >= 4 && value <= -0.5) || (stars <= 2 && value >= 0.5);
    }
  }

  Score of(String... texts) {
    int words = 0;
    int up = 0;
    int down = 0;
    for (String text : texts) {
      boolean negated = false;
      int i = 0;
      while (i < text.length()) {
        int begin = i;
        while (i < text.length() && isOfWord(text.charAt(i))) {
          i++;
        }
        if (i == begin) {
          i++;
          continue;
        }
        words++;
        String word = text.substring(begin, i).toLowerCase(Locale.ROOT);
        if (good.contains(word)) {
          if (negated) {
            down++;
          } else {
            up++;
          }
        } else if (bad.contains(word)) {
          if (negated) {
            up++;
          } else {
            down++;
          }
        }
        negated = negations.contains(word);
      }
    }
    double value = up + down == 0 ? 0 : (double) (up - down) / (up + down);
    return new Score(value, words);
  }

  private static boolean isOfWord(char c) {
    return Character.isLetterOrDigit(c) || c == '\'';
  }
}
