package io.mysimbdp.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.mysimbdp.engine.CassandraServer;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Many reads at a time, on a real Cassandra. */
class ReadAheadTest {

  private static final int PARTITIONS = 100;
  private static final int LARGE = 7;
  private static String table = "";

  private final WatchedSession watched = new WatchedSession(CassandraServer.session());
  private final ReadAhead reads = new ReadAhead(TestingLedger.durable(watched.session()));

  @BeforeAll
  static void fill_a_table() {
    CqlSession session = CassandraServer.session();
    table = CassandraServer.newKeyspace("ahead") + ".t";
    session.execute("CREATE TABLE " + table + " (k int, c int, PRIMARY KEY (k, c))");
    PreparedStatement insert = session.prepare("INSERT INTO " + table + " (k, c) VALUES (?, ?)");
    for (int k = 0; k < PARTITIONS; k++) {
      int of = k;
      // Few enough for one connection.
      IntStream rows = IntStream.range(0, k == LARGE ? 1_200 : 2);
      rows.boxed()
          .collect(Collectors.groupingBy(c -> c / 500))
          .values()
          .forEach(
              some ->
                  Durable.await(
                      some.stream().map(c -> session.executeAsync(insert.bind(of, c))).toList()));
    }
  }

  private static List<String> expected() {
    return IntStream.range(0, PARTITIONS)
        .boxed()
        .flatMap(k -> IntStream.range(0, k == LARGE ? 1_200 : 2).mapToObj(c -> k + " " + c))
        .toList();
  }

  private List<String> read() {
    PreparedStatement select =
        watched.session().prepare(Durable.statement("SELECT k, c FROM " + table + " WHERE k = ?"));
    List<BoundStatement> statements =
        IntStream.range(0, PARTITIONS).mapToObj(k -> select.bind(k)).toList();
    return reads.all(statements, row -> row.getInt("k") + " " + row.getInt("c"));
  }

  @Test
  void rows_come_in_the_order_of_the_statements_while_a_bounded_number_is_under_way() {
    assertThat(read()).isEqualTo(expected());

    assertThat(watched.mostUnderWay()).isEqualTo(ReadAhead.REQUESTS);
    assertThat(watched.sent()).as("three pages of one of them").hasSize(PARTITIONS + 2);
  }

  @Test
  void only_the_read_that_has_failed_is_repeated() {
    watched.lose(50);

    assertThat(read()).isEqualTo(expected());

    assertThat(watched.sent()).hasSize(PARTITIONS + 2 + 1);
  }

  @Test
  void a_further_page_that_is_lost_is_asked_for_again_and_no_row_comes_twice() {
    // The first 64, one for each of the seven before, and then the second page.
    watched.lose(ReadAhead.REQUESTS + LARGE);

    assertThat(read()).isEqualTo(expected());

    assertThat(watched.sent()).hasSize(PARTITIONS + 2 + 1);
  }
}
