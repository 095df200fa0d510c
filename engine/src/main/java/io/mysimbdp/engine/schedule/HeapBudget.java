package io.mysimbdp.engine.schedule;

/**
 * The part of the engine's heap that running batches may have taken together. Not safe for several
 * threads.
 */
public final class HeapBudget {

  private final long totalBytes;
  private long takenBytes;

  /** Makes the budget of this process: three quarters of its heap, for the engine needs some. */
  public static HeapBudget ofThisProcess() {
    return new HeapBudget(Runtime.getRuntime().maxMemory() / 4 * 3);
  }

  /** Makes a budget; nothing is taken yet. */
  public HeapBudget(long totalBytes) {
    this.totalBytes = totalBytes;
  }

  /** Tells whether a batch fits beside those that run; alone, each one does. */
  boolean fits(long bytes) {
    return takenBytes == 0 || takenBytes + bytes <= totalBytes;
  }

  void take(long bytes) {
    takenBytes += bytes;
  }

  void giveBack(long bytes) {
    takenBytes -= bytes;
  }
}
