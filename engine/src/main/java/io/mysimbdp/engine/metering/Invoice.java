package io.mysimbdp.engine.metering;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant owes for a month.
 *
 * @param tenant its id
 * @param month a calendar month in UTC
 * @param plan whose base fee and minimum hold; null: none
 * @param madeAt when it was made
 * @param isFinal whether the month was over then, and with it all runs that began before its end;
 *     else it is what there is so far, an estimate
 * @param openRuns how many such runs had not ended, as far as the month was over
 * @param currency of all amounts
 * @param pricesSha256 the digest of the price list that holds in the month, hexadecimal
 * @param files how many files it is made of
 * @param runs how many runs have their CPU time charged
 * @param lines in the order in which they are shown
 * @param total their sum
 */
public record Invoice(
    String tenant,
    YearMonth month,
    @Nullable String plan,
    Instant madeAt,
    boolean isFinal,
    int openRuns,
    Currency currency,
    String pricesSha256,
    long files,
    long runs,
    List<InvoiceLine> lines,
    BigDecimal total) {

  /** Copies. */
  public Invoice {
    lines = List.copyOf(lines);
  }
}
