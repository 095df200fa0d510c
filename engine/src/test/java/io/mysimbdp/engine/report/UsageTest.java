package io.mysimbdp.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mysimbdp.engine.metering.Difference;
import io.mysimbdp.engine.metering.Reconciliation;
import io.mysimbdp.engine.metering.TenantUsage;
import io.mysimbdp.engine.metering.TenantUsage.Charged;
import io.mysimbdp.engine.time.Period;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What tenants have used, and what does not fit, as it is shown. */
class UsageTest {

  private static final Period PERIOD = Period.of(YearMonth.of(2026, 11));
  private static final TenantUsage TOYS = usage("toys", "free", 5_000_000L);
  private static final TenantUsage GAMES = usage("games", null, null);

  @Test
  void as_text_it_lines_up_and_ends_with_a_total() {
    assertThat(TextUsage.render(List.of(TOYS, GAMES)))
        .isEqualTo(
            """
            TENANT  PLAN  RUNS  CHARGED  OFFERED  FILES   BYTES  RECORDS  ROWS  REJECTS  CPU SECONDS  CPU CHARGED   STORED
            toys    free     3        2   3.0 kB      2  2.0 kB       22    20        2          3.5          2.5  ~5.0 MB
            games            3        2   3.0 kB      2  2.0 kB       22    20        2          3.5          2.5  unknown
            total            6        4   6.0 kB      4  4.0 kB       44    40        4          7.0          5.0  ~5.0 MB
            """);
    assertThat(TextUsage.render(List.of(TOYS))).doesNotContain("total");
  }

  @Test
  void json_and_csv_have_the_same_keys() throws Exception {
    JsonNode json = new ObjectMapper().readTree(JsonUsage.render(PERIOD, List.of(TOYS, GAMES)));

    assertThat(json.get("from").asText()).isEqualTo("2026-11-01T00:00:00Z");
    assertThat(json.at("/tenants/0/cpu_seconds_charged").decimalValue())
        .isEqualByComparingTo("2.5");
    assertThat(json.at("/tenants/1/stored_bytes").isNull()).isTrue();
    assertThat(json.at("/tenants/0/charged_by_plan/0/bytes").asLong()).isEqualTo(2_000);
    assertThat(json.at("/total/rows_written").asLong()).isEqualTo(40);
    List<String> csv = CsvUsage.render(List.of(TOYS)).lines().toList();
    assertThat(csv).hasSize(2);
    assertThat(csv.get(0).split(","))
        .allSatisfy(column -> assertThat(json.at("/tenants/0").has(column)).isTrue());
    assertThat(csv.get(1)).startsWith("toys,free,3,2,3,3000,2,2000,22,20,2,3.5");
  }

  @Test
  void each_difference_says_what_to_do() throws Exception {
    Reconciliation found =
        new Reconciliation(
            "toys",
            2,
            1,
            1,
            List.of(
                new Difference(Difference.Kind.NOT_CHARGED, "run1", "aa", "a.csv is not charged")),
            List.of());

    assertThat(TextReconciliation.render(List.of(found), 0))
        .isEqualTo(
            """
            TENANT  FILES DONE  CHARGES  USAGE RECORDS  DIFFERENCES
            toys             2        1              1            1
            toys: run run1: a.csv is not charged
                What to do: charge it as the ledger says: engine usage --reconcile --repair
            """);
    JsonNode json =
        new ObjectMapper().readTree(JsonReconciliation.render(PERIOD, List.of(found), 3));
    assertThat(json.get("repaired").asInt()).isEqualTo(3);
    assertThat(json.at("/tenants/0/differences/0/kind").asText()).isEqualTo("not_charged");
    assertThat(json.at("/tenants/0/differences/0/content_sha256").asText()).isEqualTo("aa");
  }

  private static TenantUsage usage(
      String tenant, @Nullable String plan, @Nullable Long storedBytes) {
    return new TenantUsage(
        tenant,
        PERIOD,
        plan,
        3,
        3,
        3_000,
        22,
        2,
        Duration.ofMillis(3_500),
        Duration.ofSeconds(9),
        storedBytes,
        BigDecimal.ZERO,
        List.of(new Charged(plan, 2, 2, 2_000, 20, Duration.ofMillis(2_500))));
  }
}
