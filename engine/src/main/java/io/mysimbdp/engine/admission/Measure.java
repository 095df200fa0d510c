package io.mysimbdp.engine.admission;

import io.mysimbdp.engine.config.Limits.Quota;

/** What a quota counts. */
public enum Measure {
  /** Files ingested. */
  FILES,
  /** Their bytes as staged. */
  BYTES,
  /** Rows acknowledged. */
  ROWS;

  /** Returns the limit of a quota. */
  public long of(Quota quota) {
    return switch (this) {
      case FILES -> quota.files();
      case BYTES -> quota.bytes();
      case ROWS -> quota.rows();
    };
  }

  long of(Charge charge) {
    return switch (this) {
      case FILES -> charge.files();
      case BYTES -> charge.bytes();
      case ROWS -> charge.rows();
    };
  }

  /** Returns an amount with its unit. */
  public String amount(long amount) {
    return switch (this) {
      case FILES -> Amounts.count(amount) + (amount == 1 ? " file" : " files");
      case BYTES -> Amounts.bytes(amount);
      case ROWS -> Amounts.count(amount) + (amount == 1 ? " row" : " rows");
    };
  }
}
