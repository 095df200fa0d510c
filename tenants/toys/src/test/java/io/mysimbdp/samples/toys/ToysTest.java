package io.mysimbdp.samples.toys;

import static io.mysimbdp.testkit.KitAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.mysimbdp.testkit.BatchResult;
import io.mysimbdp.testkit.TestBatch;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToysTest {

  private static final String HEADER =
      "product_id,review_id,customer_id,product_title,star_rating,review_date,review_headline,"
          + "review_body\n";
  private static final String KITE = "P1,R1,7,A kite,4,2015-08-31,Fine,\"It flies,\nwith wind\"\n";

  @Test
  void a_review_becomes_a_row_in_each_of_two_tables() {
    BatchResult result = reviews(KITE).run();

    assertThat(result)
        .readsAll(1)
        .wrote("toy_reviews")
        .row("P1", "R1", 4, LocalDate.of(2015, 8, 31), "Fine", "It flies,\nwith wind")
        .and()
        .wrote("toy_reviews_by_customer")
        .row(7, LocalDate.of(2015, 8, 31), "R1", "P1", "A kite", 4);
    assertThat(result.activities()).containsExactly("reading toys.csv");
  }

  @Test
  void what_has_too_few_stars_for_the_tenant_is_left_out() {
    assertThat(reviews(KITE).setting("least-stars", 5).run())
        .readsAll(1)
        .skipped(2, "below least-stars")
        .wroteNothing();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ,R1,7,A kite,4,2015-08-31,Fine,Good    | product_id and review_id must not be empty
          P1,R1,x,A kite,4,2015-08-31,Fine,Good  | expected numbers and a date: For input string: "x"
          P1,R1,7,A kite,4,31.8.2015,Fine,Good   | expected numbers and a date: Text '31.8.2015'
          """)
  void what_is_broken_is_rejected(String line, String reason) {
    assertThat(reviews(line + "\n").run()).readsAll(1).rejected(2, reason);
  }

  @Test
  void stars_out_of_range_are_rejected_for_their_column() {
    assertThat(reviews(KITE.replace(",4,", ",6,")).run())
        .rejected(2, "star_rating", "star_rating is 6; expected 1 to 5");
  }

  @Test
  void a_cancelled_run_ends_between_two_reviews() {
    assertThat(reviews(KITE + KITE.replace("R1", "R2")).cancelAfter(1).run())
        .failsWith("the test cancels it")
        .wrote("toy_reviews")
        .rows(1);
  }

  private static TestBatch reviews(String lines) {
    return TestBatch.forApp(Toys::new)
        .profile(Path.of("tenant.conf"))
        .file("toys.csv", HEADER + lines);
  }
}
