package io.mysimbdp.engine.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressBarTest {

  @ParameterizedTest(name = "{1} columns")
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "0.5|100|toys   [###############---------------]   50 %  0:12 left  9,000 rows/s  3.2 MB of 6.5 MB",
        "0.5|62|toys   [##########-----------]   50 %  0:12 left  9,000 rows/s",
        "0.25|40|toys   [###----------]   25 %  0:12 left",
        "0|20|toys   [--------]    0 %",
        "1|200|toys   [##############################]  100 %  0:12 left  9,000 rows/s  3.2 MB of 6.5 MB",
      })
  void the_bar_gets_shorter_and_then_the_facts_fewer(double share, int columns, String line) {
    assertThat(
            ProgressBar.of(
                "toys",
                5,
                share,
                List.of("0:12 left", "9,000 rows/s", "3.2 MB of 6.5 MB"),
                columns))
        .isEqualTo(line);
  }
}
