package io.mysimbdp.engine.generate;

/**
 * SplitMix64 by G. Steele, D. Lea and C. Flood, "Fast Splittable Pseudorandom Number Generators"
 * (OOPSLA 2014): small, fast, and the same everywhere. Not safe for several threads.
 */
final class Random64 {

  private static final long GAMMA = 0x9e3779b97f4a7c15L;

  private long state;

  Random64(long seed) {
    this.state = seed;
  }

  static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  long next() {
    state += GAMMA;
    return mix(state);
  }

  /** Returns a number from 0 to below the bound, which is positive. */
  int below(int bound) {
    // The high bits times the bound: without bias that could matter here, and without a division.
    return (int) (((next() >>> 32) * bound) >>> 32);
  }

  /** Returns a number from 0 to below 1. */
  double unit() {
    return (next() >>> 11) * 0x1.0p-53;
  }

  /** Tells whether something happens that does so this often in a million. */
  boolean perMillion(int often) {
    return below(1_000_000) < often;
  }
}
