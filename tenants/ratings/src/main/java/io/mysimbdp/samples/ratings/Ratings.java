package io.mysimbdp.samples.ratings;

import io.mysimbdp.tenant.InputRecord;
import io.mysimbdp.tenant.Outcome;
import io.mysimbdp.tenant.Table;
import io.mysimbdp.tenant.WranglingApp;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;

/** The smallest tenant: each record of a CSV file becomes a row of one table. */
public final class Ratings extends WranglingApp {

  // The table of META-INF/mysimbdp/schema.cql and the columns in the order of the values below.
  private static final Table RATINGS =
      Table.of("ratings", "user_id", "movie_id", "rating", "rated_at");

  @Override
  public Outcome wrangle(InputRecord record) {
    try {
      return Outcome.write(
          RATINGS.row(
              Integer.valueOf(record.get("userid")),
              Integer.valueOf(record.get("movieid")),
              new BigDecimal(record.get("rating")),
              Instant.ofEpochSecond(Long.parseLong(record.get("timestamp")))));
    } catch (NumberFormatException | DateTimeException e) {
      // A record that is broken is put aside with this reason; the run goes on.
      return Outcome.reject("expected four numbers: " + e.getMessage());
    }
  }
}
