package io.mysimbdp.engine.spark;

/**
 * How large a cluster on this machine is to be.
 *
 * @param workers how many, 1 to 64
 * @param cores of each worker: tasks that it executes at a time, 1 to 1024
 * @param memoryMib of the executors of each worker, at least {@link #LEAST_MEMORY_MIB}
 * @param port that the master listens on; 0: any that is free
 */
public record ClusterSize(int workers, int cores, int memoryMib, int port) {

  /** An executor does not start with less. */
  public static final int LEAST_MEMORY_MIB = 512;

  private static final int MOST_WORKERS = 64;
  private static final int MOST_CORES = 1024;
  private static final int MOST_PORTS = 65_535;

  /**
   * Checks.
   *
   * @throws IllegalArgumentException with a sentence for people
   */
  public ClusterSize {
    check("workers", workers, 1, MOST_WORKERS);
    check("cores", cores, 1, MOST_CORES);
    check("MiB of memory", memoryMib, LEAST_MEMORY_MIB, Integer.MAX_VALUE);
    check("as a port", port, 0, MOST_PORTS);
  }

  private static void check(String what, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "Expected "
              + (most == Integer.MAX_VALUE ? "at least " + least : least + " to " + most)
              + " "
              + what
              + ", got "
              + value);
    }
  }
}
