package io.mysimbdp.engine.metering;

import io.mysimbdp.engine.config.PriceList.Price;
import io.mysimbdp.engine.config.PriceList.Tier;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Prices a quantity by its free part and its tiers. Quantities come in a measure of their own, of
 * which a unit is many: so that nothing is divided before the one rounding of each line.
 */
final class Tariff {

  private final int minorUnits;

  /**
   * Makes a tariff.
   *
   * @param minorUnits decimals of an amount
   */
  Tariff(int minorUnits) {
    this.minorUnits = minorUnits;
  }

  /**
   * Prices.
   *
   * @param plan whose price it is; null: of none
   * @param quantity how much, from 0
   * @param unit how much of that is one unit of the price
   * @return a line for each part that the quantity reaches into; none for 0
   */
  List<InvoiceLine> lines(
      Item item, @Nullable String plan, Price price, BigDecimal quantity, BigDecimal unit) {
    List<InvoiceLine> lines = new ArrayList<>();
    BigDecimal free = price.free().multiply(unit).min(quantity);
    if (free.signum() > 0) {
      lines.add(
          new InvoiceLine(
              item,
              plan,
              new InvoiceLine.Part(true, BigDecimal.ZERO, price.free()),
              shown(item, free, unit),
              BigDecimal.ZERO,
              rounded(BigDecimal.ZERO)));
    }
    BigDecimal from = price.free();
    for (Tier tier : price.tiers()) {
      BigDecimal begin = from.multiply(unit);
      BigDecimal end = tier.upTo() == null ? quantity : tier.upTo().multiply(unit).min(quantity);
      if (end.compareTo(begin) <= 0) {
        break;
      }
      BigDecimal part = end.subtract(begin);
      lines.add(
          new InvoiceLine(
              item,
              plan,
              new InvoiceLine.Part(false, from, tier.upTo()),
              shown(item, part, unit),
              tier.price(),
              part.multiply(tier.price()).divide(unit, minorUnits, RoundingMode.HALF_UP)));
      from = tier.upTo() == null ? from : tier.upTo();
    }
    return lines;
  }

  /** Returns a line for a month at a fixed price. */
  InvoiceLine month(Item item, @Nullable String plan, BigDecimal price, BigDecimal amount) {
    return new InvoiceLine(
        item, plan, InvoiceLine.Part.WHOLE, BigDecimal.ONE, price, rounded(amount));
  }

  BigDecimal rounded(BigDecimal amount) {
    return amount.setScale(minorUnits, RoundingMode.HALF_UP);
  }

  private static BigDecimal shown(Item item, BigDecimal quantity, BigDecimal unit) {
    return quantity.divide(unit, item.digits(), RoundingMode.HALF_UP);
  }
}
