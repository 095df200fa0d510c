package io.mysimbdp.engine.report;

import io.mysimbdp.engine.ledger.EndedFile.End;
import io.mysimbdp.engine.statistics.Speed;
import io.mysimbdp.engine.statistics.Statistics;
import io.mysimbdp.engine.statistics.Totals;
import io.mysimbdp.engine.statistics.Volume;
import io.mysimbdp.engine.time.Period;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What a period came to, in a sentence or two. */
final class StatisticsSentence {

  private StatisticsSentence() {}

  /** Returns the sentence with the period before it. */
  static String of(Statistics statistics) {
    Period period = statistics.period();
    return "From "
        + second(period.from())
        + " to "
        + second(period.until())
        + ": "
        + withoutPeriod(statistics);
  }

  static String withoutPeriod(Statistics statistics) {
    if (statistics.isEmpty()) {
      return "no file came to an end.";
    }
    Totals totals = statistics.platform().totals();
    Volume ingested = totals.ingested();
    Speed rows = totals.rowsPerSecond();
    return Sizes.counted(ingested.files(), "file")
        + " ingested, "
        + Sizes.count(ingested.rows())
        + " rows, "
        + Sizes.bytes(ingested.bytes())
        + (rows == null ? "" : ", " + Sizes.count(Math.round(rows.mean())) + " rows/s on average")
        + ". "
        + Sizes.count(ingested.rejects())
        + " of "
        + Sizes.count(ingested.records())
        + " records rejected; "
        + Sizes.counted(totals.files(End.REFUSED).files(), "file")
        + " refused, "
        + Sizes.count(totals.files(End.FAILED).files())
        + " failed, "
        + Sizes.count(totals.files(End.DUPLICATE).files())
        + " duplicate.";
  }

  private static Instant second(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS);
  }
}
