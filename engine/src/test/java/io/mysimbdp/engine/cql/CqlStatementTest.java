package io.mysimbdp.engine.cql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mysimbdp.engine.cql.CqlStatement.Kind;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CqlStatementTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SELECT * FROM t                                                | SELECT | t",
        "select a from K.T;                                             | SELECT | k.t",
        "SELECT * FROM \"K\".\"T x\"\"y\" ;;                            | SELECT | \"K\".\"T x\"\"y\"",
        "SELECT JSON DISTINCT a, count(*) AS n FROM t                   | SELECT | t",
        "SELECT a FROM/**/k/* FROM x.y */./**/t                         | SELECT | k.t",
        "SELECT '; FROM x.y' FROM k.t                                   | SELECT | k.t",
        "SELECT $$ FROM x.y $$ FROM k.t                                 | SELECT | k.t",
        "SELECT \"FROM x.y\" FROM k.t                                   | SELECT | k.t",
        "SELECT a FROM t -- FROM x.y                                    | SELECT | t",
        "SELECT a FROM t // FROM x.y                                    | SELECT | t",
        "SELECT writetime(a), cast(b AS text), token(c), d[1..2] FROM t | SELECT | t",
        "SELECT a, -1, (int) b + 3 * c FROM t WHERE a = :x              | SELECT | t",
        "SELECT a FROM t WHERE a IN (1, 2) AND b CONTAINS KEY 'x' PER PARTITION LIMIT 1 LIMIT 2 ALLOW FILTERING | SELECT | t",
        "SELECT a FROM t GROUP BY a ORDER BY b DESC, c ASC              | SELECT | t",
        "SELECT a FROM t ORDER BY v ANN OF [1, 2] LIMIT ?               | SELECT | t",
        "SELECT a FROM t WHERE token(a) > token(?) AND b IS NOT NULL    | SELECT | t",
        "SELECT a FROM group WHERE key = {'a': 1}                       | SELECT | group",
        "INSERT INTO k.t (a, \"B\") VALUES (?, {'x': [1]})              | INSERT | k.t",
        "INSERT INTO t(a)VALUES('it''s; DROP TABLE t')                  | INSERT | t",
        "INSERT INTO t JSON '{\"a\": 1}' DEFAULT UNSET                  | INSERT | t",
        "INSERT INTO t JSON :doc DEFAULT NULL                           | INSERT | t",
        "INSERT INTO json JSON ?                                        | INSERT | json",
        "UPDATE k.t SET a = a + 1, b['x'] = 2, c.d = 3 WHERE e = ?      | UPDATE | k.t",
        "UPDATE t SET a = ['x'] + a WHERE e = 1 AND (f, g) = (1, 2)     | UPDATE | t",
        "DELETE FROM k.t WHERE a = 1                                    | DELETE | k.t",
        "DELETE a, b['x'] FROM t WHERE a = 1                            | DELETE | t",
        "BEGIN BATCH INSERT INTO a.b (x) VALUES (1); UPDATE c SET x = 1 WHERE y = 2; DELETE FROM d.e WHERE x = 1; APPLY BATCH; | BATCH | a.b c d.e",
        "BEGIN UNLOGGED BATCH UPDATE a SET x = 1 WHERE y = 2 UPDATE b.c SET x = 1 WHERE y = 2 APPLY BATCH | BATCH | a b.c",
        "BEGIN COUNTER BATCH UPDATE a SET x = x + 1 WHERE y = 2; APPLY BATCH | BATCH | a",
        "BEGIN BATCH APPLY BATCH                                        | BATCH | ``",
        "DROP TABLE t                                                   | OTHER | ``",
        "truncate system.local                                          | OTHER | ``",
      })
  void names_kind_and_tables(String cql, Kind kind, String tables) {
    CqlStatement statement = CqlStatement.parse(cql);

    assertThat(statement.kind()).isEqualTo(kind);
    assertThat(statement.tables().stream().map(CqlTable::toString).collect(Collectors.joining(" ")))
        .isEqualTo(tables);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "INSERT INTO t (a) VALUES (1)                                    | false | false | false",
        "INSERT INTO t (a) VALUES (1) IF NOT EXISTS                      | true  | false | false",
        "INSERT INTO t (a) VALUES (1) USING TTL 5 AND TIMESTAMP ?        | false | true  | true",
        "INSERT INTO t (a) VALUES (1) IF NOT EXISTS USING TIMESTAMP -1   | true  | false | true",
        "UPDATE t USING TTL :t SET a = 1 WHERE b = 2 IF EXISTS           | true  | true  | false",
        "UPDATE t SET a = 1 WHERE b = 2 IF c = 3 AND d IN (1, 2)         | true  | false | false",
        "DELETE FROM t USING TIMESTAMP 9 WHERE b = 2 IF d != NULL        | true  | false | true",
        "SELECT ttl(a) FROM t                                            | false | false | false",
        "INSERT INTO t (a) VALUES ('USING TTL 5 IF NOT EXISTS')          | false | false | false",
        "BEGIN BATCH USING TIMESTAMP 3 DELETE FROM t WHERE a = 1 IF EXISTS APPLY BATCH | true | false | true",
      })
  void tells_conditions_and_times(
      String cql, boolean conditional, boolean usesTtl, boolean usesTimestamp) {
    CqlStatement statement = CqlStatement.parse(cql);

    assertThat(statement.conditional()).isEqualTo(conditional);
    assertThat(statement.usesTtl()).isEqualTo(usesTtl);
    assertThat(statement.usesTimestamp()).isEqualTo(usesTimestamp);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT f.g(a) FROM t",
        "SELECT a FROM t WHERE a = f . /* */ \"g\" (1)",
        "INSERT INTO k.t (a) VALUES (F.token(1))",
        "SELECT {1: [f.g()]} FROM t",
        "BEGIN BATCH UPDATE t SET a = f.g(1) WHERE b = 1 APPLY BATCH"
      })
  void names_the_keyspaces_of_functions(String cql) {
    assertThat(CqlStatement.parse(cql).functionKeyspaces()).containsExactly("f");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                                            | Expected a statement but found the end at line 1, column 1",
        "-- nothing                                    | Expected a statement but found the end at line 1, column 11",
        "; SELECT a FROM t                             | Expected a statement but found ; at line 1, column 1",
        "\"SELECT\" a FROM t                           | Expected a statement but found \"SELECT\" at line 1, column 1",
        "SELECT a FROM t; DROP TABLE t                 | Expected the end of the statement but found DROP at line 1, column 18",
        "SELECT a FROM t SELECT b FROM x.y             | Expected the end of the statement but found SELECT at line 1, column 17",
        "SELECT a FROM t, x.y                          | Expected the end of the statement but found , at line 1, column 16",
        "SELECT a FROM t JOIN x.y                      | Expected the end of the statement but found JOIN at line 1, column 17",
        "SELECT a FROM t.u.v                           | Expected the end of the statement but found . at line 1, column 18",
        "SELECT a                                      | Expected FROM but found the end at line 1, column 9",
        "SELECT FROM t                                 | Expected what to select but found FROM at line 1, column 8",
        "SELECT a FROM                                 | Expected a table name but found the end at line 1, column 14",
        "SELECT a FROM ?                               | Expected a table name but found ? at line 1, column 15",
        "SELECT a FROM 't'                             | Expected a table name but found 't' at line 1, column 15",
        "SELECT a FROM table                           | Expected a table name but found table at line 1, column 15",
        "SELECT a FROM \"\"                            | Expected a table name but found \"\" at line 1, column 15",
        "SELECT a FROM k.                              | Expected a table name but found the end at line 1, column 17",
        "SELECT (SELECT b FROM x.y) FROM t             | Expected ')' but found SELECT at line 1, column 9",
        "SELECT (a FROM t                              | Expected ')' but found FROM at line 1, column 11",
        "SELECT a) FROM t                              | Unbalanced ')' at line 1, column 9",
        "SELECT (a] FROM t                             | Unbalanced ']' at line 1, column 10",
        "SELECT a FROM t WHERE a = (SELECT b FROM x.y) | Expected ')' but found SELECT at line 1, column 28",
        "SELECT a FROM t WHERE a = 1 FROM x.y          | Expected the end of the statement but found FROM at line 1, column 29",
        "SELECT a /* FROM k.t                          | Unterminated comment at line 1, column 10",
        "SELECT a /* /* */ */ FROM t */                | Expected the end of the statement but found * at line 1, column 29",
        "INSERT t (a) VALUES (1)                       | Expected INTO but found t at line 1, column 8",
        "INSERT INTO t VALUES (1)                      | Expected '(' but found VALUES at line 1, column 15",
        "INSERT INTO t (a) SELECT b FROM x.y           | Expected VALUES but found SELECT at line 1, column 19",
        "INSERT INTO t (a) VALUES (1), (2)             | Expected the end of the statement but found , at line 1, column 29",
        "INSERT INTO t (a) VALUES (1) IF EXISTS        | Expected NOT but found EXISTS at line 1, column 33",
        "INSERT INTO t (a) VALUES (1;)                 | Expected ')' but found ; at line 1, column 28",
        "INSERT INTO t JSON (SELECT a FROM x.y)        | Expected a string or a bind marker but found ( at line 1, column 20",
        "INSERT INTO t (a) VALUES (1) USING SPEED 1    | Expected TTL or TIMESTAMP but found SPEED at line 1, column 36",
        "INSERT INTO t (a) VALUES (1) USING TTL        | Expected a number or a bind marker but found the end at line 1, column 39",
        "UPDATE t SET a = 1                            | Expected WHERE but found the end at line 1, column 19",
        "UPDATE t, x.y SET a = 1 WHERE b = 1           | Expected SET but found , at line 1, column 9",
        "UPDATE t SET WHERE b = 1                      | Expected an assignment but found WHERE at line 1, column 14",
        "UPDATE t SET a = 1 WHERE                      | Expected a condition but found the end at line 1, column 25",
        "DELETE t WHERE a = 1                          | Expected FROM but found WHERE at line 1, column 10",
        "DELETE FROM t                                 | Expected WHERE but found the end at line 1, column 14",
        "BEGIN TRANSACTION LET x = 1                   | Expected BATCH but found TRANSACTION at line 1, column 7",
        "BEGIN BATCH SELECT a FROM t APPLY BATCH       | Expected INSERT, UPDATE, DELETE or APPLY BATCH but found SELECT at line 1, column 13",
        "BEGIN BATCH BEGIN BATCH APPLY BATCH           | Expected INSERT, UPDATE, DELETE or APPLY BATCH but found BEGIN at line 1, column 13",
        "BEGIN BATCH DELETE FROM t WHERE a = 1         | Expected INSERT, UPDATE, DELETE or APPLY BATCH but found the end at line 1, column 38",
        "BEGIN BATCH DELETE FROM t WHERE a = 1 DROP TABLE t APPLY BATCH | Expected INSERT, UPDATE, DELETE or APPLY BATCH but found DROP at line 1, column 39",
        "BEGIN BATCH APPLY BATCH DROP TABLE t          | Expected the end of the statement but found DROP at line 1, column 25",
      })
  void refuses_what_it_does_not_understand_wholly(String cql, String message) {
    assertThatThrownBy(() -> CqlStatement.parse(cql == null ? "" : cql))
        .isExactlyInstanceOf(CqlSyntaxException.class)
        .hasMessage(message);
  }

  @Test
  void fuzz_understands_or_fails_with_its_own_exception() {
    String[] words =
        ("SELECT FROM INSERT INTO VALUES UPDATE SET WHERE DELETE BEGIN BATCH APPLY USING TTL IF NOT"
                + " EXISTS AND a b k . , ; ( ) [ ] { } = 1 ? : * 'x' \"q\" -- /* */ JSON DROP")
            .split(" ", -1);
    Random random = new Random(11L);
    int understood = 0;
    for (int i = 0; i < 100_000; i++) {
      StringBuilder text = new StringBuilder(words[random.nextInt(10)]);
      for (int n = random.nextInt(14); n > 0; n--) {
        text.append(' ').append(words[random.nextInt(words.length)]);
      }
      try {
        assertThat(CqlStatement.parse(text.toString()).leadingWord()).isNotEmpty();
        understood++;
      } catch (CqlSyntaxException e) {
        assertThat(e.line()).isEqualTo(1);
      }
    }
    assertThat(understood).isPositive();
  }

  @Test
  void splits_a_script_with_line_numbers() {
    CqlScript script =
        CqlScript.split(
            "-- first;\nCREATE TABLE a (b text); ;\n\n/* ; */ CREATE TYPE c\n (d 'x;y') -- end");

    assertThat(script.statements())
        .extracting(CqlScript.Part::text)
        .containsExactly("CREATE TABLE a (b text)", "CREATE TYPE c\n (d 'x;y')");
    assertThat(script.statements()).extracting(CqlScript.Part::line).containsExactly(2, 4);
  }
}
