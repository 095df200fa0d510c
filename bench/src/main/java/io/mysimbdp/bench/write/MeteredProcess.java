package io.mysimbdp.bench.write;

import io.mysimbdp.bench.ProcessUsage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A process that has ended, and what it took.
 *
 * @param exitCode what it ended with; -1 when it did not end within its time
 * @param out what it printed
 * @param err what it printed on standard error
 * @param seconds how long it ran
 * @param cpuSeconds CPU time, with that of its children
 * @param peakMib the most resident memory
 */
record MeteredProcess(
    int exitCode, String out, String err, double seconds, double cpuSeconds, long peakMib) {

  private static final int SAMPLE_MILLIS = 20;

  /** Runs it in a folder, where its output goes as well. Nothing else may be started meanwhile. */
  static MeteredProcess run(ProcessBuilder builder, Path folder, Duration limit)
      throws IOException, InterruptedException {
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    builder.directory(folder.toFile());
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    // Exact, as no sample of a process that is about to end could be.
    double cpuBefore = ProcessUsage.own().endedChildrenSeconds();
    long start = System.nanoTime();
    Process process = builder.start();
    ProcessUsage usage = new ProcessUsage(process.pid());
    long peak = 0;
    boolean ended = false;
    try {
      while (!ended && System.nanoTime() - start < limit.toNanos()) {
        peak = Math.max(peak, peak(usage));
        ended = process.waitFor(SAMPLE_MILLIS, TimeUnit.MILLISECONDS);
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    process.waitFor();
    double seconds = (System.nanoTime() - start) / 1e9;
    return new MeteredProcess(
        ended ? process.exitValue() : -1,
        Files.readString(out),
        Files.readString(err),
        seconds,
        ProcessUsage.own().endedChildrenSeconds() - cpuBefore,
        peak);
  }

  private static long peak(ProcessUsage usage) {
    try {
      return usage.peakMib();
    } catch (IOException e) {
      // It has just ended.
      return 0;
    }
  }
}
