package io.mysimbdp.engine.admission;

/** A file has not too many records: {@code files.max-records}. */
final class MaximumRecords implements Constraint<Long> {

  private final long maxRecords;

  MaximumRecords(long maxRecords) {
    this.maxRecords = maxRecords;
  }

  @Override
  public String rule() {
    return "files.max-records";
  }

  @Override
  public Decision judge(Long records) {
    if (records <= maxRecords) {
      return Decision.ADMITTED;
    }
    String limit = Amounts.count(maxRecords);
    return new Decision.Refused(
        rule(),
        limit,
        "more than " + limit,
        "it has more records than files.max-records = " + limit);
  }
}
