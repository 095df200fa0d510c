package io.mysimbdp.engine.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mysimbdp.engine.config.PriceList;
import io.mysimbdp.engine.config.PriceList.Price;
import io.mysimbdp.engine.config.PriceList.Prices;
import io.mysimbdp.engine.config.PriceList.Tier;
import io.mysimbdp.engine.config.PriceLists;
import io.mysimbdp.engine.metering.Billing;
import io.mysimbdp.engine.metering.Invoice;
import io.mysimbdp.engine.metering.TenantUsage;
import io.mysimbdp.engine.metering.TenantUsage.Charged;
import io.mysimbdp.engine.time.Period;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The same invoice in each of its forms. */
class InvoicesTest {

  private static final YearMonth MONTH = YearMonth.of(2026, 11);
  private static final Instant NOW = Instant.parse("2026-12-02T08:00:00.5Z");
  private static final PriceList PRICES =
      new PriceList(
          Currency.getInstance("EUR"),
          null,
          Map.of(
              "standard",
              new Prices(
                  new BigDecimal("49"),
                  null,
                  new Price(BigDecimal.TEN, List.of(new Tier(null, new BigDecimal("0.0825")))),
                  null,
                  null,
                  null)),
          Map.of());

  @Test
  void as_text_it_is_a_table_that_lines_up() {
    assertThat(TextInvoices.render(List.of(invoice("toys", NOW))))
        .isEqualTo(
            """
            Invoice for toys, 2026-11. Final. Plan standard.
            Made at 2026-12-02T08:00:00Z from 3 files and the CPU time of 1 run, by the price list %s.
            ITEM            PLAN      PART               QUANTITY  UNIT   UNIT PRICE    EUR
            base fee        standard                            1  month       49.00  49.00
            files ingested  standard  first 10 free  10.000000000  GB           0.00   0.00
            files ingested  standard  over 10        20.500000000  GB         0.0825   1.69
            total                                                                     50.69
            """
                .formatted(PRICES.sha256().substring(0, 12)));
  }

  @Test
  void as_json_its_numbers_are_exact_texts() throws Exception {
    JsonNode json =
        new ObjectMapper().readTree(JsonInvoices.render(List.of(invoice("toys", NOW)))).get(0);

    assertThat(json.get("tenant").asText()).isEqualTo("toys");
    assertThat(json.get("state").asText()).isEqualTo("final");
    assertThat(json.get("currency").asText()).isEqualTo("EUR");
    assertThat(json.get("prices_sha256").asText()).isEqualTo(PRICES.sha256());
    assertThat(json.get("files").asLong()).isEqualTo(3);
    assertThat(json.get("lines").get(2).toString())
        .isEqualTo(
            "{\"item\":\"gigabyte\",\"plan\":\"standard\",\"part\":\"over"
                + " 10\",\"quantity\":\"20.500000000\",\"unit\":\"GB\",\"unit_price\":\"0.0825\","
                + "\"amount\":\"1.69\"}");
    assertThat(json.get("total").isTextual()).isTrue();
    assertThat(json.get("total").asText()).isEqualTo("50.69");
  }

  @Test
  void as_csv_it_has_a_line_for_each_line() {
    assertThat(CsvInvoices.render(List.of(invoice("toys", NOW))))
        .isEqualTo(
            "tenant,month,state,item,plan,part,quantity,unit,unit_price,amount,currency\r\n"
                + "toys,2026-11,final,base,standard,,1,month,49,49.00,EUR\r\n"
                + "toys,2026-11,final,gigabyte,standard,first 10"
                + " free,10.000000000,GB,0,0.00,EUR\r\n"
                + "toys,2026-11,final,gigabyte,standard,over"
                + " 10,20.500000000,GB,0.0825,1.69,EUR\r\n");
  }

  @Test
  void as_html_it_is_one_page_in_which_nothing_is_taken_for_markup() {
    String page =
        HtmlInvoices.render(
            List.of(invoice("<script>alert('é')</script>&", NOW), invoice("toys", NOW)));

    assertThat(page)
        .startsWith("<!DOCTYPE html>")
        .contains(
            "Invoice for &#60;script&#62;alert(&#39;&#233;&#39;)&#60;/script&#62;&#38;, 2026-11")
        .contains("50.69&nbsp;EUR")
        .contains("prefers-color-scheme: dark", "@media print")
        .doesNotContain("<script", "http://", "https://");
    assertThat(page.chars()).as("ASCII").allMatch(c -> c < 0x80);
  }

  @Test
  void an_estimate_says_so_everywhere() {
    List<Invoice> estimate = List.of(invoice("toys", Instant.parse("2026-11-20T00:00:00Z")));

    assertThat(TextInvoices.render(estimate)).contains("Estimate: the month is not over");
    assertThat(JsonInvoices.render(estimate)).contains("\"state\" : \"estimate\"");
    assertThat(CsvInvoices.render(estimate)).contains(",estimate,");
    assertThat(HtmlInvoices.render(estimate))
        .contains("<p class=\"estimate\">Estimate: the month is not over</p>");
  }

  @Test
  void a_run_that_has_not_ended_keeps_it_an_estimate() {
    assertThat(TextInvoices.render(List.of(invoice("toys", NOW, 1))))
        .contains("2026-11. Estimate: 1 run of it has not ended. Plan standard.");
    assertThat(HtmlInvoices.render(List.of(invoice("toys", NOW, 2))))
        .contains("<p class=\"estimate\">Estimate: 2 runs of it have not ended</p>");
    assertThat(JsonInvoices.render(List.of(invoice("toys", NOW, 2))))
        .contains("\"state\" : \"estimate\"", "\"open_runs\" : 2");
  }

  @Test
  void of_a_document_its_row_has_what_is_under_the_headings() {
    Csv csv = new Csv(List.of("a", "b", "c"));

    csv.row(Json.object().put("a", "x,\"y\"\n").put("b", (String) null));

    assertThat(csv.render()).isEqualTo("a,b,c\r\n\"x,\"\"y\"\"\n\",,\r\n");
  }

  private static Invoice invoice(String tenant, Instant now) {
    return invoice(tenant, now, 0);
  }

  private static Invoice invoice(String tenant, Instant now, int openRuns) {
    return new Billing(PriceLists.of(PRICES))
        .invoice(
            new TenantUsage(
                tenant,
                Period.of(MONTH),
                "standard",
                1,
                3,
                30_500_000_000L,
                1,
                0,
                Duration.ZERO,
                Duration.ZERO,
                null,
                BigDecimal.ZERO,
                List.of(new Charged("standard", 1, 3, 30_500_000_000L, 1, Duration.ofSeconds(1)))),
            MONTH,
            now,
            openRuns);
  }
}
