package io.mysimbdp.engine.config;

import java.time.Duration;

/** Binds the block {@code retention}. */
final class RetentionSection {

  private static final Duration LONGEST = Duration.ofDays(36_500);

  private RetentionSection() {}

  static Retention bind(ConfigReader block) {
    return new Retention(
        block.durationOrUnlimited("done", Duration.ZERO, LONGEST),
        block.durationOrUnlimited("refused", Duration.ZERO, LONGEST),
        block.durationOrUnlimited("rejects", Duration.ZERO, LONGEST));
  }
}
