package io.mysimbdp.engine.metering;

import static io.mysimbdp.engine.metering.TestingUsage.LATER;
import static io.mysimbdp.engine.metering.TestingUsage.MONTH;
import static io.mysimbdp.engine.metering.TestingUsage.NOVEMBER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mysimbdp.engine.config.PriceList;
import io.mysimbdp.engine.config.PriceList.Price;
import io.mysimbdp.engine.config.PriceList.Prices;
import io.mysimbdp.engine.config.PriceList.Tier;
import io.mysimbdp.engine.config.PriceLists;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.metering.TenantUsage.Charged;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Invoices from usage and prices. */
class BillingTest {

  private static final Prices FREE = prices(null, null, flat("0", "0.10"), null, null, null);
  private static final Prices STANDARD =
      prices(
          "49.00", "60", flat("10", "0.08"), flat("0", "0.40"), flat("1", "0.12"), flat("0", "3"));

  private final Billing billing =
      billing(list(null, Map.of("free", FREE, "standard", STANDARD), Map.of()));

  @Test
  void an_invoice_has_a_line_for_each_thing_that_has_a_price() {
    Invoice invoice =
        billing.invoice(
            usage(
                "standard",
                new Charged("standard", 7, 3, 150_000_000_000L, 25_000_000, Duration.ofHours(5))),
            MONTH,
            LATER,
            0);

    assertThat(told(invoice))
        .isEqualTo(
            """
            BASE standard: 1 x 49 = 49.00
            GIGABYTE standard first 10 free: 10.000000000 x 0 = 0.00
            GIGABYTE standard over 10: 140.000000000 x 0.08 = 11.20
            MILLION_ROWS standard: 25.000000 x 0.4 = 10.00
            CPU_HOUR standard first 1 free: 1.000000 x 0 = 0.00
            CPU_HOUR standard over 1: 4.000000 x 0.12 = 0.48
            total 70.68""");
    assertThat(invoice.files()).isEqualTo(3);
    assertThat(invoice.runs()).isEqualTo(7);
    assertThat(invoice.isFinal()).isTrue();
  }

  @Test
  void what_is_missing_to_the_minimum_is_a_line_of_its_own() {
    Invoice invoice = billing.invoice(usage("standard"), MONTH, LATER, 0);

    assertThat(told(invoice))
        .isEqualTo(
            """
            BASE standard: 1 x 49 = 49.00
            MINIMUM standard: 1 x 60 = 11.00
            total 60.00""");
  }

  @Test
  void each_plan_charges_what_was_used_on_it_and_the_last_one_its_base() {
    Invoice invoice =
        billing.invoice(
            usage(
                "standard",
                new Charged("free", 1, 1, 20_000_000_000L, 0, Duration.ZERO),
                new Charged("standard", 1, 1, 120_000_000_000L, 0, Duration.ZERO)),
            MONTH,
            LATER,
            0);

    assertThat(told(invoice))
        .isEqualTo(
            """
            BASE standard: 1 x 49 = 49.00
            GIGABYTE free: 20.000000000 x 0.1 = 2.00
            GIGABYTE standard first 10 free: 10.000000000 x 0 = 0.00
            GIGABYTE standard over 10: 110.000000000 x 0.08 = 8.80
            MINIMUM standard: 1 x 60 = 0.20
            total 60.00""");
  }

  @Test
  void what_lies_in_cassandra_for_half_a_month_is_half_of_it() {
    BigDecimal half =
        BigDecimal.valueOf(Duration.ofDays(15).toMillis())
            .multiply(BigDecimal.valueOf(40_000_000_000L));

    Invoice invoice = billing.invoice(usage("standard", half), MONTH, LATER, 0);

    assertThat(told(invoice)).contains("STORED_GIGABYTE standard: 20.000000 x 3 = 60.00");
  }

