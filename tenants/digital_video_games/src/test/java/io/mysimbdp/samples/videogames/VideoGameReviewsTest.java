package io.mysimbdp.samples.videogames;

import static io.mysimbdp.testkit.KitAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.mysimbdp.tenant.Outcome;
import io.mysimbdp.testkit.BatchResult;
import io.mysimbdp.testkit.TestBatch;
import io.mysimbdp.testkit.TestRecord;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VideoGameReviewsTest {

  // Only the columns that this app asks for.
  private static final TestRecord FINE =
      new TestRecord(
          List.of(
              "customer_id",
              "review_id",
              "product_id",
              "product_title",
              "star_rating",
              "helpful_votes",
              "total_votes",
              "verified_purchase",
              "review_headline",
              "review_body",
              "review_date"),
          List.of(
              "24371595",
              "R27ZP1F1CD0C3Y",
              "B004LLIL5A",
              "A card [Download]",
              "5",
              "3",
              "4",
              "Y",
              "Five Stars",
              "Great",
              "2015-08-31"));

  private final VideoGameReviews app = new VideoGameReviews();

  @Test
  void a_review_becomes_a_row_of_its_month_with_its_sentiment() {
    TestRecord review =
        FINE.with("review_headline", "Not bad")
            .with("review_body", "I love it.<br />Worth the wait, but slow");

    BatchResult result =
        TestBatch.forApp(VideoGameReviews::new)
            .profile(Path.of("tenant.conf"))
            .gzip(
                "reviews.tsv.gz", String.join("\t", review.columns()) + "\n" + review.raw() + "\n")
            .run();

    assertThat(result)
        .readsAll(1)
        .hasNoRejects()
        .wrote("game_reviews_by_month")
        .row(
            "B004LLIL5A",
            201508,
            LocalDate.of(2015, 8, 31),
            "R27ZP1F1CD0C3Y",
            24371595,
            "A card [Download]",
            "pc",
            5,
            0.5,
            false,
            11,
            3,
            true,
            "Not bad",
            "I love it.\nWorth the wait, but slow");
  }

  @ParameterizedTest(name = "{0} = {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          star_rating       | 0          | star_rating is '0'; expected a whole number from 1 to 5
          helpful_votes     | x          | helpful_votes is 'x'; expected a whole number from 0 to 4
          total_votes       | 2          | helpful_votes is '3'; expected a whole number from 0 to 2
          customer_id       | ''         | customer_id is ''; expected a whole number of at least 1
          verified_purchase | ?          | verified_purchase is '?'; expected Y or N
          review_id         | ''         | review_id is ''; expected an id
          review_date       | 8/31/2015  | review_date is '8/31/2015'; expected a date such as 2015-08-31
          """)
  void what_is_broken_is_rejected_with_value_and_expectation(
      String column, String value, String reason) {
    assertThat(app.wrangle(FINE.with(column, value)))
        .isEqualTo(Outcome.reject(reason.substring(0, reason.indexOf(' ')), reason));
  }

  @ParameterizedTest
  @CsvSource({
    "Minecraft - Xbox 360 Digital Code, XBOX",
    "Journey - PS3 [Digital Code], PLAYSTATION",
    "Sims 4 [Online Game Code], PC",
    "Sims 4 [Mac Download], MAC",
    "Zelda - Wii U, NINTENDO",
    "A book, OTHER"
  })
  void the_title_tells_the_platform(String title, Platform expected) {
    assertThat(Platform.of(title)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 0.0, 0",
    "Great great game, 1.0, 3",
    "Not good, -1.0, 2",
    "Don't waste your money, 1.0, 4",
    "good but bad, 0.0, 3",
    "LOVE it. It CRASHES and crashes, -0.3333333333333333, 6"
  })
  void sentiment_counts_words_and_turns_them_behind_a_negation(
      String text, double value, int words) {
    assertThat(Sentiment.english().of(text)).isEqualTo(new Sentiment.Score(value, words));
  }

  @Test
  void stars_and_text_can_contradict_each_other() {
    assertThat(new Sentiment.Score(-0.5, 9).contradicts(5)).isTrue();
    assertThat(new Sentiment.Score(0.5, 9).contradicts(1)).isTrue();
    assertThat(new Sentiment.Score(0.5, 9).contradicts(3)).isFalse();
    assertThat(new Sentiment.Score(0.4, 9).contradicts(1)).isFalse();
  }
}
