package io.mysimbdp.samples.giftcard;

import static io.mysimbdp.testkit.KitAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.mysimbdp.tenant.Outcome;
import io.mysimbdp.tenant.Row;
import io.mysimbdp.testkit.BatchResult;
import io.mysimbdp.testkit.TestBatch;
import io.mysimbdp.testkit.TestRecord;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GiftCardReviewsTest {

  private static final TestRecord FINE =
      new TestRecord(
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
              "review_date"),
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

  private final GiftCardReviews app = new GiftCardReviews();

  @Test
  void a_review_becomes_a_row_of_typed_and_cleaned_values() {
    assertThat(ingested(FINE))
        .readsAll(1)
        .hasNoRejects()
        .wrote("gift_card_reviews")
        .row(
            "B004LLIL5A",
            LocalDate.of(2015, 8, 31),
            "R27ZP1F1CD0C3Y",
            "us",
            24371595,
            "A card [Download]",
            5,
            3,
            4,
            0.75,
            false,
            true,
            "Five Stars",
            "Great \"gift\"\nLove it");
  }

  @Test
  void what_is_missing_or_meaningless_is_null() {
    Row row =
        ingested(
                FINE.with("helpful_votes", "0")
                    .with("total_votes", " 0 ")
                    .with("review_headline", "")
                    .with("review_body", " "))
            .rows("gift_card_reviews")
            .get(0);

    assertThat(row.value(9)).as("helpfulness of no votes").isNull();
    assertThat(row.value(12)).as("headline").isNull();
    assertThat(row.value(13)).as("body").isNull();
  }

  @Test
  void a_file_of_something_else_is_refused() {
    BatchResult result =
        TestBatch.forApp(GiftCardReviews::new)
            .profile(Path.of("tenant.conf"))
            .file("orders.tsv", "order_id\tcustomer_id\n1\t2\n")
            .run();

    assertThat(result).refuses("orders.tsv", "product_id");
  }

  private static BatchResult ingested(TestRecord review) {
    return TestBatch.forApp(GiftCardReviews::new)
        .profile(Path.of("tenant.conf"))
        .file("reviews.tsv", String.join("\t", review.columns()) + "\n" + review.raw() + "\n")
        .run();
  }

  @ParameterizedTest(name = "{0} = {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          star_rating       | 7          | star_rating is '7'; expected 1 to 5
          star_rating       | five       | star_rating is 'five'; expected 1 to 5
          star_rating       | 10         | star_rating is '10'; expected 1 to 5
          helpful_votes     | many       | helpful_votes is 'many'; expected a number of votes
          total_votes       | -1         | total_votes is '-1'; expected a number of votes
          helpful_votes     | 5          | helpful_votes is 5, more than total_votes, which is 4
          customer_id       | x1         | customer_id is 'x1'; expected a whole number
          vine              | maybe      | vine is 'maybe'; expected Y or N
          review_date       | 2015-02-30 | review_date is '2015-02-30'; expected a date such as 2015-08-31 or 8/31/2015
          review_date       | ''         | review_date is ''; expected a date such as 2015-08-31 or 8/31/2015
          product_id        | ''         | product_id is empty; it is part of the key
          """)
  void what_is_broken_is_rejected_with_value_and_expectation(
      String column, String value, String reason) {
    assertThat(app.wrangle(FINE.with(column, value))).isEqualTo(Outcome.reject(column, reason));
  }

  @ParameterizedTest
  @CsvSource({
    "2015-08-31, 2015-08-31",
    "8/31/2015, 2015-08-31",
    "08/01/2015, 2015-08-01",
    "31/8/2015, ",
    "2015-8-31, ",
    "2015-13-01, ",
    "8/31/15, ",
    "today, ",
    "2015-+8-31, ",
    "/1/2015, ",
    "'', "
  })
  void dates_have_two_forms(String text, LocalDate expected) {
    assertThat(ReviewDate.parse(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = true,
      textBlock =
          """
          plain                | plain
          a &amp; b            | a & b
          &#34;x&#34;          | "x"
          &#x1F600;            | 😀
          &lt;b&gt;            | <b>
          &unknown; &          | &unknown; &
          &#0; &#1114112;      | &#0; &#1114112;
          &#55357;             | &#55357;
          a < b <br            | a < b <br
          <bread>              | <bread>
          &amp;lt;             | &lt;
          """)
  void html_becomes_text_and_what_is_none_stays(String html, String text) {
    assertThat(HtmlText.plain(html)).isEqualTo(text);
  }

  @Test
  void line_breaks_have_several_forms() {
    assertThat(HtmlText.plain("a<br />b<br>c<BR/>d<br  >e")).isEqualTo("a\nb\nc\nd\ne");
  }
}
