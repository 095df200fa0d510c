package io.mysimbdp.engine.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page about failures knows every code, and no other. */
class FailurePageTest {

  /** Code and owner, then two cells that say something. */
  private static final Pattern ROW =
      Pattern.compile(
          "^\\| `([A-Z_]+)` \\| ([a-z ]+) \\| [^|]{10,} \\| [^|]{5,} \\|$", Pattern.MULTILINE);

  @Test
  void every_code_has_a_row_with_its_owner_in_the_order_of_the_codes() throws IOException {
    List<String> rows =
        ROW.matcher(Files.readString(Path.of("../conf/FAILURES.md")))
            .results()
            .map(FailurePageTest::codeAndOwner)
            .toList();
    assertThat(rows)
        .containsExactlyElementsOf(
            Arrays.stream(FailureCode.values())
                .map(code -> code.name() + ": " + code.owner().label())
                .toList());
  }

  private static String codeAndOwner(MatchResult row) {
    return row.group(1) + ": " + row.group(2);
  }
}
