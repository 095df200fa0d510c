package io.mysimbdp.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What the operating system knows of a process.
 *
 * @param pid its number
 */
public record ProcessUsage(long pid) {

  private static final double TICKS_PER_SECOND = 100;
  private static final double BUSY = 0.1;

  /** Returns that of this process. */
  public static ProcessUsage own() {
    return new ProcessUsage(ProcessHandle.current().pid());
  }

  /** Returns the CPU time used so far, in user and kernel mode, in seconds. */
  public double cpuSeconds() throws IOException {
    return ticks(11) / TICKS_PER_SECOND;
  }

  /** Returns the CPU time that the children have used which have ended, and theirs, in seconds. */
  public double endedChildrenSeconds() throws IOException {
    return ticks(13) / TICKS_PER_SECOND;
  }

  /** Returns the sum of two neighbouring fields. */
  private long ticks(int first) throws IOException {
    String stat = Files.readString(proc("stat"));
    // The name of the process, in brackets, may hold blanks.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return Long.parseLong(fields[first]) + Long.parseLong(fields[first + 1]);
  }

  /** Returns the resident memory in MiB. */
  public long residentMib() throws IOException {
    return mib("VmRSS:");
  }

  /** Returns the most resident memory there has been, in MiB. */
  public long peakMib() throws IOException {
    return mib("VmHWM:");
  }

  /** Has the peak counted from now on. */
  public void resetPeak() throws IOException {
    Files.writeString(proc("clear_refs"), "5");
  }

  private long mib(String key) throws IOException {
    try (var lines = Files.lines(proc("status"))) {
      return lines
              .filter(line -> line.startsWith(key))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .sum()
          / 1024;
    }
  }

  /**
   * Waits until hardly any CPU time is used any more.
   *
   * @param seconds for how long it must have been so
   * @return for how long it has been so; less than wanted when the limit was reached
   */
  public int awaitQuiet(int seconds, Duration limit) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    int quiet = 0;
    while (quiet < seconds && System.nanoTime() - begin < limit.toNanos()) {
      double before = cpuSeconds();
      Thread.sleep(1000);
      quiet = cpuSeconds() - before < BUSY ? quiet + 1 : 0;
    }
    return quiet;
  }

  private Path proc(String file) {
    return Path.of("/proc", String.valueOf(pid), file);
  }
}
