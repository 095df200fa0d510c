package io.mysimbdp.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.mysimbdp.engine.config.PriceList.Price;
import io.mysimbdp.engine.config.PriceList.Prices;
import io.mysimbdp.engine.config.PriceList.Tier;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The price list, and what is wrong with one. */
class PricesConfTest {

  private static final String PLANS = "tenants = [toys]\nplans { free {}, standard {} }\n";

  @TempDir Path folder;
  private Home home;

  @BeforeEach
  void make_home() {
    home = new Home(folder).tenant("toys", "");
  }

  @Test
  void a_price_list_is_read_from_a_file_of_its_own() {
    home.engine(PLANS + "include \"prices.conf\"")
        .file(
            "conf/prices.conf",
            """
            prices {
              currency = CHF
              standard { minimum = 5 }
              plans.standard {
                base = 49.90
                gigabyte { free = 10, price = 0.08 }
                million-rows { tiers = [{ up-to = 100, price = 0.40 }, { price = 0.25 }] }
                cpu-hour = 0.12
                stored-gigabyte { free = 1.5, tiers = [{ up-to = 2, price = 1 }, { price = 0 }] }
              }
              tenants.toys { base = 39 }
            }
            """);

    assertThat(home.load().engine().prices().first())
        .isEqualTo(
            new PriceList(
                Currency.getInstance("CHF"),
                new Prices(null, decimal("5"), null, null, null, null),
                Map.of(
                    "standard",
                    new Prices(
                        decimal("49.9"),
                        null,
                        price("10", tier(null, "0.08")),
                        price("0", tier("100", "0.4"), tier(null, "0.25")),
                        price("0", tier(null, "0.12")),
                        price("1.5", tier("2", "1"), tier(null, "0")))),
                Map.of("toys", new Prices(decimal("39"), null, null, null, null, null))));
  }

  /** As a binary fraction, 0.1 is 0.1000000000000000055511151231257827. */
  @ParameterizedTest
  @ValueSource(
      strings = {"0.1", "\"0.1\"", "1e-1", "0.123456789012345678901234567890", "999999999999.01"})
  void a_decimal_is_what_is_written_quoted_or_not(String written) {
    home.engine(PLANS + "prices.plans.free.base = " + written);

    Prices prices =
        Objects.requireNonNull(home.load().engine().prices().first().plans().get("free"));
    assertThat(prices.base()).isEqualByComparingTo(written.replace("\"", ""));
  }

