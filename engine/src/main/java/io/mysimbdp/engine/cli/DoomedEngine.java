package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.rehearsal.Conditions;
import io.mysimbdp.engine.schedule.Step;
import io.mysimbdp.engine.worker.StopSignal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** An {@code engine run} in a process of its own that is to die at a step. */
final class DoomedEngine {

  /** Until its JVM is up and connected, and to end once it has run. */
  private static final Duration AROUND_A_BATCH = Duration.ofMinutes(1);

  /** An engine ends a batch that takes too long by itself, which is to be seen. */
  private static final Duration LONGEST =
      Conditions.LONGEST.plus(RehearsalConf.STOP_TIMEOUT).plus(AROUND_A_BATCH);

  private static final long HEAP_BYTES = 512L << 20;

  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private final Map<String, String> environment;
  private final StopSignal stop;

  /**
   * Prepares.
   *
   * @param environment its variables
   * @param stop ends it before its time
   */
  DoomedEngine(Map<String, String> environment, StopSignal stop) {
    this.environment = environment;
    this.stop = stop;
  }

  /**
   * Runs it; nothing of it is left when this returns.
   *
   * @return whether it has died at that step
   * @throws EngineException when it cannot be started, or does not end
   * @throws InterruptedException when interrupted while it runs
   */
  boolean diesAt(Step step, Path home) throws InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command(step, home));
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(home.resolve("doomed.txt").toFile());
    Process process;
    try {
      process = builder.start();
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new EngineException(
          FailureCode.PROCESS_START, "No engine can be started: " + e.getMessage(), e);
    }
    try {
      long looks = LONGEST.dividedBy(LOOK_EVERY);
      while (!process.waitFor(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)
          && !stop.isTripped()
          && looks > 0) {
        looks--;
      }
      if (stop.isTripped()) {
        return false;
      }
      if (process.isAlive()) {
        throw new EngineException(
            FailureCode.APP_TIMED_OUT,
            "An engine that was to be killed at "
                + step
                + " has neither come to it nor ended within "
                + LONGEST.toSeconds()
                + " s");
      }
      return process.exitValue() == KillPoint.KILLED;
    } finally {
      // Its app may have a process as well.
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
  }

  private static List<String> command(Step step, Path home) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + HEAP_BYTES);
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-XX:+UseSerialGC");
    command.add("-XX:-UsePerfData");
    command.add("-Dmysimbdp.kill-at=" + step);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Main.class.getName());
    command.add("run");
    command.add("--home");
    command.add(home.toString());
    return command;
  }
}
