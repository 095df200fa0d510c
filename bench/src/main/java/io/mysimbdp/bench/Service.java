package io.mysimbdp.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process of {@code engine run --watch}, and what the operating system knows of it. */
final class Service implements AutoCloseable {

  private static final Pattern USED = Pattern.compile("(PSYoungGen|ParOldGen).* used (\\d+)K");

  private final Process process;
  private final ProcessUsage usage;
  private final Path log;
  private final long start;
  private Duration startUp = Duration.ZERO;

  Service(Process process, Path log, long startNanos) {
    this.process = process;
    this.usage = new ProcessUsage(process.pid());
    this.log = log;
    this.start = startNanos;
  }

  /** Waits until the log holds a text; returns how long that took since the process was started. */
  Duration await(String text, Duration limit) throws IOException, InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (!Files.readString(log).contains(text)) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new IOException("no \"" + text + "\" in the log:\n" + Files.readString(log));
      }
      Thread.sleep(10);
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    if (startUp.isZero()) {
      startUp = took;
    }
    return took;
  }

  /** Returns how long it took from the start of the process until it served. */
  Duration startUp() {
    return startUp;
  }

  long logLines() throws IOException {
    try (var lines = Files.lines(log)) {
      return lines.count();
    }
  }

  /** Returns the CPU time used so far, in user and kernel mode, in seconds. */
  double cpuSeconds() throws IOException {
    return usage.cpuSeconds();
  }

  /** Returns the CPU time that is used while nothing is done to the service. */
  double cpuSecondsOf(Duration duration) throws IOException, InterruptedException {
    double before = cpuSeconds();
    Thread.sleep(duration.toMillis());
    return cpuSeconds() - before;
  }

  /** Waits until hardly any CPU time is used any more. */
  Duration awaitQuiet(Duration limit) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    int quiet = usage.awaitQuiet(3, limit);
    return Duration.ofNanos(System.nanoTime() - begin).minusSeconds(quiet);
  }

  /** Returns the resident memory in MiB. */
  long residentMib() throws IOException {
    return usage.residentMib();
  }

  /** Returns what of the heap is in use after a full collection, in MiB. */
  long liveHeapMib() throws IOException, InterruptedException {
    jcmd("GC.run");
    Matcher used = USED.matcher(jcmd("GC.heap_info"));
    long kib = 0;
    while (used.find()) {
      kib += Long.parseLong(used.group(2));
    }
    return kib / 1024;
  }

  private String jcmd(String command) throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process call =
        new ProcessBuilder(jcmd.toString(), String.valueOf(process.pid()), command).start();
    String out = new String(call.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    call.waitFor();
    return out;
  }

  /** Returns how many system calls are made within a time; "?" where strace is not to be had. */
  String systemCallsOf(Duration duration) throws InterruptedException {
    try {
      Path counts = Files.createTempFile("bench", ".strace");
      Process strace =
          new ProcessBuilder(
                  "strace", "-f", "-c", "-o", counts.toString(), "-p", process.pid() + "")
              .redirectErrorStream(true)
              .start();
      Thread.sleep(duration.toMillis());
      strace.destroy();
      strace.waitFor(10, TimeUnit.SECONDS);
      String total = "?";
      for (String line : Files.readAllLines(counts)) {
        String[] fields = line.strip().split("\\s+", -1);
        if (line.endsWith("total") && fields.length > 3) {
          total = fields[3];
        }
      }
      Files.delete(counts);
      return total;
    } catch (IOException e) {
      return "?";
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
