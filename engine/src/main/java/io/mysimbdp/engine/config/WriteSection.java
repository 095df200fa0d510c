package io.mysimbdp.engine.config;

import io.mysimbdp.engine.config.TenantProfile.WriteSettings;
import java.time.Duration;
import java.util.List;

/** Binds the block {@code write}. */
final class WriteSection {

  private static final int KIB = 1 << 10;
  private static final int MIB = 1 << 20;
  private static final long GIB = 1L << 30;

  /** Cassandra's levels that a write may have; serial levels are for conditional updates. */
  private static final List<String> CONSISTENCY =
      List.of(
          "ANY",
          "ONE",
          "TWO",
          "THREE",
          "QUORUM",
          "ALL",
          "LOCAL_ONE",
          "LOCAL_QUORUM",
          "EACH_QUORUM");

  private static final String AUTO = "auto";

  private WriteSection() {}

  static WriteSettings bind(ConfigReader block) {
    return new WriteSettings(
        block.oneOf("consistency", CONSISTENCY),
        block.oneOf("nulls", TenantProfile.Nulls.class),
        sizeOrAuto(block, "window", 0, 4 * GIB),
        (int) sizeOrAuto(block, "batch-bytes", KIB, 16 * MIB),
        block.smallCountOr(AUTO, WriteSettings.AUTO, "batch-rows", Unit.ROWS, 1, 65_535),
        block.smallCount("in-flight", Unit.REQUESTS, 1, 4_096),
        block.duration("target-latency", Duration.ofMillis(1), Duration.ofHours(1)),
        block.duration("retry-for", Duration.ZERO, Duration.ofDays(1)),
        block.oneOf("path", TenantProfile.WritePath.class));
  }

  private static long sizeOrAuto(ConfigReader block, String key, long min, long max) {
    return block.bytesOr(AUTO, WriteSettings.AUTO, key, Unit.BYTES, min, max);
  }
}
