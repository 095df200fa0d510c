package io.mysimbdp.engine.metering;

import io.mysimbdp.engine.config.PriceList;
import io.mysimbdp.engine.config.PriceList.Price;
import io.mysimbdp.engine.config.PriceList.Prices;
import io.mysimbdp.engine.config.PriceLists;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.metering.TenantUsage.Charged;
import io.mysimbdp.engine.time.Period;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes invoices by price lists. Immutable. */
public final class Billing {

  private static final BigDecimal GIGABYTE = BigDecimal.TEN.pow(9);
  private static final BigDecimal MILLION = BigDecimal.TEN.pow(6);
  private static final BigDecimal NANOS_OF_HOUR = BigDecimal.valueOf(Duration.ofHours(1).toNanos());

  private final PriceLists lists;

  /**
   * Makes it.
   *
   * @throws EngineException CONFIG_INVALID when there is no price at all
   */
  public Billing(PriceLists prices) {
    if (prices.isEmpty()) {
      throw new EngineException(
          FailureCode.CONFIG_INVALID,
          "conf/engine.conf has no price list; say what tenants pay in prices, see"
              + " conf/REFERENCE.md");
    }
    this.lists = prices;
  }

  /**
   * Makes the invoice of a month by the price list that holds in it. What was used on another plan
   * is charged by the prices of that one; base fee, minimum and what is stored go by the plan that
   * the tenant was on last.
   *
   * @param usage what the tenant has used in that month
   * @param now when it is made
   * @param openRuns how many runs began before the end of the month and have not ended
   * @throws EngineException CONFIG_INVALID when no prices are given for a plan that was used
   */
  public Invoice invoice(TenantUsage usage, YearMonth month, Instant now, int openRuns) {
    Period period = Period.of(month);
    if (!usage.period().equals(period)) {
      throw new IllegalArgumentException("Usage of " + usage.period() + " for " + month);
    }
    PriceList prices = lists.in(month);
    Tariff tariff = new Tariff(prices.currency().getDefaultFractionDigits());
    List<InvoiceLine> lines = new ArrayList<>();
    Prices last = prices(prices, usage.tenant(), usage.plan());
    BigDecimal base = last.base();
    if (base != null) {
      lines.add(tariff.month(Item.BASE, usage.plan(), base, base));
    }
    for (Charged charged : usage.charged()) {
      lines.addAll(lines(tariff, charged, prices(prices, usage.tenant(), charged.plan())));
    }
    Price stored = last.storedGigabyte();
    if (stored != null) {
      BigDecimal millis =
          BigDecimal.valueOf(Duration.between(period.from(), period.until()).toMillis());
      lines.addAll(
          tariff.lines(
              Item.STORED_GIGABYTE,
              usage.plan(),
              stored,
              usage.storedByteMillis(),
              GIGABYTE.multiply(millis)));
    }
    BigDecimal minimum = last.minimum();
    if (minimum != null) {
      BigDecimal missing = tariff.rounded(minimum).subtract(sum(tariff, lines));
      if (missing.signum() > 0) {
        lines.add(tariff.month(Item.MINIMUM, usage.plan(), minimum, missing));
      }
    }
    Charged all = usage.chargedInAll();
    return new Invoice(
        usage.tenant(),
        month,
        usage.plan(),
        now,
        !now.isBefore(period.until()) && openRuns == 0,
        openRuns,
        prices.currency(),
        prices.sha256(),
        all.files(),
        all.runs(),
        lines,
        sum(tariff, lines));
  }

  private static List<InvoiceLine> lines(Tariff tariff, Charged used, Prices of) {
    List<InvoiceLine> lines = new ArrayList<>();
    String plan = used.plan();
    BigDecimal bytes = BigDecimal.valueOf(used.bytes());
    add(tariff, lines, Item.GIGABYTE, plan, of.gigabyte(), bytes, GIGABYTE);
    BigDecimal rows = BigDecimal.valueOf(used.rows());
    add(tariff, lines, Item.MILLION_ROWS, plan, of.millionRows(), rows, MILLION);
    // An estimate may be for longer than a long has nanoseconds.
    BigDecimal nanos =
        BigDecimal.valueOf(used.cpuTime().toSeconds())
            .movePointRight(9)
            .add(BigDecimal.valueOf(used.cpuTime().toNanosPart()));
    add(tariff, lines, Item.CPU_HOUR, plan, of.cpuHour(), nanos, NANOS_OF_HOUR);
    return lines;
  }

  private static void add(
      Tariff tariff,
      List<InvoiceLine> lines,
      Item item,
      @Nullable String plan,
      @Nullable Price price,
      BigDecimal quantity,
      BigDecimal unit) {
    if (price != null) {
      lines.addAll(tariff.lines(item, plan, price, quantity, unit));
    }
  }

  private static Prices prices(PriceList prices, String tenant, @Nullable String plan) {
    return prices
        .of(tenant, plan)
        .orElseThrow(
            () ->
                new EngineException(
                    FailureCode.CONFIG_INVALID,
                    "Tenant "
                        + tenant
                        + (plan == null
                            ? " was on no plan, and prices.standard is not set"
                            : " was on plan "
                                + plan
                                + ", for which neither prices.plans nor prices.standard says"
                                + " anything")
                        + "; a block without keys is a plan that costs nothing"));
  }

  private static BigDecimal sum(Tariff tariff, List<InvoiceLine> lines) {
    return lines.stream()
        .map(InvoiceLine::amount)
        .reduce(tariff.rounded(BigDecimal.ZERO), BigDecimal::add);
  }
}
