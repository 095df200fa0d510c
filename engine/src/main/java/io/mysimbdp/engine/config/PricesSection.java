package io.mysimbdp.engine.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import io.mysimbdp.engine.config.PriceList.Price;
import io.mysimbdp.engine.config.PriceList.Prices;
import io.mysimbdp.engine.config.PriceList.Tier;
import io.mysimbdp.engine.failure.DidYouMean;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Binds {@code prices}. */
final class PricesSection {

  private static final BigDecimal MOST = BigDecimal.TEN.pow(12);
  private static final String CHANGES = "changes";
  private static final String VALID_FROM = "valid-from";
  private static final String CURRENCY = "currency";
  private static final String TIERS = "tiers";
  private static final String PRICE = "price";
  private static final String FREE = "free";
  private static final String UP_TO = "up-to";

  private PricesSection() {}

  /**
   * Binds.
   *
   * @param plans the names of the plans that there are
   * @param registered the ids of the tenants that there are
   */
  static PriceLists bind(ConfigReader block, Collection<String> plans, List<String> registered) {
    PriceList first = list(block, currency(block), plans, registered);
    NavigableMap<YearMonth, PriceList> changes = new TreeMap<>();
    if (!(block.raw(CHANGES) instanceof ConfigList list)) {
      block.expected(CHANGES, "a list of price lists such as [{ valid-from = 2027-01, plans {} }]");
      return PriceLists.of(first);
    }
    for (int i = 0; i < list.size(); i++) {
      if (!(list.get(i) instanceof ConfigObject object)) {
        block.problem(
            CHANGES,
            i,
            "expected a price list such as { valid-from = 2027-01, plans {} }, got another value");
        continue;
      }
      ConfigReader change = block.element(CHANGES, i, object);
      YearMonth from = month(change, changes.isEmpty() ? null : changes.lastKey());
      Currency currency = change.isSet(CURRENCY) ? currency(change) : first.currency();
      PriceList changed = list(change, currency, plans, registered);
      change.refuseUnknownKeys();
      if (from != null) {
        changes.put(from, changed);
      }
    }
    return new PriceLists(first, changes);
  }

  private static PriceList list(
      ConfigReader block, Currency currency, Collection<String> plans, List<String> registered) {
    return new PriceList(
        currency,
        block.isSet("standard") ? prices(block.section("standard")) : null,
        block.isSet("plans") ? named(block.section("plans"), plans, "unknown plan %s") : Map.of(),
        block.isSet("tenants")
            ? named(block.section("tenants"), registered, "tenant %s is not registered in tenants")
            : Map.of());
  }

  /**
   * Reads the month that a list holds from.
   *
   * @param before that of the list before; null: there is none
   */
  private static @Nullable YearMonth month(ConfigReader block, @Nullable YearMonth before) {
    if (block.isSet(VALID_FROM)) {
      try {
        YearMonth month = YearMonth.parse(block.text(VALID_FROM));
        if (before == null || month.isAfter(before)) {
          return month;
        }
        block.expected(VALID_FROM, "a month after " + before + ", that of the list before");
        return null;
      } catch (DateTimeParseException e) {
        // Said below.
      }
    }
    block.expected(VALID_FROM, "a month such as 2027-01, for months are billed whole");
    return null;
  }

  private static Currency currency(ConfigReader block) {
    String code = block.text(CURRENCY);
    try {
      Currency currency = Currency.getInstance(code);
      if (currency.getDefaultFractionDigits() >= 0) {
        return currency;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    block.expected(CURRENCY, "the code of a currency by ISO 4217, such as EUR");
    return Currency.getInstance("EUR");
  }

  private static Map<String, Prices> named(
      ConfigReader block, Collection<String> known, String objection) {
    Map<String, Prices> named = new TreeMap<>();
    for (String name : block.keys()) {
      if (!known.contains(name)) {
        // What was used before a tenant or a plan has gone is still to be billed.
        block.warning(
            name, objection.replace("%s", Display.quoted(name)) + DidYouMean.hint(name, known));
      }
      named.put(name, prices(block.section(name)));
    }
    return named;
  }

  private static Prices prices(ConfigReader block) {
    return new Prices(
        optional(block, "base"),
        optional(block, "minimum"),
        price(block, "gigabyte"),
        price(block, "million-rows"),
        price(block, "cpu-hour"),
        price(block, "stored-gigabyte"));
  }

  private static @Nullable BigDecimal optional(ConfigReader block, String key) {
    return block.isSet(key) ? block.decimal(key, MOST) : null;
  }

  /** Reads a plain price, or a block with a free part and tiers. */
  private static @Nullable Price price(ConfigReader block, String key) {
    if (!block.isSet(key)) {
      return null;
    }
    if (!(block.raw(key) instanceof ConfigObject)) {
      return flat(BigDecimal.ZERO, block.decimal(key, MOST));
    }
    ConfigReader price = block.section(key);
    BigDecimal free = price.isSet(FREE) ? price.decimal(FREE, MOST) : BigDecimal.ZERO;
    if (price.isSet(PRICE) == price.isSet(TIERS)) {
      block.problem(key, "expected either price or tiers in it, got " + both(price));
      return flat(free, BigDecimal.ZERO);
    }
    return price.isSet(PRICE) ? flat(free, price.decimal(PRICE, MOST)) : graduated(price, free);
  }

  private static String both(ConfigReader price) {
    return price.isSet(PRICE) ? "both" : "neither";
  }

  private static Price flat(BigDecimal free, BigDecimal price) {
    return new Price(free, List.of(new Tier(null, price)));
  }

  private static Price graduated(ConfigReader block, BigDecimal free) {
    if (!(block.raw(TIERS) instanceof ConfigList list) || list.isEmpty()) {
      block.expected(
          TIERS, "a list of tiers such as [{ up-to = 100, price = 0.4 }, { price = 0.3 }]");
      return flat(free, BigDecimal.ZERO);
    }
    List<Tier> tiers = new ArrayList<>();
    BigDecimal from = free;
    boolean isRight = true;
    for (int i = 0; i < list.size(); i++) {
      boolean isLast = i == list.size() - 1;
      ConfigReader tier = tier(block, i, list.get(i));
      if (tier == null) {
        isRight = false;
        continue;
      }
      BigDecimal upTo = isLast && !tier.isSet(UP_TO) ? null : tier.decimal(UP_TO, MOST);
      if (isLast && upTo != null) {
        tier.problem(UP_TO, "expected none in the last tier, which has no end");
        isRight = false;
      } else if (upTo != null && upTo.compareTo(from) <= 0) {
        tier.expected(
            UP_TO,
            "more than "
                + from.toPlainString()
                + (i == 0 ? ", which is free" : ", where the tier before ends"));
        isRight = false;
      }
      tiers.add(new Tier(upTo, tier.decimal(PRICE, MOST)));
      tier.refuseUnknownKeys();
      from = upTo == null ? from : upTo;
    }
    return isRight ? new Price(free, tiers) : flat(free, BigDecimal.ZERO);
  }

  private static @Nullable ConfigReader tier(ConfigReader block, int index, ConfigValue value) {
    if (value instanceof ConfigObject object) {
      return block.element(TIERS, index, object);
    }
    block.problem(
        TIERS, index, "expected a tier such as { up-to = 100, price = 0.4 }, got another value");
    return null;
  }
}
