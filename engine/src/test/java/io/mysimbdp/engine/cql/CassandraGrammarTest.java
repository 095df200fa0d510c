package io.mysimbdp.engine.cql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mysimbdp.engine.cql.CqlStatement.Kind;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What we make of a statement is what Cassandra makes of it. */
class CassandraGrammarTest {

  private static final String[] PIECES = {
    "SELECT",
    "DISTINCT",
    "JSON",
    "FROM",
    "INSERT INTO",
    "VALUES",
    "UPDATE",
    "SET",
    "DELETE",
    "WHERE",
    "BEGIN BATCH",
    "BEGIN UNLOGGED BATCH",
    "BEGIN COUNTER BATCH",
    "APPLY BATCH",
    "USING TTL 1",
    "USING TIMESTAMP ?",
    "AND TTL :x",
    "IF EXISTS",
    "IF NOT EXISTS",
    "IF",
    "AND",
    "OR",
    "IN",
    "CONTAINS KEY",
    "LIKE",
    "BETWEEN",
    "IS NOT NULL",
    "ORDER BY a DESC",
    "GROUP BY a",
    "LIMIT 1",
    "PER PARTITION LIMIT 1",
    "ALLOW FILTERING",
    "ANN OF",
    "DEFAULT UNSET",
    "token",
    "ttl",
    "writetime",
    "cast",
    "AS",
    "count",
    "maxwritetime",
    "a",
    "b",
    "t",
    "own",
    "k",
    "key",
    "values",
    "json",
    "timestamp",
    "\"own\"",
    "\"K\"",
    "system",
    "(int)",
    "(k.u)",
    "list<int>",
    "'x'",
    "'it''s'",
    "$$x$$",
    "1",
    "-1",
    "1.5",
    "1e3",
    "0xff",
    "1h",
    "P1D",
    "NaN",
    "true",
    "null",
    "?",
    ":n",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "a = 1",
    "k.t",
    "t",
    "k.f(1)",
    ",",
    "=",
    "+=",
    "*",
    "+",
    "-",
    "/",
    "%",
    ";",
    ".",
    ":",
    "..",
    "<",
    ">",
    "!=",
    "--\n",
    "//x\r",
    "/* ' */",
    "\n"
  };

