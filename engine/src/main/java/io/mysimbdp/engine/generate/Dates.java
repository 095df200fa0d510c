package io.mysimbdp.engine.generate;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/** Dates that descend from 2015-08-31, 83 of 100 of them in 2012 and later. */
final class Dates {

  private static final LocalDate NEWEST = LocalDate.of(2015, 8, 31);
  private static final double RECENT_SHARE = 0.83;
  private static final int RECENT_DAYS = 1339;
  private static final int OLDER_DAYS = 4000;

  private final long rows;
  private int day = -1;
  private long lastRowOfDay = -1;
  private byte[] text = new byte[0];

  Dates(long rows) {
    this.rows = rows;
  }

  /** Returns the date of a row; rows are asked for in order, from 0. */
  byte[] of(long row) {
    while (row > lastRowOfDay) {
      day++;
      lastRowOfDay = lastRow(day);
      text = NEWEST.minusDays(day).toString().getBytes(StandardCharsets.US_ASCII);
    }
    return text;
  }

  private long lastRow(int afterDays) {
    double share;
    if (afterDays < RECENT_DAYS) {
      share = RECENT_SHARE * StrictMath.pow((afterDays + 1.0) / RECENT_DAYS, 0.8);
    } else {
      double older = Math.min(1, (afterDays + 1.0 - RECENT_DAYS) / OLDER_DAYS);
      share = RECENT_SHARE + (1 - RECENT_SHARE) * StrictMath.sqrt(older);
    }
    return afterDays >= RECENT_DAYS + OLDER_DAYS ? rows : (long) (share * rows) - 1;
  }
}
