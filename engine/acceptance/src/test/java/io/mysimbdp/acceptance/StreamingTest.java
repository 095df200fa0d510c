package io.mysimbdp.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches go by files to a Cassandra that is not the engine's own, where that is allowed. */
class StreamingTest {

  private static final int RECORDS = 900;
  private static final int BROKEN_EVERY = 100;
  private static final int GOOD = RECORDS - RECORDS / BROKEN_EVERY;

  @TempDir private Path folder;

  @Test
  void rows_are_streamed_where_that_is_allowed_and_go_by_statements_where_it_is_not()
      throws IOException {
    TestingHome home = home(false);
    home.stage("ratings", "a.csv", Ratings.csv(0, RECORDS, BROKEN_EVERY));
    Engine.Result byStatements = home.engine().call("run");
    assertThat(byStatements.exitCode()).as(byStatements.err()).isEqualTo(3);
    assertThat(byStatements.err())
        .contains("all tables are written by statements although write.path = bulk: nothing takes");

    home(true).stage("ratings", "b.csv", Ratings.csv(RECORDS, RECORDS, BROKEN_EVERY));
    Engine.Result streamed = home.engine().call("run", "--verify=all");
    assertThat(streamed.exitCode()).as(streamed.err()).isEqualTo(3);
    assertThat(streamed.err()).doesNotContain("by statements");
    assertThat(streamed.out().replaceAll(" +", " "))
        .containsPattern("b.csv \\S+ as recorded " + GOOD + " " + GOOD + " 0 0 0");
    assertThat(SharedCassandra.count("ratings.ratings")).isEqualTo(2 * GOOD);
    assertThat(home.root().resolve(".mysimbdp/bulk")).isEmptyDirectory();
  }

  private TestingHome home(boolean streaming) throws IOException {
    List<String> lines = new ArrayList<>(List.of(SharedCassandra.conf("streaming_platform")));
    lines.add("cassandra.streaming = " + streaming);
    TestingHome home =
        new TestingHome(Files.createDirectories(folder))
            .conf(new String[] {"ratings"}, lines.toArray(String[]::new))
            .sample("ratings");
    return home.tenant("ratings", "dialect.format = csv\nwrite.path = bulk");
  }
}