  @Test
  void a_plan_of_an_empty_block_costs_nothing_and_one_that_is_not_there_is_unknown() {
    home.engine(PLANS + "prices.plans.free {}");

    PriceList prices = home.load().engine().prices().first();

    assertThat(prices.isEmpty()).isFalse();
    assertThat(prices.of("toys", "free")).contains(new Prices(null, null, null, null, null, null));
    assertThat(prices.of("toys", "standard")).isEmpty();
    assertThat(prices.of("toys", null)).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          currency = EURO            | prices.currency: expected the code of a currency by ISO 4217, such as EUR, got "EURO"
          currency = XAU             | prices.currency: expected the code of a currency by ISO 4217, such as EUR, got "XAU"
          currency = 978             | prices.currency: expected the code of a currency by ISO 4217, such as EUR, got 978
          plans.free = 5             | prices.plans.free: expected a block { ... }, got 5
          plans.free.base = -1       | prices.plans.free.base: expected a number from 0 to 1000000000000, got -1
          plans.free.base = 49 EUR   | prices.plans.free.base: expected a number from 0 to 1000000000000, got "49 EUR"
          plans.free.base = "1,5"    | prices.plans.free.base: expected a number from 0 to 1000000000000, got "1,5"
          plans.free.base = NaN      | prices.plans.free.base: expected a number from 0 to 1000000000000, got "NaN"
          plans.free.base = 1e13     | prices.plans.free.base: expected a number from 0 to 1000000000000, got 1e13
          plans.free.gigabytes = 1   | prices.plans.free.gigabytes: unknown key; did you mean gigabyte?
          plans.free.gigabyte {}     | prices.plans.free.gigabyte: expected either price or tiers in it, got neither
          plans.free.gigabyte { price = 1, tiers = [{ price = 1 }] } | prices.plans.free.gigabyte: expected either price or tiers in it, got both
          plans.free.gigabyte { prise = 1, price = 1 } | prices.plans.free.gigabyte.prise: unknown key; did you mean price?
          plans.free.gigabyte.tiers = []      | prices.plans.free.gigabyte.tiers: expected a list of tiers such as [{ up-to = 100, price = 0.4 }, { price = 0.3 }], got a list
          plans.free.gigabyte.tiers = [1]     | prices.plans.free.gigabyte.tiers: expected a tier such as { up-to = 100, price = 0.4 }, got another value
          plans.free.gigabyte.tiers = [{ up-to = 5, price = 1 }] | prices.plans.free.gigabyte.tiers[0].up-to: expected none in the last tier, which has no end
          plans.free.gigabyte.tiers = [{ price = 1 }, { price = 2 }] | prices.plans.free.gigabyte.tiers[0].up-to: expected a number from 0 to 1000000000000, got nothing
          plans.free.gigabyte.tiers = [{ up-to = 5, price = 1 }, { up-to = 5, price = 1 }, { price = 1 }] | prices.plans.free.gigabyte.tiers[1].up-to: expected more than 5, where the tier before ends, got 5
          plans.free.gigabyte { free = 5, tiers = [{ up-to = 5, price = 1 }, { price = 1 }] } | prices.plans.free.gigabyte.tiers[0].up-to: expected more than 5, which is free, got 5
          plans.free.gigabyte.tiers = [{ upto = 5, price = 1 }, { price = 1 }] | prices.plans.free.gigabyte.tiers[0].upto: unknown key; did you mean up-to?
          changes = 1                | prices.changes: expected a list of price lists such as [{ valid-from = 2027-01, plans {} }], got 1
          changes = [1]              | prices.changes: expected a price list such as { valid-from = 2027-01, plans {} }, got another value
          changes = [{ plans {} }]   | prices.changes[0].valid-from: expected a month such as 2027-01, for months are billed whole, got nothing
          changes = [{ valid-from = 2027-01-15 }] | prices.changes[0].valid-from: expected a month such as 2027-01, for months are billed whole, got "2027-01-15"
          changes = [{ valid-from = 2027-02 }, { valid-from = 2027-02 }] | prices.changes[1].valid-from: expected a month after 2027-02, that of the list before, got "2027-02"
          changes = [{ valid-from = 2027-02, plan {} }] | prices.changes[0].plan: unknown key; did you mean plans?
          changes = [{ valid-from = 2027-02, plans.free.base = -1 }] | prices.changes[0].plans.free.base: expected a number from 0 to 1000000000000, got -1
          plans.free.gigabyte.tiers = [{ up-to = 5 }, { price = 1 }] | prices.plans.free.gigabyte.tiers[0].price: expected a number from 0 to 1000000000000, got nothing
          """)
  void what_is_wrong_is_told_with_its_place(String line, String problem) {
    home.engine(PLANS + "prices { " + line + " }");

    assertThat(home.problems(Map.of())).contains("conf/engine.conf:3: " + problem);
  }

  @Test
  void a_list_holds_from_its_month_until_that_of_the_next_and_takes_over_no_price() {
    home.engine(
        PLANS
            + """
            prices {
              currency = CHF
              plans.free.base = 1
              tenants.toys.base = 9
              changes = [
                { valid-from = 2026-11, plans.free.base = 2 }
                { valid-from = "2027-02", currency = EUR, standard.base = 3 }
              ]
            }
            """);

    PriceLists prices = home.load().engine().prices();

    assertThat(base(prices, "2000-01")).isEqualTo("CHF 9");
    assertThat(base(prices, "2026-10")).isEqualTo("CHF 9");
    assertThat(base(prices, "2026-11")).isEqualTo("CHF 2");
    assertThat(base(prices, "2027-01")).isEqualTo("CHF 2");
    assertThat(base(prices, "2027-02")).isEqualTo("EUR 3");
    assertThat(base(prices, "9998-12")).isEqualTo("EUR 3");
  }

  private static String base(PriceLists prices, String month) {
    PriceList list = prices.in(YearMonth.parse(month));
    return list.currency() + " " + list.of("toys", "free").orElseThrow().base();
  }

  @Test
  void prices_of_who_has_gone_hold_for_what_was_used_before_and_are_a_warning() {
    home.engine(
        PLANS + "prices { plans.fre { base = 1 }, tenants.toyz { base = 2, gigabyte = 1 } }");

    Installation installation = home.load();

    assertThat(installation.warnings())
        .extracting(Problem::toString)
        .contains(
            "conf/engine.conf:3: prices.plans.fre: unknown plan \"fre\"; did you mean free?",
            "conf/engine.conf:3: prices.tenants.toyz: tenant \"toyz\" is not registered in tenants;"
                + " did you mean toys?");
    assertThat(installation.engine().prices().first().of("toyz", "fre").orElseThrow().base())
        .isEqualByComparingTo("2");
  }

  @Test
  void all_problems_are_told_at_once() {
    home.engine(
        PLANS
            + """
            prices {
              currency = NIX
              plans.fre { base = -1 }
              plans.free { gigabyte { free = x, tiers = [{ up-to = a, price = b }, { price = c }] } }
              nonsense = 1
            }
            """);

    assertThat(home.problems(Map.of())).hasSize(7);
  }

  private static BigDecimal decimal(String text) {
    return new BigDecimal(text);
  }

  private static Price price(String free, Tier... tiers) {
    return new Price(decimal(free), List.of(tiers));
  }

  private static Tier tier(@Nullable String upTo, String price) {
    return new Tier(upTo == null ? null : decimal(upTo), decimal(price));
  }
}
