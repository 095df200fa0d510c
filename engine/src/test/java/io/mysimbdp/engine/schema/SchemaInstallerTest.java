package io.mysimbdp.engine.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import io.mysimbdp.engine.CassandraServer;
import io.mysimbdp.engine.config.NamePatterns;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaInstallerTest {

  private static final String ORIGIN = "shop.jar!/META-INF/mysimbdp/schema.cql";
  private static final Map<String, String> REPLICATION =
      Map.of("class", "SimpleStrategy", "replication_factor", "1");
  private static final String REPLICATION_CQL =
      "{'class': 'SimpleStrategy', 'replication_factor': '1'}";
  private static final String SCRIPT =
      """
      -- All that a table can have.
      CREATE TYPE IF NOT EXISTS address (street text, zips frozen<list<varchar>>);

      CREATE TABLE orders (
        shop text,
        day date,
        number timeuuid,
        owner text STATIC,
        place frozen<address>,
        tags set<text>,
        prices map<text, frozen<list<decimal>>>,
        pair tuple<int, text>,
        "Odd Name" varchar,
        PRIMARY KEY ((shop, day), number)
      ) WITH CLUSTERING ORDER BY (number DESC) AND comment = 'orders; of a shop';
      CREATE TABLE IF NOT EXISTS items (sku text PRIMARY KEY, embedding vector<float, 3>)
      """;

  private static CqlSession session;

  /** A keyspace that refusals leave as it is. */
  private static String settled;

  @BeforeAll
  static void make_a_keyspace() {
    session = CassandraServer.session();
    settled = CassandraServer.newKeyspace("schema");
    session.execute("CREATE TYPE " + settled + ".ad (x int)");
    session.execute(
        "CREATE TABLE "
            + settled
            + ".t (a int, b int, c int, v text, s text STATIC, l list<int>, m map<text, int>, u"
            + " frozen<ad>, PRIMARY KEY (a, b, c)) WITH CLUSTERING ORDER BY (b DESC, c ASC)");
  }

  private static List<String> ensure(String keyspace, String script) {
    return new SchemaInstaller()
        .ensure(session, keyspace, REPLICATION, NamePatterns.any(), script, ORIGIN);
  }

  @Test
  void creates_what_is_missing_then_has_nothing_to_do() {
    String keyspace = CassandraServer.newKeyspace("schema");
    session.execute("DROP KEYSPACE " + keyspace);

    assertThat(ensure(keyspace, SCRIPT))
        .containsExactly(
            "created keyspace " + keyspace + " with replication " + REPLICATION_CQL,
            "created type " + keyspace + ".address",
            "created table " + keyspace + ".orders",
            "created table " + keyspace + ".items");
    assertThat(ensure(keyspace, SCRIPT)).isEmpty();
    TableMetadata orders =
        session.getMetadata().getKeyspace(keyspace).orElseThrow().getTable("orders").orElseThrow();
    assertThat(orders.getColumns()).hasSize(9);
  }

  @Test
  void adds_columns_and_fields_and_leaves_those_of_others() {
    String keyspace = CassandraServer.newKeyspace("schema");
    session.execute("CREATE TYPE " + keyspace + ".ad (x int, other int)");
    session.execute(
        "CREATE TABLE " + keyspace + ".t (a int, b int, other text, PRIMARY KEY (a, b))");

    List<String> done =
        ensure(
            keyspace,
            "CREATE TYPE ad (x int, y text); CREATE TABLE t (a int, b int, c list<int>, \"D\" text"
                + " STATIC, PRIMARY KEY (a, b));");

    assertThat(done)
        .containsExactly(
            "added field y text to " + keyspace + ".ad",
            "added column c list<int> to " + keyspace + ".t",
            "added column D text static to " + keyspace + ".t");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a int, b int, c int, v text, s text STATIC, PRIMARY KEY ((a), b, c) | clustering order of %s.t is declared (b ASC, c ASC) but is (b DESC, c ASC) in Cassandra",
        "a int, b int, c int, PRIMARY KEY ((a, b), c)    | partition key of %s.t is declared (a, b) but is (a) in Cassandra",
        "a int, b int, c int, PRIMARY KEY (b, a, c)      | partition key of %s.t is declared (b) but is (a) in Cassandra",
        "a int, b int, c int, PRIMARY KEY (a, c, b)      | clustering order of %s.t is declared (c ASC, b ASC) but is (b DESC, c ASC) in Cassandra",
        "a int PRIMARY KEY                               | clustering order of %s.t is declared () but is (b DESC, c ASC) in Cassandra",
        "a int, b int, c int, d int, PRIMARY KEY (a, b, c, d) | clustering order of %s.t is declared (b ASC, c ASC, d ASC) but is (b DESC, c ASC) in Cassandra",
        "a bigint, b int, c int, PRIMARY KEY (a, b, c)) WITH CLUSTERING ORDER BY (b DESC, c ASC | column a of %s.t is declared bigint but is int in Cassandra",
        "a int, b int, c int, v int, PRIMARY KEY (a, b, c)) WITH CLUSTERING ORDER BY (b DESC | column v of %s.t is declared int but is text in Cassandra",
        "a int, b int, c int, v text STATIC, PRIMARY KEY (a, b, c)) WITH CLUSTERING ORDER BY (b DESC | column v of %s.t is declared text static but is text in Cassandra",
        "a int, b int, c int, s text, PRIMARY KEY (a, b, c)) WITH CLUSTERING ORDER BY (b DESC | column s of %s.t is declared text but is text static in Cassandra",
        "a int, b int, c int, l frozen<list<int>>, PRIMARY KEY (a, b, c)) WITH CLUSTERING ORDER BY (b DESC | column l of %s.t is declared frozen<list<int>> but is list<int> in Cassandra",
        "a int, b int, c int, m map<text, bigint>, PRIMARY KEY (a, b, c)) WITH CLUSTERING ORDER BY (b DESC | column m of %s.t is declared map<text, bigint> but is map<text, int> in Cassandra",
        "a int, b int, c int, u ad, PRIMARY KEY (a, b, c)) WITH CLUSTERING ORDER BY (b DESC | column u of %s.t is declared ad but is frozen<ad> in Cassandra",
      })
  void refuses_a_contradiction(String columns, String message) {
    String keyspace = settled;

    assertThatThrownBy(() -> ensure(keyspace, "\nCREATE TABLE t (" + columns + ");"))
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.SCHEMA_CONFLICT))
        .hasMessage(ORIGIN + ":2: " + String.format(message, keyspace));
  }

  @Test
  void refuses_a_contradicting_field() {
    String keyspace = settled;

    assertThatThrownBy(() -> ensure(keyspace, "CREATE TYPE ad (x text)"))
        .hasMessage(
            ORIGIN + ":1: field x of " + keyspace + ".ad is declared text but is int in Cassandra");
  }

  @Test
  void refuses_what_cassandra_refuses() {
    String keyspace = CassandraServer.newKeyspace("schema");

    assertThatThrownBy(
            () ->
                ensure(
                    keyspace,
                    "CREATE TABLE ok (a int PRIMARY KEY);\nCREATE TABLE t (a nosuch PRIMARY KEY)"))
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.SCHEMA_INVALID))
        .hasMessageStartingWith(ORIGIN + ":2: Cassandra refuses it: ")
        .hasMessageContaining("nosuch");
  }

  @Test
  void says_when_the_replication_is_another() {
    String keyspace = CassandraServer.newKeyspace("schema");
    Map<String, String> wished = Map.of("class", "NetworkTopologyStrategy", "datacenter1", "1");

    assertThat(
            new SchemaInstaller()
                .ensure(
                    session, keyspace, wished, NamePatterns.any(), "CREATE TYPE x (a int)", ORIGIN))
        .hasSize(2)
        .first()
        .asString()
        .startsWith("left keyspace " + keyspace + " with replication {'class': '")
        .endsWith(
            ", although {'class': 'NetworkTopologyStrategy', 'datacenter1': '1'} is configured");
  }

  @ParameterizedTest
  @CsvSource({"system", "system_auth", "Shop", "1shop", "'shop; DROP'", "''", "shop-a"})
  void refuses_keyspace_names(String keyspace) {
    assertThatThrownBy(() -> ensure(keyspace, SCRIPT))
        .isInstanceOfSatisfying(
            EngineException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.CONFIG_INVALID))
        .hasMessage(
            "Illegal keyspace name '"
                + keyspace
                + "': expected a lower-case letter, then at most 47 lower-case letters, digits or"
                + " underscores, and no name that begins with system");
  }

  @Test
  void several_install_at_once_on_one_keyspace() throws Exception {
    String keyspace = CassandraServer.newKeyspace("schema");
    session.execute("DROP KEYSPACE " + keyspace);
    int installers = 4;
    CyclicBarrier start = new CyclicBarrier(installers);
    ExecutorService threads = Executors.newFixedThreadPool(installers);
    List<Future<List<String>>> installations = new ArrayList<>();
    try {
      for (int i = 0; i < installers; i++) {
        String script =
            SCRIPT.replace("owner text STATIC,", "owner text STATIC, own" + i + " int,");
        installations.add(
            threads.submit(
                () -> {
                  start.await(30, TimeUnit.SECONDS);
                  return ensure(keyspace, script);
                }));
      }
      List<String> done = new ArrayList<>();
      for (Future<List<String>> installation : installations) {
        done.addAll(installation.get(120, TimeUnit.SECONDS));
      }

      assertThat(done)
          .doesNotHaveDuplicates()
          .contains(
              "created table " + keyspace + ".orders", "created table " + keyspace + ".items");
      assertThat(session.refreshSchema().getKeyspace(keyspace).orElseThrow().getTable("orders"))
          .get()
          .satisfies(
              orders ->
                  assertThat(
                          Stream.of("own0", "own1", "own2", "own3")
                              .allMatch(column -> orders.getColumn(column).isPresent()))
                      .isTrue());
    } finally {
      threads.shutdownNow();
    }
  }
}