  private static final String[] WHOLE = {
    "SELECT # FROM # WHERE #",
    "SELECT # FROM #",
    "INSERT INTO # ( # ) VALUES ( # )",
    "INSERT INTO # JSON #",
    "UPDATE # SET # WHERE #",
    "UPDATE # USING # SET # WHERE # IF #",
    "DELETE # FROM # WHERE #",
    "DELETE FROM # USING # WHERE # IF #",
    "BEGIN BATCH # DELETE FROM # WHERE # ; UPDATE # SET # WHERE # APPLY BATCH"
  };

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT a FROM/**/k/* FROM x.y */./**/t",
        "SELECT a FROM k.t -- ; FROM x.y\n",
        "SELECT a FROM k.t // ; FROM x.y\r",
        "SELECT a --\r FROM k.t --\n",
        "SELECT '; FROM x.y' FROM k.t WHERE a = 'it''s -- no comment'",
        "SELECT $$ FROM x.y $$ FROM k.t",
        "SELECT \"FROM x.y\", \"a\"\"b\" FROM \"K\".\"T\"\"t\"",
        "select A from K.T",
        "SELECT JSON DISTINCT a, count(*) AS n FROM t",
        "SELECT json FROM json",
        "SELECT distinct, ttl, json FROM t",
        "SELECT ttl(a), writetime(b), cast(c AS text), token(d), x.f(e), f(g(h(1))) FROM k.t",
        "SELECT a.b.c, d[1], e[1..2], {'x': 1}, [1, 2], (1, 'x') FROM t",
        "SELECT (list<frozen<map<text, int>>>) [] FROM t",
        "SELECT - a + 3 * (int) b % 2 FROM t",
        "SELECT a FROM values WHERE key = 1",
        "SELECT a FROM t WHERE token(a) > token(?) AND (b, c) IN ((1, 2), (3, 4)) ALLOW FILTERING",
        "SELECT a FROM t WHERE a = 1 GROUP BY a ORDER BY v ANN OF [1, 2] PER PARTITION LIMIT 1 LIMIT ?",
        "SELECT a FROM t WHERE a = 1;;;",
        "INSERT INTO k.t (a, \"B\") VALUES (?, {'x': [1]}) IF NOT EXISTS USING TTL ? AND TIMESTAMP 1",
        "INSERT INTO k.t (a) VALUES (x.f(y.g(1)))",
        "INSERT INTO t JSON '{\"a\": 1}' DEFAULT UNSET IF NOT EXISTS",
        "INSERT INTO json JSON :doc DEFAULT NULL USING TTL 5",
        "UPDATE k.t USING TIMESTAMP 1 AND TTL :t SET a = a + 1, b['x'] = 2, c.d = 3, e += 1 WHERE e = ? IF c = 3 AND d IN (1, 2)",
        "UPDATE t SET a = ['x'] + a WHERE e = 1 IF EXISTS",
        "DELETE a, b['x'], c.d FROM k.t USING TIMESTAMP 9 WHERE a = 1 IF b != null",
        "BEGIN BATCH USING TIMESTAMP 3 INSERT INTO a.b (x) VALUES (1); UPDATE c SET x = 1 WHERE y = 2 DELETE FROM d.e WHERE x = 1 IF EXISTS; APPLY BATCH;",
        "BEGIN COUNTER BATCH UPDATE a SET x = x + 1 WHERE y = 2; APPLY BATCH",
        "BEGIN UNLOGGED BATCH APPLY BATCH",
        "USE system",
        "TRUNCATE t",
        "DROP TABLE t",
        "GRANT ALL ON KEYSPACE k TO me",
        "LIST ROLES",
        "DESCRIBE KEYSPACES"
      })
  void both_read_the_same(String cql) {
    Optional<CassandraGrammar.Reading> theirs = CassandraGrammar.read(cql);

    assertThat(theirs).isPresent();
    assertSame(cql, CqlStatement.parse(cql), theirs.get());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT a --\r FROM x.y\n FROM k.t",
        "SELECT a FROM t\u00a0WHERE a = 1",
        "\ufeffSELECT a FROM t",
        "SELECT a FROM \uff54",
        "SELECT a FROM t\u2028-- x\n",
        "SELECT a FROM t WHERE a = \u2019x\u2019",
        "SELECT a FROM k\u0131.t",
        "\u017fELECT a FROM t",
        "SELECT a FROM t WHERE a \uff1d 1",
        "SELECT a FROM t\u0000",
        "SELECT a FROM t /* /* */ */",
        "SELECT a FROM t /*",
        "SELECT a FROM t WHERE a = 'x",
        "SELECT a FROM \"t",
        "SELECT a FROM t, x.y",
        "SELECT a FROM t JOIN x.y",
        "SELECT a FROM t; SELECT b FROM x.y",
        "SELECT a FROM (SELECT b FROM x.y)",
        "SELECT a FROM k.t.u",
        "BEGIN BATCH SELECT a FROM t; APPLY BATCH",
        "BEGIN BATCH USE x; APPLY BATCH",
        "BEGIN BATCH BEGIN BATCH APPLY BATCH APPLY BATCH"
      })
  void both_refuse(String cql) {
    assertThat(CassandraGrammar.read(cql)).isEmpty();
    assertThatThrownBy(() -> CqlStatement.parse(cql)).isInstanceOf(CqlSyntaxException.class);
  }

  @FuzzTest(maxDuration = "60s")
  void what_both_take_for_a_statement_is_the_same_one(FuzzedDataProvider data) {
    String template = data.consumeBoolean() ? "#" : data.pickValue(WHOLE);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < template.length(); i++) {
      if (template.charAt(i) != '#') {
        text.append(template.charAt(i));
        continue;
      }
      for (int pieces = data.consumeInt(1, 6); pieces > 0; pieces--) {
        text.append(data.pickValue(PIECES)).append(data.consumeBoolean() ? " " : "");
      }
    }
    check(text.toString());
  }

  /** The same without a fuzzer's guidance, so that each build tries some. */
  @Test
  void twenty_thousand_texts_made_by_chance_mean_the_same_to_both() {
    Random random = new Random(7);
    int both = 0;
    for (int n = 0; n < 20_000; n++) {
      String template = WHOLE[random.nextInt(WHOLE.length)];
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < template.length(); i++) {
        if (template.charAt(i) != '#') {
          text.append(template.charAt(i));
          continue;
        }
        for (int pieces = 1 + random.nextInt(3); pieces > 0; pieces--) {
          text.append(PIECES[random.nextInt(PIECES.length)])
              .append(random.nextBoolean() ? " " : "");
        }
      }
      both += check(text.toString()) ? 1 : 0;
    }
    assertThat(both).isGreaterThan(20);
  }

  private static boolean check(String cql) {
    CqlStatement ours;
    try {
      ours = CqlStatement.parse(cql);
    } catch (CqlSyntaxException e) {
      return false;
    }
    if (ours.kind() == Kind.OTHER) {
      return false;
    }
    Optional<CassandraGrammar.Reading> theirs = CassandraGrammar.read(cql);
    theirs.ifPresent(reading -> assertSame(cql, ours, reading));
    return theirs.isPresent();
  }

  private static void assertSame(String cql, CqlStatement ours, CassandraGrammar.Reading theirs) {
    assertThat(ours.kind()).as(cql).isEqualTo(theirs.kind());
    if (ours.kind() == Kind.OTHER) {
      return;
    }
    assertThat(new LinkedHashSet<>(ours.tables())).as(cql).isSubsetOf(theirs.tables());
    theirs.tables().stream()
        .filter(table -> !ours.tables().contains(table))
        .forEach(
            type ->
                // Cassandra itself takes no type of another keyspace.
                assertThat(cql.toLowerCase(Locale.ROOT)).as("type %s", type).contains("("));
    assertThat(theirs.functionKeyspaces())
        .as(cql)
        .allMatch(name -> name.equals("system") || ours.functionKeyspaces().contains(name));
    assertThat(ours.conditional()).as(cql).isEqualTo(theirs.conditional());
    assertThat(ours.usesTtl()).as(cql).isEqualTo(theirs.usesTtl());
    assertThat(ours.usesTimestamp()).as(cql).isEqualTo(theirs.usesTimestamp());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT # FROM t                        | (  | a | )  | 10",
        "SELECT # FROM t                        | f( | a | )  | 10",
        "SELECT # FROM t                        | (int) | a | '' | 10",
        "SELECT # FROM t                        | '- ' | a | '' | 10",
        "SELECT # FROM t                        | '' | a | [1] | 10",
        "SELECT # FROM t                        | '' | a | .b | 10",
        "SELECT a FROM t WHERE #                | (  | a = 1 | ) | 10",
        "SELECT a FROM t WHERE a = #            | [  | 1 | ]  | 10",
        "SELECT a FROM t WHERE a = #            | {  | 1 | }  | 10",
        "SELECT a FROM t WHERE a = (# ) 1       | list< | int | > | 100",
        "UPDATE t SET a = # WHERE b = 1         | '' | 1 | +1 | 100",
        "UPDATE t SET a = # WHERE b = 1         | (  | 1 | )  | 10",
        "INSERT INTO t (a) VALUES (#)           | k.f( | 1 | ) | 9",
        "DELETE FROM t WHERE a = #              | (int) | 1 | '' | 10",
      })
  void what_is_nested_too_deeply_is_refused(
      String cql, String before, String core, String behind, int most) {
    String fits = cql.replace("#", before.repeat(most) + core + behind.repeat(most));
    String more = cql.replace("#", before.repeat(most + 1) + core + behind.repeat(most + 1));
    String far = cql.replace("#", before.repeat(100_000) + core + behind.repeat(100_000));

    assertThat(CqlStatement.parse(fits).kind()).isNotEqualTo(Kind.OTHER);
    assertThat(CassandraGrammar.read(fits)).as("Cassandra reads it in time").isPresent();
    assertThatThrownBy(() -> CqlStatement.parse(more))
        .isInstanceOf(CqlSyntaxException.class)
        .hasMessageMatching("(Nested more|More) than " + (most == 9 ? 10 : most) + ".*");
    assertThatThrownBy(() -> CqlStatement.parse(far)).isInstanceOf(CqlSyntaxException.class);
  }

  @Test
  void brackets_around_what_is_selected_cannot_cost_the_server_seconds() {
    String deep = "(".repeat(10) + "a" + ")".repeat(10);
    String few = "SELECT " + deep + ", " + deep + " FROM t";
    String many = "SELECT " + (deep + ", ").repeat(1_000) + "a FROM t";
    String wide = "SELECT " + "count(a), ".repeat(1_000) + "a FROM t";

    assertThat(CqlStatement.parse(few).kind()).isEqualTo(Kind.SELECT);
    assertThat(CqlStatement.parse(wide).kind()).isEqualTo(Kind.SELECT);
    assertThat(CompletableFuture.supplyAsync(() -> CassandraGrammar.read(few)))
        .succeedsWithin(Duration.ofSeconds(30))
        .satisfies(reading -> assertThat(reading).isPresent());
    assertThatThrownBy(() -> CqlStatement.parse(many))
        .isInstanceOf(CqlSyntaxException.class)
        .hasMessageStartingWith("Too many brackets in what is selected at line 1, column ");
  }
}
