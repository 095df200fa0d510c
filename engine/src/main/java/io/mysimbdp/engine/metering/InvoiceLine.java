package io.mysimbdp.engine.metering;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A line of an invoice. Its amount is computed from the exact quantity and rounded once, half up,
 * to the minor units of the currency.
 *
 * @param item what it is for
 * @param plan the plan whose price it has; null: none
 * @param part which part of the whole quantity it is for
 * @param quantity how much, rounded to what is shown
 * @param unitPrice for one unit; zero for what is free
 * @param amount what it comes to
 */
public record InvoiceLine(
    Item item,
    @Nullable String plan,
    Part part,
    BigDecimal quantity,
    BigDecimal unitPrice,
    BigDecimal amount) {

  /**
   * A part of a quantity.
   *
   * @param isFree whether it is the one that is free
   * @param from where it begins, in units
   * @param upTo where it ends; null: nowhere
   */
  public record Part(boolean isFree, BigDecimal from, @Nullable BigDecimal upTo) {

    static final Part WHOLE = new Part(false, BigDecimal.ZERO, null);

    /** Returns it for people; empty for the whole. */
    public String label() {
      if (isFree) {
        return "first " + plain(upTo) + " free";
      }
      if (from.signum() == 0) {
        return upTo == null ? "" : "up to " + plain(upTo);
      }
      return upTo == null ? "over " + plain(from) : "over " + plain(from) + " up to " + plain(upTo);
    }

    private static String plain(@Nullable BigDecimal number) {
      return number == null ? "all" : number.toPlainString();
    }
  }
}
