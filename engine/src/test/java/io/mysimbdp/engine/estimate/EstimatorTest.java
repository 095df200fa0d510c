package io.mysimbdp.engine.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mysimbdp.engine.TestingProfiles;
import io.mysimbdp.engine.config.Limits;
import io.mysimbdp.engine.config.PriceList;
import io.mysimbdp.engine.config.PriceList.Price;
import io.mysimbdp.engine.config.PriceList.Prices;
import io.mysimbdp.engine.config.PriceList.Tier;
import io.mysimbdp.engine.config.PriceLists;
import io.mysimbdp.engine.config.Rates;
import io.mysimbdp.engine.metering.Invoice;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What follows from a sample for the whole file. */
class EstimatorTest {

  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
  private static final PriceLists NO_PRICES = prices(null);

  /** A megabyte: 10,000 records and as many rows but 100 rejects, 1,000 a second. */
  private static final Measured SAMPLE =
      new Measured(1_000_000, 10_000, 9_900, 100, Duration.ofSeconds(10), Duration.ofSeconds(2));

  private static final long HUNDREDFOLD = 100_000_000;

  @Test
  void all_grows_with_the_bytes() {
    Estimate estimate = estimate("", Rates.UNLIMITED, new Share(100, 0, 0), NO_PRICES);
    assertThat(estimate.records()).isEqualTo(1_000_000);
    assertThat(estimate.rows()).isEqualTo(990_000);
    assertThat(estimate.rejects()).isEqualTo(10_000);
    assertThat(estimate.alone()).isEqualTo(Duration.ofSeconds(1000));
    assertThat(estimate.atWorst()).as("there is nobody else").isEqualTo(estimate.alone());
    assertThat(estimate.price()).isNull();
  }

  @Test
  void beside_others_its_share_is_by_weight() {
    Estimate estimate = estimate("weight = 50", Rates.UNLIMITED, new Share(50, 150, 3), NO_PRICES);
    assertThat(estimate.share().part()).isEqualTo(0.25);
    assertThat(estimate.alone()).isEqualTo(Duration.ofSeconds(1000));
    assertThat(estimate.atWorst()).isEqualTo(Duration.ofSeconds(4000));
  }

