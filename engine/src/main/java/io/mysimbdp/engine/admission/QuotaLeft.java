package io.mysimbdp.engine.admission;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/**
 * A tenant has enough left of one quota: {@code limits.pass, hour, day, month} with {@code .files,
 * .bytes, .rows}.
 */
final class QuotaLeft implements Constraint<Claim> {

  private final String window;
  private final Measure measure;
  private final long limit;

  QuotaLeft(String window, Measure measure, long limit) {
    this.window = window;
    this.measure = measure;
    this.limit = limit;
  }

  @Override
  public String rule() {
    return "limits." + window + "." + measure.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Decision judge(Claim claim) {
    long wanted =
        switch (measure) {
          case FILES, ROWS -> 1; // How many rows it makes shows only when it is done.
          case BYTES -> claim.bytes();
        };
    if (wanted > limit) {
      return new Decision.Refused(
          rule(),
          measure.amount(limit),
          measure.amount(wanted),
          "it has "
              + measure.amount(wanted)
              + ", more than all of "
              + rule()
              + " = "
              + measure.amount(limit));
    }
    long used = claim.use().used(window, measure, claim.now());
    if (used + wanted <= limit) {
      return Decision.ADMITTED;
    }
    Optional<Instant> when = claim.use().fitsAt(window, measure, wanted, claim.now());
    return new Decision.Deferred(
        rule(),
        measure.amount(limit),
        measure.amount(used),
        when.orElse(null),
        rule()
            + " = "
            + measure.amount(limit)
            + ", "
            + measure.amount(used)
            + " used"
            + (used < limit && measure == Measure.BYTES
                ? ", and it has " + measure.amount(wanted)
                : "")
            + when.map(at -> "; it may run from " + seconds(at)).orElse("")
            + (window.equals("pass") ? "; it may run in the next pass" : ""));
  }

  /** Rounded up: a second early would be too early. */
  private static Instant seconds(Instant at) {
    Instant whole = at.truncatedTo(ChronoUnit.SECONDS);
    return whole.equals(at) ? at : whole.plusSeconds(1);
  }
}
