package io.mysimbdp.engine.config;

import java.time.Duration;

/** Binds the block {@code limits}. */
final class LimitsSection {

  private static final long EIB = 1L << 60;
  private static final int MOST_FILES = 100_000;
  private static final int MOST_BATCHES = 256;

  private LimitsSection() {}

  static Limits bind(ConfigReader block) {
    ConfigReader batch = block.section("batch");
    return new Limits(
        batch.smallCount("files", Unit.FILES, 1, MOST_FILES),
        batch.bytesOrUnlimited("bytes", 1, EIB),
        batch.duration("time", Duration.ofSeconds(1), Duration.ofDays(30)),
        quota(block.section("pass")),
        quota(block.section("hour")),
        quota(block.section("day")),
        quota(block.section("month")),
        block.smallCount("concurrent-batches", Unit.BATCHES, 1, MOST_BATCHES),
        RatesSection.bind(block));
  }

  private static Limits.Quota quota(ConfigReader block) {
    return new Limits.Quota(
        block.countOrUnlimited("files", Unit.FILES, 1),
        block.bytesOrUnlimited("bytes", 1, EIB),
        block.countOrUnlimited("rows", Unit.ROWS, 1));
  }
}
