package io.mysimbdp.samples.toys;

import io.mysimbdp.tenant.BatchContext;
import io.mysimbdp.tenant.ClientBatchIngestApp;
import io.mysimbdp.tenant.InputRecord;
import io.mysimbdp.tenant.RecordReader;
import io.mysimbdp.tenant.StagedFile;
import io.mysimbdp.tenant.Table;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * Reviews of toys, through the raw contract: the app reads the files itself and settles each
 * record, here by a row in each of two tables, or by a reject.
 */
public final class Toys implements ClientBatchIngestApp {

  private static final Table BY_PRODUCT =
      Table.of(
          "toy_reviews", "product_id", "review_id", "stars", "review_date", "headline", "body");
  private static final Table BY_CUSTOMER =
      Table.of(
          "toy_reviews_by_customer",
          "customer_id",
          "review_date",
          "review_id",
          "product_id",
          "product_title",
          "stars");

  @Override
  public void ingest(BatchContext context) throws IOException, InterruptedException {
    // The tenant's own setting: what it does not want to store.
    long leastStars = context.settings().getLong("least-stars", 1);
    for (StagedFile file : context.files()) {
      context.progress("reading " + file.name());
      try (RecordReader records = file.records()) {
        for (InputRecord record = records.next(); record != null; record = records.next()) {
          if (context.isCancelled()) {
            return;
          }
          settle(context, record, leastStars);
        }
      }
    }
  }

  private static void settle(BatchContext context, InputRecord record, long leastStars)
      throws InterruptedException {
    String productId = record.get("product_id");
    String reviewId = record.get("review_id");
    if (productId.isBlank() || reviewId.isBlank()) {
      context.rejects().reject(record, "product_id and review_id must not be empty");
      return;
    }
    int stars;
    int customerId;
    LocalDate date;
    try {
      stars = Integer.parseInt(record.get("star_rating"));
      customerId = Integer.parseInt(record.get("customer_id"));
      date = LocalDate.parse(record.get("review_date"));
    } catch (NumberFormatException | DateTimeException e) {
      context.rejects().reject(record, "expected numbers and a date: " + e.getMessage());
      return;
    }
    if (stars < 1 || stars > 5) {
      context
          .rejects()
          .reject(record, "star_rating", "star_rating is " + stars + "; expected 1 to 5");
      return;
    }
    if (stars < leastStars) {
      context.rejects().skip(record, "below least-stars");
      return;
    }
    context
        .writer()
        .write(
            record,
            BY_PRODUCT.row(
                productId,
                reviewId,
                stars,
                date,
                record.get("review_headline"),
                record.get("review_body")));
    context
        .writer()
        .write(
            record,
            BY_CUSTOMER.row(
                customerId, date, reviewId, productId, record.get("product_title"), stars));
  }
}
