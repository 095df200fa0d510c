package io.mysimbdp.engine.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaParserTest {

  private static List<Declaration> parse(String script) {
    return new SchemaParser("shop", "schema.cql").parse(script);
  }

  @Test
  void reads_a_table_with_all_its_parts() {
    List<Declaration> declarations =
        parse(
            "-- x\nCREATE TABLE shop.\"T\" (a int, B text STATIC, c uuid, d varchar, PRIMARY KEY"
                + " ((a, d), c)) WITH CLUSTERING ORDER BY (c DESC) AND gc_grace_seconds = 1 -- end");

    assertThat(declarations).hasSize(1);
    Declaration declaration = declarations.get(0);
    assertThat(declaration.line()).isEqualTo(2);
    assertThat(declaration.body()).startsWith("(a int,").endsWith("gc_grace_seconds = 1");
    TableShape table = Objects.requireNonNull(declaration.table());
    assertThat(table.name()).isEqualTo("T");
    assertThat(table.columns().values())
        .containsExactly(
            new Column("a", "int", false),
            new Column("b", "text", true),
            new Column("c", "uuid", false),
            new Column("d", "text", false));
    assertThat(table.partitionKey()).containsExactly("a", "d");
    assertThat(table.clusteringOrder()).isEqualTo("(c DESC)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "TEXT                                     | text",
        "varchar                                  | text",
        "frozen<list<frozen<map<text, Set<int>>>>> | frozen<list<map<text, set<int>>>>",
        "list<frozen<list<int>>>                  | list<list<int>>",
        "tuple<int, frozen<address>>              | tuple<int, address>",
        "frozen<tuple<int, text>>                 | tuple<int, text>",
        "frozen<vector<float, 3>>                 | vector<float, 3>",
        "shop.address                             | address",
        "\"Address\"                              | \"Address\"",
        "frozen<frozen<list<int>>>                | frozen<list<int>>",
      })
  void spells_equal_types_alike(String type, String spelled) {
    assertThat(CqlType.parse(type, "shop")).isEqualTo(spelled);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "DROP TABLE t                                      | schema.cql:1: DROP is not allowed, only CREATE TABLE and CREATE TYPE are",
        "create index on t (a)                             | schema.cql:1: CREATE INDEX is not allowed, only CREATE TABLE and CREATE TYPE are",
        "CREATE KEYSPACE x WITH replication = {}           | schema.cql:1: CREATE KEYSPACE is not allowed, only CREATE TABLE and CREATE TYPE are",
        "INSERT INTO t (a) VALUES (1)                      | schema.cql:1: INSERT is not allowed, only CREATE TABLE and CREATE TYPE are",
        "CREATE TABLE other.t (a int PRIMARY KEY)          | schema.cql:1: other.t is outside the tenant's keyspace shop",
        "CREATE TYPE system.t (a int)                      | schema.cql:1: system.t is outside the tenant's keyspace shop",
        "CREATE TABLE t (a other.x PRIMARY KEY)            | schema.cql:1: Expected a type of keyspace shop rather than of other but found . in column 24",
        "CREATE TABLE t (a int)                            | schema.cql:1: Expected a PRIMARY KEY before this but found the end in column 23",
        "CREATE TABLE t (a int PRIMARY KEY, PRIMARY KEY (a)) | schema.cql:1: Expected only one PRIMARY KEY but found PRIMARY in column 36",
        "CREATE TABLE t (a int, a int, PRIMARY KEY (a))    | schema.cql:1: Expected another column than a, declared twice, but found , in column 29",
        "CREATE TABLE t (a int, PRIMARY KEY (b))           | schema.cql:1: Expected a declaration of key column b before this but found the end in column 40",
        "CREATE TABLE t (a int, b int, PRIMARY KEY (a, a)) | schema.cql:1: Expected each key column once before this but found the end in column 50",
        "CREATE TABLE t (a int, b int, PRIMARY KEY (a, b)) WITH CLUSTERING ORDER BY (c DESC) | schema.cql:1: Expected clustering column b but found c in column 77",
        "CREATE TABLE t (a int PRIMARY KEY) WITH COMPACT STORAGE | schema.cql:1: Expected '=' but found STORAGE in column 49",
        "CREATE TABLE t (a int MASKED WITH DEFAULT PRIMARY KEY) | schema.cql:1: Expected ')' but found MASKED in column 23",
        "CREATE TABLE t (a seq<int> PRIMARY KEY)           | schema.cql:1: Expected frozen, list, set, map, tuple or vector before '<' but found int in column 23",
        "CREATE TABLE t (a int PRIMARY KEY) t2             | schema.cql:1: Expected the end of the statement but found t2 in column 36",
        "CREATE TYPE t (a int, a text)                     | schema.cql:1: Expected another field than a, declared twice, but found ) in column 29",
        "CREATE TABLE t (a 'int' PRIMARY KEY)              | schema.cql:1: Expected a type but found 'int' in column 19",
        "CREATE TABLE t (a int PRIMARY KEY); CREATE TABLE T (b int PRIMARY KEY) | schema.cql:1: table t is declared before, on line 1",
        "CREATE TABLE t (a text 'x                         | schema.cql:1: Unterminated string in column 24",
      })
  void refuses_with_one_sentence(String script, String message) {
    assertThatThrownBy(() -> parse(script))
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.SCHEMA_INVALID))
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SimpleStrategy          | replication_factor=1 | org.apache.cassandra.locator.SimpleStrategy          | replication_factor=1 | true",
        "NetworkTopologyStrategy | replication_factor=3 | org.apache.cassandra.locator.NetworkTopologyStrategy | dc1=3                | true",
        "NetworkTopologyStrategy | replication_factor=3 | org.apache.cassandra.locator.NetworkTopologyStrategy | dc1=2                | false",
        "NetworkTopologyStrategy | dc1=3                | org.apache.cassandra.locator.NetworkTopologyStrategy | dc1=3                | true",
        "SimpleStrategy          | replication_factor=1 | org.apache.cassandra.locator.NetworkTopologyStrategy | dc1=1                | false",
      })
  void compares_replications_whatever_their_spelling(
      String wishedClass, String wished, String liveClass, String live, boolean same) {
    assertThat(Replication.matches(options(wishedClass, wished), options(liveClass, live)))
        .isEqualTo(same);
  }

  private static Map<String, String> options(String name, String option) {
    String[] parts = option.split("=", 2);
    return Map.of("class", name, parts[0], parts[1]);
  }
}
