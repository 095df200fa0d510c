package io.mysimbdp.samples.giftcard;

import io.mysimbdp.tenant.InputRecord;
import java.util.ArrayList;
import java.util.List;

/** A review as it stands in a file. */
record ReviewRecord(List<String> values) implements InputRecord {

  private static final List<String> COLUMNS =
      List.of(
          "marketplace",
          "customer_id",
          "review_id",
          "product_id",
          "product_parent",
          "product_title",
          "product_category",
          "star_rating",
          "helpful_votes",
          "total_votes",
          "vine",
          "verified_purchase",
          "review_headline",
          "review_body",
          "review_date");

  /** Returns a review in which nothing is wrong. */
  static ReviewRecord fine() {
    return new ReviewRecord(
        List.of(
            "US",
            "24371595",
            "R27ZP1F1CD0C3Y",
            "B004LLIL5A",
            "346014806",
            "A card [Download]",
            "Gift Card",
            "5",
            "3",
            "4",
            "N",
            "Y",
            "Five Stars",
            "Great &#34;gift&#34;<br />Love it",
            "2015-08-31"));
  }

  /** Returns this review with another value. */
  ReviewRecord with(String column, String value) {
    List<String> changed = new ArrayList<>(values);
    changed.set(COLUMNS.indexOf(column), value);
    return new ReviewRecord(changed);
  }

  @Override
  public String file() {
    return "reviews.tsv";
  }

  @Override
  public long line() {
    return 2;
  }

  @Override
  public long byteOffset() {
    return 0;
  }

  @Override
  public List<String> columns() {
    return COLUMNS;
  }

  @Override
  public String get(String column) {
    return values.get(COLUMNS.indexOf(column));
  }

  @Override
  public String get(int index) {
    return values.get(index);
  }

  @Override
  public String raw() {
    return String.join("\t", values);
  }
}
