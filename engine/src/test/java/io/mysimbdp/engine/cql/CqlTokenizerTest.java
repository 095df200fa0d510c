package io.mysimbdp.engine.cql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mysimbdp.engine.cql.CqlToken.Kind;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CqlTokenizerTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "abc_1, WORD",
        "`\"a \"\"b\"\" c\"`, QUOTED_NAME",
        "'it''s', STRING",
        "$$it's; -- text$$, STRING",
        "12, NUMBER",
        "1.5e-10, NUMBER",
        "0xCAFE, BLOB",
        "0x, BLOB",
        "1h30m, DURATION",
        "5mo2us, DURATION",
        "123e4567-e89b-12d3-a456-426614174000, UUID",
        "abcdef01-e89b-12d3-a456-426614174000, UUID",
        "?, BIND_MARKER",
        "<=, OPERATOR",
        ".., OPERATOR",
        "-- to the end, COMMENT",
        "// to the end, COMMENT",
        "/* a /* b */, COMMENT",
      })
  void knows_each_kind_of_token(String text, Kind kind) {
    assertThat(CqlTokenizer.tokenize(text)).containsExactly(new CqlToken(kind, text, 0, 1, 1));
  }

  @Test
  void counts_lines_and_columns_over_every_kind_of_line_end() {
    List<CqlToken> words =
        CqlTokenizer.tokenize("a\nb\r\n c\rd /*\n*/ e '\n' f").stream()
            .filter(token -> token.kind() == Kind.WORD)
            .toList();

    assertThat(words)
        .containsExactly(
            new CqlToken(Kind.WORD, "a", 0, 1, 1),
            new CqlToken(Kind.WORD, "b", 2, 2, 1),
            new CqlToken(Kind.WORD, "c", 6, 3, 2),
            new CqlToken(Kind.WORD, "d", 8, 4, 1),
            new CqlToken(Kind.WORD, "e", 16, 5, 4),
            new CqlToken(Kind.WORD, "f", 22, 6, 3));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'abc | Unterminated string at line 1, column 1",
        "x 'abc'' | Unterminated string at line 1, column 3",
        "\"abc | Unterminated quoted name at line 1, column 1",
        "$$abc$ | Unterminated string at line 1, column 1",
        "/* abc * | Unterminated comment at line 1, column 1",
        "a # b | Unexpected character '#' at line 1, column 3",
        "a \\ b | Unexpected character '\\' at line 1, column 3",
        "1from | Expected a blank or an operator after 1 at line 1, column 1",
        "1.from | Expected a blank or an operator after 1. at line 1, column 1",
        "1dfrom | Expected a blank or an operator after 1 at line 1, column 1",
        "0xfrom | Expected a blank or an operator after 0xf at line 1, column 1",
      })
  void refuses_what_is_no_token(String text, String message) {
    assertThatThrownBy(() -> CqlTokenizer.tokenize(text))
        .isExactlyInstanceOf(CqlSyntaxException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource({
    "\\u00a0, U+00A0",
    "\\u2003, U+2003",
    "\\u000b, U+000B",
    "\\u0000, U+0000",
    "\\ufeff, U+FEFF",
    "\\uff46, U+FF46",
    "\\u017f, U+017F",
    "\\u212a, U+212A",
    "\\u0131, U+0131",
    "\\u200b, U+200B",
    "\\u202e, U+202E"
  })
  void refuses_unicode_look_alikes_of_blanks_and_letters(String escape, String shown) {
    char character = (char) Integer.parseInt(escape.substring(2), 16);
    assertThatThrownBy(() -> CqlTokenizer.tokenize("SELECT" + character + "a"))
        .hasMessage("Unexpected character " + shown + " at line 1, column 7");
  }

  @Test
  void fuzz_joins_to_the_input_or_fails_with_its_own_exception() {
    String[] pieces = {
      "'",
      "''",
      "\"",
      "$",
      "$$",
      "/*",
      "*/",
      "--",
      "//",
      "\n",
      "\r",
      ";",
      " ",
      "a",
      "SELECT",
      "1",
      "0x",
      ".",
      "..",
      "1.5e",
      "e9",
      "1d",
      "-",
      "(",
      "]",
      "{",
      ":",
      "?",
      "<=",
      "\u00a0",
      "\u00b5s",
      "\ud83d\ude00",
      "\ud83d",
      "123e4567-e89b-12d3-a456-426614174000",
      "deadbeef-",
      "_",
      "=",
      "\0"
    };
    Random random = new Random(20_240_817L);
    int understood = 0;
    for (int i = 0; i < 200_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(12); n >= 0; n--) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      List<CqlToken> tokens;
      try {
        tokens = CqlTokenizer.tokenize(text.toString());
      } catch (CqlSyntaxException e) {
        continue;
      }
      understood++;
      assertThat(tokens.stream().map(CqlToken::text).collect(Collectors.joining()))
          .isEqualTo(text.toString());
      assertThat(tokens).allMatch(token -> !token.text().isEmpty());
    }
    assertThat(understood).isGreaterThan(1_000);
  }

  @Test
  void takes_time_in_proportion_to_the_length() {
    String[] pieces = {"1m", "a", "-", "/", "'", "$", "deadbeef-", "(", "0", "1.", "/*", "\"\""};
    for (String piece : pieces) {
      String text = piece.repeat(200_000);
      try {
        assertThat(CqlTokenizer.tokenize(text)).isNotEmpty();
      } catch (CqlSyntaxException e) {
        assertThat(e.line()).isEqualTo(1);
      }
    }
  }
}
