package io.mysimbdp.engine.config;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Currency;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the provider takes for what. All amounts are exact decimals, in one currency.
 *
 * @param currency one that has minor units, which amounts are rounded to
 * @param standard for tenants and plans that nothing else is said about, and for single prices that
 *     are left out elsewhere; null: there are none
 * @param plans by the name of the plan
 * @param tenants by tenant id; before those of its plan, price by price
 */
public record PriceList(
    Currency currency,
    @Nullable Prices standard,
    Map<String, Prices> plans,
    Map<String, Prices> tenants) {

  /** Copies. */
  public PriceList {
    plans = Map.copyOf(plans);
    tenants = Map.copyOf(tenants);
  }

  /** Tells whether there is no price at all. */
  public boolean isEmpty() {
    return standard == null && plans.isEmpty() && tenants.isEmpty();
  }

  /**
   * Returns what a tenant pays for what it used while it was on a plan.
   *
   * @param plan null: it was on none
   * @return empty when no price is given for that plan, and none for the tenant either
   */
  public Optional<Prices> of(String tenant, @Nullable String plan) {
    Prices result = tenants.get(tenant);
    Prices ofPlan = plan == null ? null : plans.get(plan);
    if (ofPlan != null) {
      result = result == null ? ofPlan : result.over(ofPlan);
    }
    if (standard != null) {
      result = result == null ? standard : result.over(standard);
    }
    return Optional.ofNullable(result);
  }

  /**
   * Returns the SHA-256, hexadecimal, of all that it says: other prices, another digest; the way
   * they are written down does not matter.
   */
  public String sha256() {
    String text =
        currency.getCurrencyCode()
            + "\n"
            + standard
            + "\n"
            + new TreeMap<>(plans)
            + "\n"
            + new TreeMap<>(tenants);
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  /**
   * The prices of a plan, or of a tenant.
   *
   * @param base for a month, whatever is used; null: not said here
   * @param minimum the least for a month, all in all; null: not said here
   * @param gigabyte for 10⁹ bytes of files as staged; null: not said here
   * @param millionRows for 10⁶ rows written; null: not said here
   * @param cpuHour for an hour of CPU time; null: not said here
   * @param storedGigabyte for 10⁹ bytes that lie in Cassandra for a month; null: not said here
   */
  public record Prices(
      @Nullable BigDecimal base,
      @Nullable BigDecimal minimum,
      @Nullable Price gigabyte,
      @Nullable Price millionRows,
      @Nullable Price cpuHour,
      @Nullable Price storedGigabyte) {

    /** Drops zeros at the ends of decimals, so that equal amounts are equal. */
    public Prices {
      base = base == null ? null : base.stripTrailingZeros();
      minimum = minimum == null ? null : minimum.stripTrailingZeros();
    }

    /** Returns these, and where nothing is said here, what others say. */
    Prices over(Prices weaker) {
      return new Prices(
          base == null ? weaker.base : base,
          minimum == null ? weaker.minimum : minimum,
          gigabyte == null ? weaker.gigabyte : gigabyte,
          millionRows == null ? weaker.millionRows : millionRows,
          cpuHour == null ? weaker.cpuHour : cpuHour,
          storedGigabyte == null ? weaker.storedGigabyte : storedGigabyte);
    }
  }

  /**
   * What a quantity costs. The first of a month may be free; what comes then costs what the tier
   * says that it falls into, each part by its own tier ("graduated").
   *
   * @param free how much is free; 0: nothing
   * @param tiers in rising order; the last one, and no other, has no end
   */
  public record Price(BigDecimal free, List<Tier> tiers) {

    /** Checks. */
    public Price {
      free = free.stripTrailingZeros();
      tiers = List.copyOf(tiers);
      BigDecimal from = free;
      for (int i = 0; i < tiers.size(); i++) {
        BigDecimal upTo = tiers.get(i).upTo();
        if ((upTo == null) != (i == tiers.size() - 1)
            || (upTo != null && upTo.compareTo(from) <= 0)) {
          throw new IllegalArgumentException("Tiers that do not rise to the end: " + tiers);
        }
        from = upTo == null ? from : upTo;
      }
      if (tiers.isEmpty()) {
        throw new IllegalArgumentException("No tier");
      }
    }
  }

  /**
   * A part of a quantity and its price.
   *
   * @param upTo where it ends, counted from 0, the free part included; null: nowhere
   * @param price for one unit
   */
  public record Tier(@Nullable BigDecimal upTo, BigDecimal price) {

    /** Drops zeros at the ends of decimals, so that equal amounts are equal. */
    public Tier {
      upTo = upTo == null ? null : upTo.stripTrailingZeros();
      price = price.stripTrailingZeros();
    }
  }
}
