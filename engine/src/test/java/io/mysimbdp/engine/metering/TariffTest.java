package io.mysimbdp.engine.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mysimbdp.engine.config.PriceList.Price;
import io.mysimbdp.engine.config.PriceList.Tier;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Free parts, tiers, and what is rounded when. */
class TariffTest {

  private static final BigDecimal GB = BigDecimal.TEN.pow(9);

  /** 10 GB free; up to 100 GB 0.40; up to 1,000 GB 0.25; beyond 0.10. */
  private static final Price GRADUATED = price("10", "100=0.40", "1000=0.25", "=0.10");

  private final Tariff cents = new Tariff(2);

  @ParameterizedTest(name = "{0} bytes")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0             |
          1             | first 10 free 0.000000001 0.00
          10000000000   | first 10 free 10.000000000 0.00
          10000000001   | first 10 free 10.000000000 0.00, over 10 up to 100 0.000000001 0.00
          10012500000   | first 10 free 10.000000000 0.00, over 10 up to 100 0.012500000 0.01
          100000000000  | first 10 free 10.000000000 0.00, over 10 up to 100 90.000000000 36.00
          100020000000  | first 10 free 10.000000000 0.00, over 10 up to 100 90.000000000 36.00, over 100 up to 1000 0.020000000 0.01
          2000000000000 | first 10 free 10.000000000 0.00, over 10 up to 100 90.000000000 36.00, over 100 up to 1000 900.000000000 225.00, over 1000 1000.000000000 100.00
          """)
  void each_part_of_a_quantity_is_priced_by_its_own_tier(String bytes, String expected) {
    assertThat(told(cents.lines(Item.GIGABYTE, "free", GRADUATED, new BigDecimal(bytes), GB)))
        .isEqualTo(expected == null ? "" : expected);
  }

  @ParameterizedTest(name = "{1} at {0} with {2} minor units is {3}")
  @CsvSource({
    "1,      0.005,    2, 0.01",
    "1,      0.0049,   2, 0.00",
    "1,      0.015,    2, 0.02",
    "1,      0.025,    2, 0.03",
    "3,      0.333333, 2, 1.00",
    "0.1,    0.1,      2, 0.01",
    "1,      0.5,      0, 1",
    "1,      0.4999,   0, 0",
    "1,      0.0005,   3, 0.001",
    "1,      1.005,    2, 1.01",
    "0.07,   100,      2, 7.00",
    "0.29,   100,      2, 29.00",
  })
  void an_amount_is_rounded_once_and_half_up(
      String units, String unitPrice, int minorUnits, String amount) {
    List<InvoiceLine> lines =
        new Tariff(minorUnits)
            .lines(Item.GIGABYTE, null, price("0", "=" + unitPrice), new BigDecimal(units), one());

    assertThat(lines).extracting(InvoiceLine::amount).containsExactly(new BigDecimal(amount));
  }

  /** A third of an hour is no decimal: rounded before it is priced, it would come to 3333.33. */
  @Test
  void quantities_are_not_rounded_before_they_are_priced() {
    List<InvoiceLine> lines =
        cents.lines(
            Item.CPU_HOUR, null, price("0", "=10000"), BigDecimal.ONE, BigDecimal.valueOf(3));

    assertThat(lines.get(0).amount()).isEqualByComparingTo("3333.33");
    assertThat(lines.get(0).quantity()).isEqualByComparingTo("0.333333");
    assertThat(
            cents
                .lines(
                    Item.CPU_HOUR,
                    null,
                    price("0", "=3000000"),
                    BigDecimal.ONE,
                    BigDecimal.valueOf(3))
                .get(0)
                .amount())
        .isEqualByComparingTo("1000000.00");
  }

  /** Random tiers and quantities from fixed seeds. */
  @Test
  void lines_cover_the_quantity_and_amounts_never_fall() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      Price price = anyPrice(random);
      BigDecimal before = BigDecimal.ZERO;
      BigDecimal quantity = BigDecimal.ZERO;
      for (int step = 0; step < 20; step++) {
        quantity = quantity.add(BigDecimal.valueOf(random.nextLong(40_000), 3));
        List<InvoiceLine> lines = cents.lines(Item.GIGABYTE, null, price, quantity, one());

        assertThat(sum(lines.stream().map(InvoiceLine::quantity).toList()))
            .as("seed %d, %s of %s", seed, quantity, price)
            .isEqualByComparingTo(quantity);
        BigDecimal amount = sum(lines.stream().map(InvoiceLine::amount).toList());
        assertThat(amount).as("seed %d", seed).isGreaterThanOrEqualTo(before);
        before = amount;
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          10 | 10=1,=1
          0  | 5=1,5=1,=1
          0  | 5=1
          0  | =1,=1
          """)
  void tiers_rise_and_only_the_last_has_no_end(String free, String tiers) {
    assertThatThrownBy(() -> price(free, tiers.split(",")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Tiers that do not rise");
  }

  private static Price anyPrice(Random random) {
    BigDecimal from = BigDecimal.valueOf(random.nextLong(20_000), 3);
    BigDecimal free = random.nextBoolean() ? from : BigDecimal.ZERO;
    List<Tier> tiers = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      from = from.add(BigDecimal.valueOf(1 + random.nextLong(50_000), 3));
      tiers.add(new Tier(from, BigDecimal.valueOf(random.nextLong(10_000), 4)));
    }
    tiers.add(new Tier(null, BigDecimal.valueOf(random.nextLong(10_000), 4)));
    return new Price(free, tiers);
  }

  /** Makes a price of tiers written as {@code upTo=price}. */
  private static Price price(String free, String... tiers) {
    List<Tier> made = new ArrayList<>();
    for (String tier : tiers) {
      String[] parts = tier.split("=", 2);
      made.add(
          new Tier(parts[0].isEmpty() ? null : new BigDecimal(parts[0]), new BigDecimal(parts[1])));
    }
    return new Price(new BigDecimal(free), made);
  }

  private static BigDecimal one() {
    return BigDecimal.ONE;
  }

  private static BigDecimal sum(List<BigDecimal> numbers) {
    return numbers.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static String told(List<InvoiceLine> lines) {
    return lines.stream()
        .map(
            line ->
                line.part().label()
                    + " "
                    + line.quantity().toPlainString()
                    + " "
                    + line.amount().toPlainString())
        .collect(Collectors.joining(", "));
  }
}
