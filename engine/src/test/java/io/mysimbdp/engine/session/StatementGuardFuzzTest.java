package io.mysimbdp.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import io.mysimbdp.engine.config.AllowedStatements;
import io.mysimbdp.engine.config.NamePatterns;
import io.mysimbdp.engine.cql.CassandraGrammar;
import io.mysimbdp.engine.cql.CqlStatement;
import io.mysimbdp.engine.cql.CqlStatement.Kind;
import io.mysimbdp.engine.cql.FuzzedStatement;
import io.mysimbdp.engine.session.TenantRights.Access;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** No text gets a tenant out of its keyspace, however it is written. */
class StatementGuardFuzzTest {

  private static final StatementGuard GUARD = new StatementGuard(TestingRights.all("own"));
  private static final StatementGuard NARROW =
      new StatementGuard(
          new TenantRights(
              "own",
              new NamePatterns(List.of("t", "u*")),
              AllowedStatements.all(),
              Access.READ_ONLY));

  private static final String[] PIECES = {
    "SELECT",
    "FROM",
    "INSERT INTO",
    "VALUES",
    "UPDATE",
    "SET",
    "DELETE",
    "WHERE",
    "BEGIN BATCH",
    "APPLY BATCH",
    "USING TTL 1",
    "IF EXISTS",
    "JSON",
    "AND",
    "token",
    "a",
    "t",
    "own",
    "\"own\"",
    "system",
    "\"system\"",
    "\"own.t\"",
    "'",
    "\"",
    "$$",
    "'x'",
    "1",
    "?",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    "=",
    "*",
    ";",
    ".",
    ":",
    "--",
    "//",
    "/*",
    "*/",
    "\n",
    "\r",
    " ",
    "\u00a0",
    "\\"
  };

  /** Each with a place for a table, and places for what means nothing. */
  private static final String[] STATEMENTS = {
    "SELECT#a#FROM#@",
    "SELECT#*#FROM#@#WHERE#k=1",
    "SELECT#@(a)#FROM#t",
    "INSERT#INTO#@#(k)VALUES(1)",
    "INSERT#INTO#@#JSON'{}'",
    "INSERT#INTO#t#(k)#VALUES#(@(1))",
    "UPDATE#@#SET#a=1#WHERE#k=1",
    "UPDATE#@#USING#TTL#1#SET#a=1#WHERE#k=1",
    "DELETE#FROM#@#WHERE#k=1",
    "DELETE#a#FROM#@#WHERE#k=1",
    "SELECT#a#FROM#t#WHERE#k=@(1)",
    "BEGIN#BATCH#INSERT#INTO#t(k)VALUES(1);UPDATE#@#SET#a=1#WHERE#k=1;APPLY#BATCH",
    "BEGIN#BATCH#DELETE#FROM#t#WHERE#k=1#DELETE#FROM#@#WHERE#k=1#APPLY#BATCH"
  };

  private static final String[] TRIVIA = {
    " ", "\t", "\r\n", "\n", "/**/", "/*'*/", "/*\"*/", "/* /* */", "--'\n", "//\"\r", "/*$$*/"
  };

  private static final String[] FOREIGN = {
    "system", "SYSTEM", "\"system\"", "\"Own\"", "\"own \"", "owner", "\"own\"\"\"", "\"ow\"\"n\""
  };

  private static final String NAME = "(?:[a-z][a-z0-9_]*|\"(?:[^\"]|\"\")+\")";

  /** Strings and comments are found first, so that nothing in them counts. */
  private static final Pattern NAMED =
      Pattern.compile(
          "'(?:[^']|'')*'|\\$\\$.*?\\$\\$|(?<first>\\b(?:from|into|update)\\s+"
              + "(?<table>"
              + NAME
              + ")\\s*\\.)|(?<function>"
              + NAME
              + ")\\s*\\.\\s*"
              + NAME
              + "\\s*\\(|\"(?:[^\"]|\"\")*\"",
          Pattern.DOTALL);

  private static final Pattern COMMENTS =
      Pattern.compile(
          "(?:'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|\\$\\$.*?\\$\\$)"
              + "|/\\*.*?\\*/|(?:--|//)[^\r\n]*",
          Pattern.DOTALL);

  @DictionaryEntries({
    "SELECT a FROM ",
    "INSERT INTO ",
    " VALUES (",
    "UPDATE ",
    " SET a=1",
    "DELETE FROM ",
    " WHERE ",
    "own.",
    "system.",
    "\"system\".",
    "/*",
    "*/",
    "--",
    "//",
    "$$",
    "\"\""
  })
  @FuzzTest(maxDuration = "60s")
  void what_is_admitted_names_no_foreign_keyspace(FuzzedDataProvider data) {
    check(data.consumeRemainingAsString());
  }

  @FuzzTest(maxDuration = "60s")
  void what_is_put_together_and_admitted_names_no_foreign_keyspace(FuzzedDataProvider data) {
    check(FuzzedStatement.of(data, PIECES));
  }

  @FuzzTest(maxDuration = "60s")
  void a_foreign_keyspace_is_refused_and_the_own_is_not(FuzzedDataProvider data) {
    String template = data.pickValue(STATEMENTS);
    String dot = trivia(data) + "." + trivia(data);
    String foreign = data.pickValue(FOREIGN) + dot + "t";
    String own = data.pickValue(new String[] {"own", "OWN", "\"own\""}) + dot + "t";
    StringBuilder spaced = new StringBuilder();
    for (int i = 0; i < template.length(); i++) {
      char c = template.charAt(i);
      spaced.append(c == '#' ? trivia(data) + " " + trivia(data) : c);
    }
    String text = spaced.toString();

    assertThat(GUARD.admit(text.replace("@", own)).getKeyspace())
        .isEqualTo(CqlIdentifier.fromInternal("own"));
    assertThatThrownBy(() -> GUARD.admit(text.replace("@", foreign)))
        .isInstanceOf(SecurityException.class);
    assertThatThrownBy(() -> GUARD.admit(SimpleStatement.newInstance(text.replace("@", foreign))))
        .isInstanceOf(SecurityException.class);
  }

  private static String trivia(FuzzedDataProvider data) {
    return data.consumeBoolean() ? "" : data.pickValue(TRIVIA);
  }

  private static void check(String text) {
    if (admits(NARROW, text)) {
      assertThat(admits(GUARD, text)).isTrue();
    }
    if (!admits(GUARD, text)) {
      return;
    }
    CassandraGrammar.read(text)
        .ifPresent(
            reading -> {
              assertThat(reading.kind()).as(text).isNotEqualTo(Kind.OTHER);
              // Of types in other keyspaces, Cassandra itself takes none.
              assertThat(CqlStatement.parse(text).tables()).isSubsetOf(reading.tables());
              assertThat(reading.functionKeyspaces()).as(text).isSubsetOf("own", "system");
            });
    Matcher named = NAMED.matcher(withoutComments(text).toLowerCase(Locale.ROOT));
    while (named.find()) {
      if (named.group("first") != null) {
        assertThat(named.group("table")).as(text).isIn("own", "\"own\"");
      }
      if (named.group("function") != null) {
        assertThat(named.group("function")).as(text).isIn("own", "\"own\"");
      }
    }
  }

  private static boolean admits(StatementGuard guard, String text) {
    try {
      guard.admit(text);
      return true;
    } catch (SecurityException e) {
      return false;
    }
  }

  private static String withoutComments(String text) {
    return COMMENTS
        .matcher(text)
        .replaceAll(
            found ->
                found.group().startsWith("/") || found.group().startsWith("-")
                    ? " "
                    : Matcher.quoteReplacement(found.group()));
  }
}
