package io.mysimbdp.engine.config;

/** Binds the block {@code rejects}. */
final class RejectsSection {

  private RejectsSection() {}

  static TenantProfile.RejectThreshold bind(ConfigReader block) {
    return new TenantProfile.RejectThreshold(
        block.countOrUnlimited("max-count", Unit.RECORDS, 0),
        block.number("max-ratio", 0, 1),
        block.count("min-sample", Unit.RECORDS, 0, Long.MAX_VALUE));
  }
}
