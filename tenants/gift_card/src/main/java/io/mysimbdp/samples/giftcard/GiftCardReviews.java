package io.mysimbdp.samples.giftcard;

import io.mysimbdp.tenant.InputRecord;
import io.mysimbdp.tenant.Outcome;
import io.mysimbdp.tenant.Table;
import io.mysimbdp.tenant.WranglingApp;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Reviews of gift cards: cleaned texts, by product and day. */
public final class GiftCardReviews extends WranglingApp {

  private static final Table REVIEWS =
      Table.of(
          "gift_card_reviews",
          "product_id",
          "review_date",
          "review_id",
          "marketplace",
          "customer_id",
          "product_title",
          "stars",
          "helpful_votes",
          "total_votes",
          "helpfulness",
          "vine",
          "verified_purchase",
          "headline",
          "body");

  @Override
  public Outcome wrangle(InputRecord record) {
    try {
      int helpful = Fields.votes(record, "helpful_votes");
      int total = Fields.votes(record, "total_votes");
      if (helpful > total) {
        return Outcome.reject(
            "helpful_votes",
            "helpful_votes is " + helpful + ", more than total_votes, which is " + total);
      }
      return Outcome.write(
          REVIEWS.row(
              Fields.required(record, "product_id"),
              date(record),
              Fields.required(record, "review_id"),
              Fields.lowerCase(record, "marketplace"),
              Fields.number(record, "customer_id"),
              text(record, "product_title"),
              Fields.stars(record, "star_rating"),
              helpful,
              total,
              total == 0 ? null : (double) helpful / total,
              Fields.yesOrNo(record, "vine"),
              Fields.yesOrNo(record, "verified_purchase"),
              text(record, "review_headline"),
              text(record, "review_body")));
    } catch (BadFieldException e) {
      return Outcome.reject(e.column(), e.reason());
    }
  }

  private static LocalDate date(InputRecord record) throws BadFieldException {
    String text = record.get("review_date").strip();
    LocalDate date = ReviewDate.parse(text);
    if (date == null) {
      throw new BadFieldException(
          "review_date",
          "review_date is '" + text + "'; expected a date such as 2015-08-31 or 8/31/2015");
    }
    return date;
  }

  private static @Nullable String text(InputRecord record, String column) {
    String text = HtmlText.plain(record.get(column)).strip();
    return text.isEmpty() ? null : text;
  }
}