  @Test
  void prices_of_a_tenant_go_before_those_of_its_plan_and_those_before_the_standard() {
    Prices own = prices(null, "0", flat("0", "0.05"), null, null, null);
    Prices standard = prices("9", "5", null, flat("0", "1"), null, null);
    Billing layered = billing(list(standard, Map.of("free", FREE), Map.of("toys", own)));
    Charged used = new Charged("free", 1, 1, 1_000_000_000_000L, 1_000_000, Duration.ZERO);

    assertThat(told(layered.invoice(usage("free", used), MONTH, LATER, 0)))
        .isEqualTo(
            """
            BASE free: 1 x 9 = 9.00
            GIGABYTE free: 1000.000000000 x 0.05 = 50.00
            MILLION_ROWS free: 1.000000 x 1 = 1.00
            total 60.00""");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-16T10:00:00Z, 0, false",
    "2026-11-30T23:59:59.999Z, 0, false",
    "2026-12-01T00:00:00Z, 0, true",
    "2026-12-01T00:00:00Z, 1, false"
  })
  void an_invoice_is_final_when_the_month_is_over_and_each_run_of_it(
      Instant now, int openRuns, boolean isFinal) {
    Invoice invoice = billing.invoice(usage("free"), MONTH, now, openRuns);

    assertThat(invoice.isFinal()).isEqualTo(isFinal);
    assertThat(invoice.openRuns()).isEqualTo(openRuns);
  }

  @Test
  void a_month_is_billed_by_the_list_that_held_in_it_whenever_that_is() {
    PriceList old = list(prices("1", null, null, null, null, null), Map.of(), Map.of());
    PriceList now = list(prices("2", null, null, null, null, null), Map.of(), Map.of());
    PriceList next = list(prices("3", null, null, null, null, null), Map.of(), Map.of());
    Billing changing =
        new Billing(
            new PriceLists(old, new TreeMap<>(Map.of(MONTH, now, MONTH.plusMonths(1), next))));

    Invoice invoice = changing.invoice(usage("free"), MONTH, LATER.plusSeconds(99), 0);

    assertThat(invoice.total()).isEqualByComparingTo("2");
    assertThat(invoice.pricesSha256()).isEqualTo(now.sha256());
  }

  @Test
  void yen_have_no_minor_units() {
    Billing yen =
        billing(
            new PriceList(
                Currency.getInstance("JPY"),
                prices("100.5", null, flat("0", "0.5"), null, null, null),
                Map.of(),
                Map.of()));

    assertThat(
            told(
                yen.invoice(
                    usage(null, new Charged(null, 1, 1, 1_000_000_000, 0, Duration.ZERO)),
                    MONTH,
                    LATER,
                    0)))
        .isEqualTo(
            """
            BASE null: 1 x 100.5 = 101
            GIGABYTE null: 1.000000000 x 0.5 = 1
            total 102""");
  }

  @Test
  void a_plan_without_prices_is_not_billed_by_guess() {
    assertThatThrownBy(() -> billing.invoice(usage("premium"), MONTH, LATER, 0))
        .isInstanceOf(EngineException.class)
        .hasMessageStartingWith("Tenant toys was on plan premium, for which neither prices.plans");
    assertThatThrownBy(() -> billing.invoice(usage(null), MONTH, LATER, 0))
        .hasMessageStartingWith("Tenant toys was on no plan, and prices.standard is not set");
    assertThatThrownBy(() -> billing(list(null, Map.of(), Map.of())))
        .hasMessageStartingWith("conf/engine.conf has no price list");
  }

  /** Random usage from fixed seeds. */
  @Test
  void the_total_is_the_sum_of_the_lines_and_never_falls_when_more_is_used() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      long bytes = 0;
      long rows = 0;
      Duration cpu = Duration.ZERO;
      BigDecimal before = BigDecimal.ZERO;
      for (int step = 0; step < 10; step++) {
        bytes += random.nextLong(90_000_000_000L);
        rows += random.nextLong(9_000_000);
        cpu = cpu.plusNanos(random.nextLong(9_000_000_000_000L));
        Invoice invoice =
            billing.invoice(
                usage(
                    "standard",
                    new Charged("free", 1, 1, bytes / 3, rows / 3, cpu),
                    new Charged("standard", 1, 1, bytes, rows, cpu)),
                MONTH,
                LATER,
                0);

        assertThat(
                invoice.lines().stream()
                    .map(InvoiceLine::amount)
                    .reduce(BigDecimal.ZERO, BigDecimal::add))
            .as("seed %d", seed)
            .isEqualByComparingTo(invoice.total());
        assertThat(invoice.total()).as("seed %d", seed).isGreaterThanOrEqualTo(before);
        assertThat(invoice.total().scale()).isEqualTo(2);
        before = invoice.total();
      }
    }
  }

  @Test
  void the_digest_of_a_price_list_goes_by_what_it_says() {
    PriceList one = list(null, Map.of("a", FREE, "b", STANDARD), Map.of());
    Prices rewritten = prices(null, null, flat("0.00", "0.1"), null, null, null);

    assertThat(one.sha256())
        .hasSize(64)
        .isEqualTo(list(null, Map.of("b", STANDARD, "a", rewritten), Map.of()).sha256())
        .isNotEqualTo(list(null, Map.of("a", STANDARD, "b", FREE), Map.of()).sha256())
        .isNotEqualTo(list(FREE, Map.of("a", FREE, "b", STANDARD), Map.of()).sha256());
  }

  private static Billing billing(PriceList only) {
    return new Billing(PriceLists.of(only));
  }

  private static PriceList list(
      @Nullable Prices standard, Map<String, Prices> plans, Map<String, Prices> tenants) {
    return new PriceList(Currency.getInstance("EUR"), standard, plans, tenants);
  }

  private static Prices prices(
      @Nullable String base,
      @Nullable String minimum,
      @Nullable Price gigabyte,
      @Nullable Price millionRows,
      @Nullable Price cpuHour,
      @Nullable Price storedGigabyte) {
    return new Prices(
        base == null ? null : new BigDecimal(base),
        minimum == null ? null : new BigDecimal(minimum),
        gigabyte,
        millionRows,
        cpuHour,
        storedGigabyte);
  }

  private static Price flat(String free, String price) {
    return new Price(new BigDecimal(free), List.of(new Tier(null, new BigDecimal(price))));
  }

  private static TenantUsage usage(@Nullable String plan, Charged... charged) {
    return usage(plan, BigDecimal.ZERO, charged);
  }

  private static TenantUsage usage(
      @Nullable String plan, BigDecimal storedByteMillis, Charged... charged) {
    return new TenantUsage(
        "toys",
        NOVEMBER,
        plan,
        1,
        1,
        1,
        1,
        0,
        Duration.ZERO,
        Duration.ZERO,
        null,
        storedByteMillis,
        Arrays.asList(charged));
  }

  private static String told(Invoice invoice) {
    return invoice.lines().stream()
            .map(
                line ->
                    line.item()
                        + " "
                        + line.plan()
                        + (line.part().label().isEmpty() ? "" : " " + line.part().label())
                        + ": "
                        + line.quantity().toPlainString()
                        + " x "
                        + line.unitPrice().toPlainString()
                        + " = "
                        + line.amount().toPlainString()
                        + "\n")
            .collect(Collectors.joining())
        + "total "
        + invoice.total().toPlainString();
  }
}
