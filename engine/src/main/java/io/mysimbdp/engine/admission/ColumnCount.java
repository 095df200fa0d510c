package io.mysimbdp.engine.admission;

import java.util.List;

/** A header has neither too few nor too many columns: {@code files.min-columns, max-columns}. */
final class ColumnCount implements Constraint<List<String>> {

  private final int min;
  private final int max;

  ColumnCount(int min, int max) {
    this.min = min;
    this.max = max;
  }

  @Override
  public String rule() {
    return "files.max-columns";
  }

  @Override
  public Decision judge(List<String> columns) {
    int count = columns.size();
    if (count < min) {
      return refused("files.min-columns", min, count, "fewer than");
    }
    return count > max ? refused(rule(), max, count, "more than") : Decision.ADMITTED;
  }

  private static Decision refused(String rule, int limit, int count, String how) {
    return new Decision.Refused(
        rule,
        String.valueOf(limit),
        String.valueOf(count),
        "it has "
            + count
            + (count == 1 ? " column, " : " columns, ")
            + how
            + " "
            + rule
            + " = "
            + limit);
  }
}
