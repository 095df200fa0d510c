package io.mysimbdp.engine.admission;

/** A file does not expand to too much: {@code files.max-expanded}. */
final class ExpandedSize implements Constraint<Expansion> {

  private final long maxBytes;

  ExpandedSize(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  @Override
  public String rule() {
    return "files.max-expanded";
  }

  @Override
  public Decision judge(Expansion expansion) {
    if (expansion.expandedBytes() <= maxBytes) {
      return Decision.ADMITTED;
    }
    String limit = Amounts.bytes(maxBytes);
    String staged = Amounts.bytes(expansion.stagedBytes());
    return new Decision.Refused(
        rule(),
        limit,
        "more than " + limit,
        "its " + staged + " expand to more than files.max-expanded = " + limit);
  }
}
