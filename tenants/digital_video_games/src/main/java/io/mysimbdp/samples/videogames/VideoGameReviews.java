package io.mysimbdp.samples.videogames;

import io.mysimbdp.tenant.InputRecord;
import io.mysimbdp.tenant.Outcome;
import io.mysimbdp.tenant.Table;
import io.mysimbdp.tenant.WranglingApp;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;

/** Reviews of video games with what they feel like, by product and month. */
public final class VideoGameReviews extends WranglingApp {

  private static final Table REVIEWS =
      Table.of(
          "game_reviews_by_month",
          "product_id",
          "month",
          "review_date",
          "review_id",
          "customer_id",
          "title",
          "platform",
          "stars",
          "sentiment",
          "contradicts_stars",
          "words",
          "helpful_votes",
          "verified",
          "headline",
          "body");

  private final Sentiment sentiment = Sentiment.english();

  @Override
  public Outcome wrangle(InputRecord record) {
    ReviewForm form = new ReviewForm(record);
    int stars = form.wholeNumber("star_rating", 1, 5);
    int total = form.wholeNumber("total_votes", 0, Integer.MAX_VALUE);
    int helpful = form.wholeNumber("helpful_votes", 0, total);
    int customer = form.wholeNumber("customer_id", 1, Integer.MAX_VALUE);
    boolean verified = form.flag("verified_purchase");
    String product = form.filled("product_id");
    String review = form.filled("review_id");
    LocalDate date = form.date("review_date");
    if (form.isBroken()) {
      return form.reject();
    }
    String headline = record.get("review_headline");
    String body = record.get("review_body");
    Sentiment.Score score = sentiment.of(headline, body);
    String title = record.get("product_title");
    return Outcome.write(
        REVIEWS.row(
            product,
            date.getYear() * 100 + date.getMonthValue(),
            date,
            review,
            customer,
            title,
            Platform.of(title).name().toLowerCase(Locale.ROOT),
            stars,
            score.value(),
            score.contradicts(stars),
            score.words(),
            helpful,
            verified,
            headline.isBlank() ? null : headline,
            body.isBlank() ? null : body.replace("<br />", "\n")));
  }

  /** Reads the fields of a review and remembers the first that is broken. */
  private static final class ReviewForm {
    private final InputRecord record;
    private String brokenColumn = "";
    private String problem = "";

    ReviewForm(InputRecord record) {
      this.record = record;
    }

    boolean isBroken() {
      return !problem.isEmpty();
    }

    Outcome reject() {
      return Outcome.reject(brokenColumn, problem);
    }

    int wholeNumber(String column, int from, int to) {
      String text = record.get(column).trim();
      try {
        int number = Integer.parseInt(text);
        if (number >= from && number <= to) {
          return number;
        }
      } catch (NumberFormatException e) {
        // Falls through to the same sentence as a number out of range.
      }
      return broken(
          column,
          text,
          to == Integer.MAX_VALUE
              ? "a whole number of at least " + from
              : "a whole number from " + from + " to " + to,
          from);
    }

    boolean flag(String column) {
      return switch (record.get(column).trim()) {
        case "Y", "y" -> true;
        case "N", "n" -> false;
        default -> broken(column, record.get(column), "Y or N", false);
      };
    }

    String filled(String column) {
      String text = record.get(column).trim();
      return text.isEmpty() ? broken(column, text, "an id", text) : text;
    }

    LocalDate date(String column) {
      String text = record.get(column).trim();
      try {
        return LocalDate.parse(text);
      } catch (DateTimeException e) {
        return broken(column, text, "a date such as 2015-08-31", LocalDate.EPOCH);
      }
    }

    private <T> T broken(String column, String text, String expected, T instead) {
      if (problem.isEmpty()) {
        brokenColumn = column;
        problem = column + " is '" + text + "'; expected " + expected;
      }
      return instead;
    }
  }
}
