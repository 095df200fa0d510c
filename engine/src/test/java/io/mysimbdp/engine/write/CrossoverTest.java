package io.mysimbdp.engine.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mysimbdp.engine.bulk.BulkPace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When the rest of a run goes by files. */
class CrossoverTest {

  /**
   * Where nothing else is said, 2 MB/s by statements, and 26 s of these at least are to be left.
   */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # what                             | s | rows  | MB | MB left | share | start | gain | last | start? | switch?
          just enough is left                | 4 | 20000 |  8 |      52 | 1     |     6 |  2.5 |    3 | true   | true
          too little for a start             | 4 | 20000 |  8 |      51 | 1     |     6 |  2.5 |    3 | false  | true
          enough for a process that is there | 4 | 20000 |  8 |      18 | 1     |     6 |  2.5 |    3 | false  | true
          too little even then               | 4 | 20000 |  8 |      17 | 1     |     6 |  2.5 |    3 | false  | false
          nothing is left                    | 4 | 20000 |  8 |       0 | 1     |     0 |  2.5 |    0 | false  | false
          measured too shortly               | 2 | 20000 |  8 |    9000 | 1     |     6 |  2.5 |    3 | false  | false
          too few rows measured              | 4 |  2999 |  8 |    9000 | 1     |     6 |  2.5 |    3 | false  | false
          nothing was read                   | 4 | 20000 |  0 |    9000 | 1     |     6 |  2.5 |    3 | false  | false
          the app takes most of the time     | 4 | 20000 |  8 |   90000 | 0.3   |     6 |  2.5 |    3 | false  | false
          it takes half, and 180 s are left  | 4 | 20000 |  8 |     360 | 0.5   |     6 |  2.5 |    3 | false  | true
          it takes half, and more are left   | 4 | 20000 |  8 |     362 | 0.5   |     6 |  2.5 |    3 | true   | true
          files were no faster here          | 4 | 20000 |  8 |   90000 | 1     |     6 |  1   |    3 | false  | false
          files have failed here             | 4 | 20000 |  8 |   90000 | 1     |     6 |  0   |    3 | false  | false
          files were much faster here        | 4 | 20000 |  8 |      33 | 1     |     6 |  5   |    3 | true   | true
          the start took long here           | 4 | 20000 |  8 |     300 | 1     |    60 |  2.5 |    3 | false  | true
          the last round took long here      | 4 | 20000 |  8 |      52 | 1     |     6 |  2.5 |   30 | false  | false
          """)
  void files_must_be_faster_by_more_than_noise(
      String what,
      double seconds,
      long rows,
      long megabytes,
      long megabytesLeft,
      double share,
      double start,
      double gain,
      double last,
      boolean isWorthStart,
      boolean isWorthSwitch) {
    StatementPace.Reading statements =
        new StatementPace.Reading(
            seconds, rows, rows, megabytes * 1_000_000, megabytesLeft * 1_000_000, share);
    BulkPace.Figures files = new BulkPace.Figures(start, gain, last);

    assertThat(Crossover.MEASURED.isWorthStart(statements, files)).isEqualTo(isWorthStart);
    assertThat(Crossover.MEASURED.isWorthSwitch(statements, files)).isEqualTo(isWorthSwitch);
  }

  @ParameterizedTest(name = "{0} of the time, {1} times as fast in all")
  @CsvSource({"1, 2.5, 2.5", "0.5, 1.428571, 2.5", "1, 0.8, 0.8", "0.5, 10, 5", "1, 7, 5"})
  void the_gain_in_writing_is_told_from_that_of_the_whole(
      double share, double speedUp, double gain) {
    assertThat(Crossover.gain(share, speedUp, 5)).isCloseTo(gain, within(1e-5));
  }

  @Test
  void what_is_left_takes_as_long_as_it_took_lately() {
    assertThat(Crossover.secondsLeft(new StatementPace.Reading(4, 1, 1, 8, 60, 1))).isEqualTo(30);
  }
}
