package io.mysimbdp.samples.ratings;

import static io.mysimbdp.testkit.KitAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.cql.Row;
import io.mysimbdp.testkit.BatchResult;
import io.mysimbdp.testkit.TestBatch;
import io.mysimbdp.testkit.TestCassandra;
import io.mysimbdp.testkit.WithCassandra;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** All of it: the JAR, the engine, and rows that are read back. */
@WithCassandra
class RatingsOnCassandraTest {

  @Test
  void of_two_ratings_of_one_movie_the_later_one_stays(TestCassandra cassandra) {
    BatchResult result =
        cassandra.run(
            TestBatch.forApp(Ratings::new)
                .tenant("ratings")
                .profile(Path.of("tenant.conf"))
                .file(
                    "ratings.csv",
                    "userid,movieid,rating,timestamp\n1,2,3.5,964982703\n1,2,4.0,964982704\n"));

    assertThat(result).readsAll(2).hasNoRejects();
    List<Row> rows = cassandra.session().execute("SELECT rating FROM ratings").all();
    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).getBigDecimal(0)).isEqualTo(new BigDecimal("4.0"));
  }
}
