package io.mysimbdp.engine.admission;

/** A file is not too small: {@code files.min-size}. */
final class MinimumSize implements Constraint<FileFacts> {

  private final long minBytes;

  MinimumSize(long minBytes) {
    this.minBytes = minBytes;
  }

  @Override
  public String rule() {
    return "files.min-size";
  }

  @Override
  public Decision judge(FileFacts file) {
    if (file.bytes() >= minBytes) {
      return Decision.ADMITTED;
    }
    String limit = Amounts.bytes(minBytes);
    String actual = Amounts.bytes(file.bytes());
    return new Decision.Refused(
        rule(), limit, actual, "it has " + actual + ", less than files.min-size = " + limit);
  }
}
