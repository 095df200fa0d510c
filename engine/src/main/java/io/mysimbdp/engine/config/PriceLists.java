package io.mysimbdp.engine.config;

import java.time.YearMonth;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The price lists of a provider, each for the months until the next one holds.
 *
 * @param first the one that holds before all others
 * @param changes the others, by the first month that each holds in
 */
public record PriceLists(PriceList first, NavigableMap<YearMonth, PriceList> changes) {

  /** Copies. */
  public PriceLists {
    changes = Collections.unmodifiableNavigableMap(new TreeMap<>(changes));
  }

  /** Returns those of a provider who has one. */
  public static PriceLists of(PriceList only) {
    return new PriceLists(only, new TreeMap<>());
  }

  /** Returns the list that holds in a month. */
  public PriceList in(YearMonth month) {
    var latest = changes.floorEntry(month);
    return latest == null ? first : latest.getValue();
  }

  /** Tells whether there is no price at all, in no list. */
  public boolean isEmpty() {
    return first.isEmpty() && changes.values().stream().allMatch(PriceList::isEmpty);
  }
}
