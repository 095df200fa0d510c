package io.mysimbdp.engine.admission;

/**
 * A file does not expand to too many times its size: {@code files.max-expansion-ratio}. Not looked
 * at before {@link #SAMPLE_BYTES}: a short file of blanks harms nobody.
 */
final class ExpansionRatio implements Constraint<Expansion> {

  static final long SAMPLE_BYTES = 16L << 20;

  private final double maxRatio;

  ExpansionRatio(double maxRatio) {
    this.maxRatio = maxRatio;
  }

  @Override
  public String rule() {
    return "files.max-expansion-ratio";
  }

  @Override
  public Decision judge(Expansion expansion) {
    if (expansion.expandedBytes() <= SAMPLE_BYTES
        || expansion.expandedBytes() <= maxRatio * expansion.stagedBytes()) {
      return Decision.ADMITTED;
    }
    return new Decision.Refused(
        rule(),
        String.valueOf(maxRatio),
        "more than " + maxRatio,
        "its "
            + Amounts.bytes(expansion.stagedBytes())
            + " expand to more than files.max-expansion-ratio = "
            + maxRatio
            + " times as many");
  }
}