  @Test
  void no_rate_is_exceeded_and_that_of_the_platform_is_shared() {
    Share quarter = new Share(50, 150, 3);
    Estimate own = estimate("limits.rows-per-second = 500", Rates.UNLIMITED, quarter, NO_PRICES);
    assertThat(own.alone()).isEqualTo(Duration.ofMinutes(33));
    assertThat(own.limits()).extracting(LimitHit::key).contains("limits.rows-per-second");

    Rates platform = new Rates(Limits.UNLIMITED, 50_000);
    Estimate shared = estimate("", platform, quarter, NO_PRICES);
    assertThat(shared.alone()).isEqualTo(Duration.ofSeconds(2000));
    assertThat(shared.atWorst()).isEqualTo(Duration.ofSeconds(8000));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          files.max-size = 64 MiB          | files.max-size     | 64 MiB            | refused
          limits.batch.bytes = 64 MiB      | limits.batch.bytes | 64 MiB            | refused
          files.max-records = 999999       | files.max-records  | 999,999 records   | refused once
          limits.day.bytes = 10 MiB        | limits.day.bytes   | 10 MiB            | refused
          limits.month.rows = 900000       | limits.month.rows  | 900,000 rows      | wait
          limits.batch.time = 10 minutes   | limits.batch.time  | 10 min 0 s        | cancelled
          rejects.max-count = 9999         | rejects.max-count  | 9,999 rejects     | fail
          rejects { max-ratio = 0.009 }    | rejects.max-ratio  | 0.009 of the recs | fail
          """)
  void limits_that_it_would_come_upon_are_named(
      String line, String key, String limit, String consequence) {
    Estimate estimate =
        estimate(
            "limits.batch.time = 1 day\n" + line, Rates.UNLIMITED, new Share(100, 0, 0), NO_PRICES);
    assertThat(estimate.limits())
        .singleElement()
        .satisfies(
            hit -> {
              assertThat(hit.key()).isEqualTo(key);
              assertThat(hit.limit()).isEqualTo(limit.replace("recs", "records"));
              assertThat(hit.consequence()).contains(consequence);
            });
  }

  @Test
  void what_fits_comes_upon_nothing() {
    assertThat(
            estimate(
                    """
                    limits { batch.time = 1 day, day.bytes = 100 MB, month.rows = 990000 }
                    files { max-size = 100 MB, max-records = 1000000 }
                    rejects { max-count = 10000, max-ratio = 0.01 }
                    """,
                    Rates.UNLIMITED,
                    new Share(100, 0, 0),
                    NO_PRICES)
                .limits())
        .isEmpty();
  }

  @Test
  void the_price_is_that_of_a_month_with_nothing_else() {
    Price perGigabyte = new Price(BigDecimal.ZERO, List.of(new Tier(null, new BigDecimal("10"))));
    Prices standard = new Prices(new BigDecimal("5"), null, perGigabyte, null, perGigabyte, null);
    Invoice price =
        Objects.requireNonNull(
            estimate("", Rates.UNLIMITED, new Share(100, 0, 0), prices(standard)).price());
    // 5 for the month, 0.1 GB at 10, 200 s of CPU time at 10 an hour.
    assertThat(price.total()).isEqualByComparingTo("6.56");
    assertThat(price.lines()).hasSize(3);
  }

  @Test
  void a_file_of_a_size_that_nobody_has_is_estimated_as_well() {
    Measured small = new Measured(200, 300, 200, 100, Duration.ofSeconds(1), Duration.ofSeconds(1));
    Price perHour = new Price(BigDecimal.ZERO, List.of(new Tier(null, new BigDecimal("3600"))));
    Prices standard = new Prices(null, null, null, null, perHour, null);

    Estimate estimate =
        new Estimator(
                TestingProfiles.of("toys", ""),
                Rates.UNLIMITED,
                new Share(1, 1, 1),
                prices(standard))
            .estimate(small, 1L << 60, NOW);

    assertThat(estimate.rows()).isEqualTo(1L << 60);
    assertThat(estimate.alone())
        .isCloseTo(Duration.ofSeconds((1L << 60) / 200), Duration.ofDays(1));
    assertThat(estimate.atWorst()).as("twice that").isEqualTo(Duration.ofMillis(Long.MAX_VALUE));
    assertThat(Objects.requireNonNull(estimate.price()).total())
        .isGreaterThan(new BigDecimal("5760000000000000"));
  }

  @Test
  void counts_end_at_the_highest_there_is() {
    Measured dense = new Measured(1, 100, 100, 100, Duration.ofSeconds(1), Duration.ZERO);

    Estimate estimate =
        new Estimator(
                TestingProfiles.of("toys", ""), Rates.UNLIMITED, new Share(1, 0, 0), NO_PRICES)
            .estimate(dense, 1L << 60, NOW);

    assertThat(estimate.records()).isEqualTo(Long.MAX_VALUE);
    assertThat(estimate.rows()).isEqualTo(Long.MAX_VALUE);
    assertThat(estimate.rejects()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void nothing_follows_from_nothing() {
    Measured nothing = new Measured(0, 0, 0, 0, Duration.ZERO, Duration.ZERO);
    assertThat(nothing.isEmpty()).isTrue();
    assertThat(nothing.rowsPerSecond()).isZero();
    assertThatThrownBy(
            () ->
                new Estimator(
                        TestingProfiles.of("toys", ""),
                        Rates.UNLIMITED,
                        new Share(1, 0, 0),
                        NO_PRICES)
                    .estimate(nothing, 1, NOW))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Estimate estimate(String profile, Rates platform, Share share, PriceLists prices) {
    return new Estimator(TestingProfiles.of("toys", profile), platform, share, prices)
        .estimate(SAMPLE, HUNDREDFOLD, NOW);
  }

  private static PriceLists prices(@Nullable Prices standard) {
    return PriceLists.of(new PriceList(Currency.getInstance("EUR"), standard, Map.of(), Map.of()));
  }
}
