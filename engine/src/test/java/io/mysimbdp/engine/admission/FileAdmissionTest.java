package io.mysimbdp.engine.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.mysimbdp.engine.TestingProfiles;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule for files below, at and above its limit. */
class FileAdmissionTest {

  @ParameterizedTest(name = "{0}: {1} of {2} bytes")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          files.patterns = ["*.tsv"]            | a.tsv      | 5    | -
          files.patterns = ["*.tsv"]            | a.tsv.gz   | 5    | files.patterns; *.tsv; a.tsv.gz; its name matches none of the patterns of files.patterns: *.tsv
          files.patterns = ["a*", "b?.csv"]     | bc.csv     | 5    | -
          files.patterns = ["a*", "b?.csv"]     | bcd.csv    | 5    | files.patterns; a* b?.csv; bcd.csv; its name matches none of the patterns of files.patterns: a* b?.csv
          files.extensions = [tsv, csv]         | a.TSV      | 5    | -
          files.extensions = [tsv, csv]         | a.tsv.gz   | 5    | -
          files.extensions = [tsv, csv]         | a.json.gz  | 5    | files.extensions; tsv, csv; json; its extension is json; files.extensions allows tsv, csv
          files.extensions = [tsv, csv]         | tsv        | 5    | files.extensions; tsv, csv; ; it has no extension; files.extensions allows tsv, csv
          files.extensions = [tsv, csv]         | a.tsv.old  | 5    | files.extensions; tsv, csv; old; its extension is old; files.extensions allows tsv, csv
          files.extensions = ["t*"]             | a.tab      | 5    | -
          files.compressions = [none]           | a.tsv      | 5    | -
          files.compressions = [none]           | a.tsv.GZ   | 5    | files.compressions; none; gzip; its name says that it is compressed by gzip; files.compressions allows none
          files.compressions = [gzip, zstd]     | a.tsv.zst  | 5    | -
          files.compressions = [gzip, zstd]     | a.tsv      | 5    | files.compressions; gzip, zstd; none; it is not compressed; files.compressions allows gzip, zstd
          files.min-size = 1000                 | a          | 1000 | -
          files.min-size = 1000                 | a          | 999  | files.min-size; 1,000 bytes; 999 bytes; it has 999 bytes, less than files.min-size = 1,000 bytes
          files.max-size = 1 KiB                | a          | 1023 | -
          files.max-size = 1 KiB                | a          | 1024 | -
          files.max-size = 1 KiB                | a          | 1025 | files.max-size; 1,024 bytes; 1,025 bytes; it has 1,025 bytes, more than files.max-size = 1,024 bytes
          files.max-size = unlimited            | a          | 9223372036854775807 | -
          limits.batch.bytes = 10               | a          | 10   | -
          limits.batch.bytes = 10               | a          | 11   | limits.batch.bytes; 10 bytes; 11 bytes; it has 11 bytes, more than limits.batch.bytes = 10 bytes
          """)
  void a_file_is_judged_by_its_name_and_size(
      String settings, String name, long bytes, @Nullable String refusal) {
    assertDecision(admission(settings).judge(new FileFacts(name, bytes)), refusal);
  }

  @ParameterizedTest(name = "{0}: {1} to {2} bytes")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          files.max-expanded = 1000        | 500     | 1000     | -
          files.max-expanded = 1000        | 500     | 1001     | files.max-expanded; 1,000 bytes; more than 1,000 bytes; its 500 bytes expand to more than files.max-expanded = 1,000 bytes
          files.max-expansion-ratio = 10   | 100     | 16777216 | -
          files.max-expansion-ratio = 10   | 100     | 16777217 | files.max-expansion-ratio; 10.0; more than 10.0; its 100 bytes expand to more than files.max-expansion-ratio = 10.0 times as many
          files.max-expansion-ratio = 10   | 2000000 | 20000000 | -
          files.max-expansion-ratio = 10   | 2000000 | 20000001 | files.max-expansion-ratio; 10.0; more than 10.0; its 2,000,000 bytes expand to more than files.max-expansion-ratio = 10.0 times as many
          files { max-expansion-ratio = unlimited, max-expanded = unlimited } | 1 | 9000000000000000000 | -
          """)
  void a_file_is_judged_by_how_it_expands(
      String settings, long staged, long expanded, @Nullable String refusal) {
    assertDecision(admission(settings).judge(new Expansion(staged, expanded)), refusal);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          files.min-columns = 2                     | a b     | -
          files.min-columns = 2                     | a       | files.min-columns; 2; 1; it has 1 column, fewer than files.min-columns = 2
          files.max-columns = 2                     | a b     | -
          files.max-columns = 2                     | a b c   | files.max-columns; 2; 3; it has 3 columns, more than files.max-columns = 2
          files.header.required = [a, b]            | b x a   | -
          files.header.required = [a, b]            | a x     | files.header.required; a, b; a, x; its header has no b; expected a, b, got a, x
          files.header { required = [a, b], order = fixed }  | a x b | -
          files.header { required = [a, b], order = fixed }  | b a   | files.header.order; fixed: a, b; b, a; its header has the columns in another order; expected a, b, got b, a
          files.header { required = [a, b], others = false } | b a   | -
          files.header { required = [a, b], others = false } | a b c | files.header.others; only a, b; a, b, c; its header has c besides; expected a, b, got a, b, c
          """)
  void a_file_is_judged_by_its_header(String settings, String columns, @Nullable String refusal) {
    assertDecision(admission(settings).judgeHeader(List.of(columns.split(" "))), refusal);
  }

  @Test
  void an_empty_file_has_no_header_to_break_a_rule() {
    assertThat(admission("files.min-columns = 2").judgeHeader(List.of()))
        .isEqualTo(Decision.ADMITTED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          files.max-records = 1000      | 999  | -
          files.max-records = 1000      | 1000 | -
          files.max-records = 1000      | 1001 | files.max-records; 1,000; more than 1,000; it has more records than files.max-records = 1,000
          files.max-records = unlimited | 9223372036854775807 | -
          """)
  void a_file_is_judged_by_its_records(String settings, long count, @Nullable String refusal) {
    assertDecision(admission(settings).judgeRecords(count), refusal);
  }

  @ParameterizedTest
  @CsvSource({
    "1f8b0800, gzip data",
    "28b52ffd, zstd data",
    "504b0304, a zip archive",
    "425a683931415926, bzip2 data",
    "fd377a585a00, xz data",
    "504152311504, a Parquet file",
    "255044462d312e37, a PDF document"
  })
  void a_file_that_is_no_text_is_known_by_its_first_bytes(String hex, String kind) {
    assertDecision(
        admission("").judgeContent(HexFormat.of().parseHex(hex)),
        "content; text; "
            + kind
            + "; it holds "
            + kind
            + ", expected text; its name does not say so");
  }

  @ParameterizedTest
  @CsvSource({"''", "50", "504152310a", "425a6849440a", "efbbbf6964", "1f8b"})
  void what_may_be_text_is_let_through(String hex) {
    assertThat(admission("").judgeContent(HexFormat.of().parseHex(hex)))
        .isEqualTo(Decision.ADMITTED);
  }

  private static FileAdmission admission(String settings) {
    return new FileAdmission(TestingProfiles.of("toys", settings));
  }

  private static void assertDecision(Decision decision, @Nullable String refusal) {
    if (refusal == null) {
      assertThat(decision).isEqualTo(Decision.ADMITTED);
    } else {
      assertThat(decision).isInstanceOf(Decision.Refused.class);
      Decision.Refused refused = (Decision.Refused) decision;
      assertThat(
              String.join(
                  "; ", refused.rule(), refused.limit(), refused.actual(), refused.reason()))
          .isEqualTo(refusal);
    }
  }
}
