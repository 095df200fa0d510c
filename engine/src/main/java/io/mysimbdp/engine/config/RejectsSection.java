package io.mysimbdp.engine.config;

/** Binds the block {@code rejects}. */
final class RejectsSection {

  private RejectsSection() {}

  static TenantProfile.RejectThreshold bind(ConfigReader block) {
    return new TenantProfile.RejectThreshold(
        block.wholeNumberOr("unlimited", Long.MAX_VALUE, "max-count", 0, Long.MAX_VALUE),
        block.number("max-ratio", 0, 1),
        block.wholeNumber("min-sample", 0, Long.MAX_VALUE));
  }
}
