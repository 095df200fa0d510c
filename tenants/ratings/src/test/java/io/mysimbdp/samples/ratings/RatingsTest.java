package io.mysimbdp.samples.ratings;

import static org.assertj.core.api.Assertions.assertThat;

import io.mysimbdp.tenant.Outcome;
import io.mysimbdp.tenant.TestingRecord;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RatingsTest {

  @Test
  void a_record_becomes_a_row() {
    Outcome outcome = new Ratings().wrangle(rating("1", "2", "3.5", "964982703"));

    assertThat(((Outcome.Write) outcome).rows().toString())
        .isEqualTo("[ratings[1, 2, 3.5, 2000-07-30T18:45:03Z]]");
    assertThat(((Outcome.Write) outcome).rows().get(0).value(2)).isEqualTo(new BigDecimal("3.5"));
    assertThat(((Outcome.Write) outcome).rows().get(0).value(3))
        .isEqualTo(Instant.ofEpochSecond(964982703));
  }

  @Test
  void what_is_no_number_is_rejected() {
    assertThat(new Ratings().wrangle(rating("1", "x", "3.5", "964982703")))
        .isEqualTo(Outcome.reject("expected four numbers: For input string: \"x\""));
  }

  @Test
  void a_time_beyond_all_times_is_rejected() {
    assertThat(new Ratings().wrangle(rating("1", "2", "3.5", "9223372036854775807")))
        .isInstanceOf(Outcome.Reject.class);
  }

  private static TestingRecord rating(String... values) {
    return new TestingRecord(List.of("userid", "movieid", "rating", "timestamp"), List.of(values));
  }
}
