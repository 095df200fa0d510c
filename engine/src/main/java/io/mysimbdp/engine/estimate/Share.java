package io.mysimbdp.engine.estimate;

/**
 * The part of the platform that a tenant has while all others are at work as well.
 *
 * @param weight its own weight, 1 or more
 * @param otherWeights those of the others together
 * @param others how many others there are
 */
public record Share(int weight, long otherWeights, int others) {

  /** Checks. */
  public Share {
    if (weight < 1 || otherWeights < others || others < 0) {
      throw new IllegalArgumentException(
          "Weight " + weight + " beside " + others + " with " + otherWeights);
    }
  }

  /** Returns the part, above 0 and at most 1. */
  public double part() {
    return weight / (double) (weight + otherWeights);
  }
}
