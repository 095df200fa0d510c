package io.mysimbdp.engine.cql;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What holds for every text, CQL or not. */
class CqlFuzzTest {

  private static final String[] PIECES = {
    "SELECT",
    "FROM",
    "INSERT",
    "INTO",
    "VALUES",
    "UPDATE",
    "SET",
    "DELETE",
    "WHERE",
    "BEGIN",
    "BATCH",
    "APPLY",
    "USING",
    "TTL",
    "TIMESTAMP",
    "IF",
    "NOT",
    "EXISTS",
    "JSON",
    "AND",
    "token",
    "a",
    "\"b\"\"\"",
    "k.t",
    "'text'",
    "$$text$$",
    "1",
    "-1.5e3",
    "0xCAFE",
    "1h2m",
    "?",
    ":n",
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
    "-- end\n",
    "// end\r",
    "/* */",
    "\n",
    "\t"
  };

  @DictionaryEntries({"/*", "*/", "--", "//", "$$", "0x", "P1Y", "\"\"", "''"})
  @FuzzTest(maxDuration = "60s")
  void tokens_cover_the_text(FuzzedDataProvider data) {
    String text = data.consumeRemainingAsString();
    List<CqlToken> tokens;
    try {
      tokens = CqlTokenizer.tokenize(text);
    } catch (CqlSyntaxException e) {
      checkPlace(text, e);
      return;
    }

    assertThat(joined(tokens)).isEqualTo(text);
    int offset = 0;
    for (CqlToken token : tokens) {
      assertThat(token.offset()).isEqualTo(offset);
      assertThat(token.text()).isNotEmpty();
      offset = token.end();
      assertThat(CqlTokenizer.tokenize(token.text()))
          .as("a token alone is the same token")
          .singleElement()
          .extracting(CqlToken::kind, CqlToken::text)
          .containsExactly(token.kind(), token.text());
    }
    for (CqlScript.Part part : CqlScript.split(text).statements()) {
      assertThat(joined(part.tokens())).isEqualTo(part.text());
    }
  }

  @DictionaryEntries({
    "SELECT ",
    " FROM ",
    "INSERT INTO ",
    " VALUES ",
    "UPDATE ",
    " SET ",
    "DELETE ",
    " WHERE ",
    "BEGIN BATCH ",
    " APPLY BATCH",
    " USING TTL ",
    " IF NOT EXISTS",
    " JSON "
  })
  @FuzzTest(maxDuration = "60s")
  void a_text_is_parsed_or_refused(FuzzedDataProvider data) {
    check(data.consumeRemainingAsString());
  }

  @FuzzTest(maxDuration = "60s")
  void what_looks_like_a_statement_is_parsed_or_refused(FuzzedDataProvider data) {
    check(FuzzedStatement.of(data, PIECES));
  }

  private static void check(String text) {
    CqlStatement statement;
    try {
      statement = CqlStatement.parse(text);
    } catch (CqlSyntaxException e) {
      checkPlace(text, e);
      return;
    }

    List<String> meaningful = new ArrayList<>();
    for (CqlToken token : CqlTokenizer.tokenize(text)) {
      if (!token.isTrivia()) {
        meaningful.add(token.text());
      }
    }
    assertThat(CqlStatement.parse(String.join(" /* ; FROM x.y */ ", meaningful)))
        .as("comments mean nothing")
        .isEqualTo(statement);
    assertThat(statement.leadingWord()).isEqualToIgnoringCase(meaningful.get(0));
  }

  private static void checkPlace(String text, CqlSyntaxException e) {
    assertThat(e.line()).isBetween(1, (int) text.chars().filter(c -> c < ' ').count() + 1);
    assertThat(e.column()).isBetween(1, text.length() + 1);
  }

  private static String joined(List<CqlToken> tokens) {
    return tokens.stream().map(CqlToken::text).collect(Collectors.joining());
  }
}
