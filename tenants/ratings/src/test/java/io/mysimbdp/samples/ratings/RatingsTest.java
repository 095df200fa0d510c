package io.mysimbdp.samples.ratings;

import static io.mysimbdp.testkit.KitAssertions.assertThat;

import io.mysimbdp.testkit.BatchResult;
import io.mysimbdp.testkit.TestBatch;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RatingsTest {

  @Test
  void a_record_becomes_a_row() {
    assertThat(ingested("1,2,3.5,964982703"))
        .readsAll(1)
        .wrote("ratings")
        .row(1, 2, new BigDecimal("3.5"), Instant.ofEpochSecond(964982703));
  }

  @Test
  void what_is_no_number_is_rejected() {
    assertThat(ingested("1,x,3.5,964982703"))
        .readsAll(1)
        .rejected(2, "expected four numbers: For input string: \"x\"")
        .wroteNothing();
  }

  @Test
  void a_time_beyond_all_times_is_rejected() {
    assertThat(ingested("1,2,3.5,9223372036854775807")).rejected(2, "expected four numbers");
  }

  private static BatchResult ingested(String line) {
    return TestBatch.forApp(Ratings::new)
        .profile(Path.of("tenant.conf"))
        .file("ratings.csv", "userid,movieid,rating,timestamp\n" + line + "\n")
        .run();
  }
}
