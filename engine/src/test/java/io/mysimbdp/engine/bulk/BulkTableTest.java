package io.mysimbdp.engine.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.metadata.Metadata;
import com.datastax.oss.driver.api.core.metadata.schema.KeyspaceMetadata;
import io.mysimbdp.engine.CassandraServer;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables that keep something up to date beside their rows are left to statements. */
class BulkTableTest {

  private static String keyspace = "";

  @BeforeAll
  static void create_keyspace() {
    keyspace = CassandraServer.newKeyspace("bulktable");
  }

  private static Optional<String> refusal(String table) {
    Metadata metadata = CassandraServer.session().refreshSchema();
    KeyspaceMetadata in = metadata.getKeyspace(keyspace).orElseThrow();
    return BulkTable.refusal(in, in.getTable(table).orElseThrow(), metadata.getTokenMap());
  }

  private static void execute(String cql) {
    CassandraServer.session().execute(cql.replace("KS", keyspace));
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          hits    | (page text PRIMARY KEY, n counter)           | it holds counters
          strange | (id int PRIMARY KEY, x 'DynamicCompositeType(s=>UTF8Type)') | the type of its column x is a class of its own
          """)
  void says_why_a_table_is_left_to_statements(String table, String definition, String reason) {
    execute("CREATE TABLE KS." + table + " " + definition);
    assertThat(refusal(table)).contains(reason);
  }

  @Test
  void an_index_is_a_reason_for_as_long_as_it_is_there() {
    execute("CREATE TABLE KS.items (id int PRIMARY KEY, name text)");
    assertThat(refusal("items")).isEmpty();
    execute("CREATE INDEX by_name ON KS.items (name) USING 'sai'");
    assertThat(refusal("items")).contains("it has the index by_name");
    execute("DROP INDEX KS.by_name");
    assertThat(refusal("items")).isEmpty();
  }

  @Test
  void what_is_not_known_of_the_cluster_is_a_reason() {
    execute("CREATE TABLE KS.plain (id int PRIMARY KEY)");
    KeyspaceMetadata in =
        CassandraServer.session().refreshSchema().getKeyspace(keyspace).orElseThrow();
    assertThat(BulkTable.refusal(in, in.getTable("plain").orElseThrow(), Optional.empty()))
        .hasValueSatisfying(reason -> assertThat(reason).startsWith("the partitioner"));
  }
}
