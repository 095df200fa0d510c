package io.mysimbdp.engine.metering;

/** What a line of an invoice is for. */
public enum Item {
  /** What the plan costs, whatever is used. */
  BASE("base fee", "month", 0),
  /** Files ingested, by 10⁹ bytes as staged. */
  GIGABYTE("files ingested", "GB", 9),
  /** Rows written, by 10⁶. */
  MILLION_ROWS("rows written", "million rows", 6),
  /** CPU time of the tenant's app. */
  CPU_HOUR("CPU time", "CPU hour", 6),
  /** What lies in Cassandra: 10⁹ bytes, for the whole of the month. */
  STORED_GIGABYTE("stored, as estimated", "GB month", 6),
  /** What is missing to the least that is taken. */
  MINIMUM("up to the minimum", "month", 0);

  private final String label;
  private final String unit;
  private final int digits;

  Item(String label, String unit, int digits) {
    this.label = label;
    this.unit = unit;
    this.digits = digits;
  }

  /** Returns what it is, for people. */
  public String label() {
    return label;
  }

  /** Returns what its quantity counts, and its price is for. */
  public String unit() {
    return unit;
  }

  /** Returns how many decimals of a quantity are shown; all of them are charged. */
  int digits() {
    return digits;
  }
}
