package io.mysimbdp.engine.admission;

/**
 * A file is not too large, by itself ({@code files.max-size}) or for any batch ({@code
 * limits.batch.bytes}).
 */
final class MaximumSize implements Constraint<FileFacts> {

  private final String rule;
  private final long maxBytes;

  MaximumSize(String rule, long maxBytes) {
    this.rule = rule;
    this.maxBytes = maxBytes;
  }

  @Override
  public String rule() {
    return rule;
  }

  @Override
  public Decision judge(FileFacts file) {
    if (file.bytes() <= maxBytes) {
      return Decision.ADMITTED;
    }
    String limit = Amounts.bytes(maxBytes);
    String actual = Amounts.bytes(file.bytes());
    return new Decision.Refused(
        rule, limit, actual, "it has " + actual + ", more than " + rule + " = " + limit);
  }
}
