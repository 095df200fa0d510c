package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.schedule.Step;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Ends the process at once, as SIGKILL would, at a step of a batch: for the tests that prove that
 * the next run repairs what a crash leaves. Set by the system property {@code mysimbdp.kill-at}, as
 * in {@code COMMITTED:3} for the third time that the step is reached; without effect otherwise.
 */
final class KillPoint {

  /** How the process then ends. */
  static final int KILLED = 137;

  private final @Nullable Step step;
  private final AtomicInteger left;

  private KillPoint(@Nullable Step step, int times) {
    this.step = step;
    this.left = new AtomicInteger(times);
  }

  static KillPoint configured() {
    String text = System.getProperty("mysimbdp.kill-at");
    if (text == null) {
      return new KillPoint(null, 0);
    }
    String[] parts = text.split(":", 2);
    return new KillPoint(
        Step.valueOf(parts[0]), parts.length == 1 ? 1 : Integer.parseInt(parts[1]));
  }

  void reached(Step reached) {
    if (reached == step && left.decrementAndGet() == 0) {
      Runtime.getRuntime().halt(KILLED);
    }
  }
}
