package io.mysimbdp.engine.generate;

/**
 * Who writes: 86 of 100 customers write one review, the others a few, at most 95. Memory is
 * bounded.
 */
final class Customers {

  private static final int FIRST_ID = 12_000;
  private static final int IDS = 53_088_001;
  private static final long STRIDE = 20_211_023L;
  private static final int REPEATERS_IN_MILLION = 150_000;
  private static final int AGAIN_IN_MILLION = 256_000;
  private static final int POOL = 1 << 13;

  private final Random64 random;
  private final int[] waiting = new int[POOL];
  private final int[] left = new int[POOL];
  private final QuantileTable more = QuantileTable.logNormal(StrictMath.log(1.55), 0.95, 1, 94);
  private int pool;
  private long known;

  Customers(Random64 random) {
    this.random = random;
    this.known = random.below(IDS);
  }

  int next() {
    if (pool > 0 && random.perMillion(AGAIN_IN_MILLION)) {
      int slot = random.below(pool);
      int id = waiting[slot];
      if (--left[slot] == 0) {
        pool--;
        waiting[slot] = waiting[pool];
        left[slot] = left[pool];
      }
      return id;
    }
    // A walk through all ids in steps that share no divisor with their number: no id comes twice.
    known = (known + STRIDE) % IDS;
    int id = FIRST_ID + (int) known;
    if (pool < POOL && random.perMillion(REPEATERS_IN_MILLION)) {
      waiting[pool] = id;
      left[pool++] = more.draw(random);
    }
    return id;
  }
}
