package io.mysimbdp.engine.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mysimbdp.engine.PollockOracle;
import io.mysimbdp.engine.SharedData;
import io.mysimbdp.engine.config.Dialect;
import io.mysimbdp.engine.config.Dialect.Format;
import io.mysimbdp.tenant.UnusableFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that others have found hard, with what they hold: exactly that, or rejects by line. */
class MessyFilesTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "comma_in_quotes", "empty", "empty_crlf", "escaped_quotes", "json", "location_coordinates",
        "newlines", "newlines_crlf", "quotes_and_newlines", "simple", "simple_crlf", "utf8"
      })
  void csv_spectrum_is_read_as_its_oracle_says(String name) throws IOException {
    Reading reading =
        Reading.of(SharedData.file("messy/csv-spectrum/csvs/" + name + ".csv"), Dialect.csv());
    JsonNode oracle =
        JSON.readTree(SharedData.file("messy/csv-spectrum/json/" + name + ".json").toFile());
    // One oracle is an object instead of a list of one.
    List<JsonNode> expected = new ArrayList<>();
    (oracle.isArray() ? oracle : JSON.createArrayNode().add(oracle)).forEach(expected::add);

    assertThat(reading.faults()).isEmpty();
    assertThat(reading.parsed()).hasSize(expected.size());
    for (int i = 0; i < expected.size(); i++) {
      ParsedRecord record = (ParsedRecord) reading.parsed().get(i);
      assertThat(record.columns()).hasSize(expected.get(i).size());
      for (String column : record.columns()) {
        // The same oracle has another telephone number than its file.
        if (!column.equals("Contact Phone Number")) {
          // In the copy at hand the line ends of newlines_crlf are LF, in its oracle they are not.
          assertThat(record.get(column))
              .isEqualTo(expected.get(i).get(column).asText().replace("\r\n", "\n"));
        }
      }
    }
  }

  /**
   * What is expected of a polluted file: which lines are rejected; all else is as in the oracle.
   */
  static Stream<Arguments> pollock() {
    return Stream.of(
        clean("file_double_trailing_newline"),
        // Escaping by NUL means no escaping: where a quote stands in a quoted field, it ends it.
        broken("file_escape_char_0x00", Rule.TEXT_AFTER_QUOTE, 11, 13, 22, 23, 40, 84),
        clean("file_escape_char_0x5C"),
        clean("file_field_delimiter_0x3B"),
        clean("file_field_delimiter_0x9"),
        clean("file_field_delimiter_0x2C_0x20"),
        clean("file_header_multirow_2"),
        clean("file_header_multirow_3"),
        clean("file_header_only"),
        clean("file_no_header"),
        clean("file_no_payload"),
        clean("file_no_trailing_newline"),
        clean("file_one_data_row"),
        clean("file_preamble"),
        // Apostrophes in fields that are quoted by apostrophes, and not escaped.
        broken(
            "file_quotation_char_0x27",
            Rule.TEXT_AFTER_QUOTE,
            3,
            5,
            7,
            8,
            10,
            13,
            16,
            19,
            20,
            21,
            22,
            23,
            25,
            36,
            40,
            41,
            42,
            43,
            47,
            50,
            51,
            57,
            59,
            66,
            67,
            68,
            69,
            70,
            73,
            76,
            77,
            79,
            84),
        clean("file_record_delimiter_0xA"),
        clean("file_record_delimiter_0xD"),
        broken("row_extra_quote10_col6", Rule.TEXT_AFTER_QUOTE, 11),
        broken("row_field_delimiter_10_0x20", Rule.COLUMN_COUNT, 11),
        broken("row_less_sep_row10_col3", Rule.COLUMN_COUNT, 11),
        broken("row_more_sep_row10_col5", Rule.COLUMN_COUNT, 11));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pollock")
  void pollock_is_read_as_its_oracle_says_or_rejected_by_line(String name, List<String> rejected)
      throws IOException {
    JsonNode parameters = parameters(name);
    Dialect dialect = dialect(parameters);

    Reading reading = Reading.of(SharedData.file("messy/pollock/csv/" + name + ".csv"), dialect);

    List<List<String>> oracle = PollockOracle.rows(name);
    if (dialect.headerLines() > 0 && !oracle.isEmpty()) {
      assertThat(reading.columns()).isEqualTo(oracle.get(0));
      oracle = oracle.subList(1, oracle.size());
    }
    assertThat(reading.faults()).as(reading.messages().toString()).isEqualTo(rejected);
    // In these files each record is a line.
    List<Integer> left =
        rejected.stream()
            .map(fault -> Integer.parseInt(fault.substring(0, fault.indexOf(':'))))
            .map(line -> line - 1 - dialect.headerLines() - dialect.skipLines())
            .toList();
    List<List<String>> expected = new ArrayList<>();
    for (int i = 0; i < oracle.size(); i++) {
      if (!left.contains(i)) {
        expected.add(oracle.get(i));
      }
    }
    assertThat(reading.records()).isEqualTo(expected);
  }

  @Test
  void a_second_table_in_a_file_is_rejected_line_by_line_when_its_columns_differ()
      throws IOException {
    for (String name : List.of("file_multitable_less", "file_multitable_more")) {
      Reading reading =
          Reading.of(
              SharedData.file("messy/pollock/csv/" + name + ".csv"), dialect(parameters(name)));
      List<List<String>> oracle = PollockOracle.rows(name);

      assertThat(reading.records()).isEqualTo(oracle.subList(1, oracle.size()));
      // One line of the second table has a stray quote besides.
      assertThat(reading.faults())
          .isEqualTo(
              IntStream.rangeClosed(85, 167)
                  .mapToObj(line -> line + (line == 106 ? ":TEXT_AFTER_QUOTE" : ":COLUMN_COUNT"))
                  .toList());
    }
  }

  @Test
  void a_second_table_with_as_many_columns_is_just_more_records() throws IOException {
    String name = "file_multitable_same";
    Reading reading =
        Reading.of(
            SharedData.file("messy/pollock/csv/" + name + ".csv"), dialect(parameters(name)));
    List<List<String>> oracle = PollockOracle.rows(name);

    // One line of the second table has a stray quote.
    assertThat(reading.faults()).containsExactly("106:TEXT_AFTER_QUOTE");
    assertThat(reading.records()).hasSize(165);
    assertThat(reading.records().subList(0, 83)).isEqualTo(oracle.subList(1, oracle.size()));
  }

  @Test
  void a_blank_as_delimiter_cuts_unquoted_texts_and_those_lines_are_rejected() throws IOException {
    String name = "file_field_delimiter_0x20";
    Reading reading =
        Reading.of(
            SharedData.file("messy/pollock/csv/" + name + ".csv"), dialect(parameters(name)));
    List<List<String>> oracle = PollockOracle.rows(name).subList(1, 84);

    assertThat(reading.faults()).allMatch(fault -> fault.endsWith(":COLUMN_COUNT"));
    assertThat(reading.records().size() + reading.faults().size()).isEqualTo(83);
    // The product type is quoted only where it holds a comma or a quote. On line 32 a blank too
    // many
    // there makes up for one too few elsewhere: no reader could know.
    List<List<String>> expected =
        oracle.stream()
            .filter(row -> !row.get(5).contains(" ") || row.get(5).matches(".*[,\"].*"))
            .toList();
    assertThat(reading.parsed().get(30)).isInstanceOf(ParsedRecord.class);
    assertThat(reading.records()).hasSize(expected.size() + 1).containsAll(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          row_extra_quote0_col1 | the header of test, line 1, is broken: 'ProductDescription",' follows the closing quote at byte 43; expected a delimiter or the end of the line
          row_more_sep_row0_col1 | the header of test, line 1, is broken: column 2 of 10 has no name
          """)
  void a_broken_header_makes_the_file_unusable(String name, String message) throws IOException {
    Path file = SharedData.file("messy/pollock/csv/" + name + ".csv");
    Dialect dialect = dialect(parameters(name));

    assertThatCode(() -> Reading.of(file, dialect))
        .isInstanceOf(UnusableFileException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dsbulk", "univocity", "commons-csv"})
  void whatever_a_file_holds_reading_ends_and_positions_fit(String folder) throws IOException {
    List<Path> files = SharedData.filesIn("messy/" + folder);
    assertThat(files).isNotEmpty();
    for (Path file : files) {
      byte[] bytes = Files.readAllBytes(file);
      for (Dialect dialect :
          List.of(
              Dialect.csv(),
              Dialect.tsv(),
              Reading.csv(";", '"', '"'),
              Reading.csv(",", '"', '\\'),
              Reading.csv("||", '"', '"'))) {
        try {
          Reading reading = Reading.of(bytes, dialect);
          DelimitedReaderTest.assertPositionsFit(reading, bytes);
        } catch (UnusableFileException e) {
          assertThat(e.getMessage()).startsWith("the header of test, line ");
        }
      }
    }
  }

  @ParameterizedTest(name = "{0}: {2} records, {3} rejects")
  @CsvSource({
    "reviews/gift_card_head1454.tsv, TSV, 1452, 0",
    "reviews/office_products_head7.tsv, TSV, 7, 0",
    "reviews/sample_us.tsv, TSV, 49, 0",
    "reviews/sample_fr.tsv, TSV, 49, 0",
    "reviews/products_jennymaivo.csv, CSV, 7948, 0",
    "reviews/vine_digital_video_games_145431.csv, CSV, 145431, 0",
    "other/movielens_small_ratings.csv, CSV, 100836, 0",
    "other/movielens_small_movies.csv, CSV, 9742, 0",
    // Four titles begin with a quoted word and go on behind it.
    "other/goodreads_books_A.csv, CSV, 11117, 4"
  })
  void real_files_give_exactly_what_they_hold(
      String name, Format format, int records, int rejects) {
    Reading reading =
        Reading.of(SharedData.file(name), format == Format.TSV ? Dialect.tsv() : Dialect.csv());

    assertThat(reading.records().size()).isEqualTo(records);
    assertThat(reading.faults())
        .hasSize(rejects)
        .allMatch(fault -> fault.endsWith("TEXT_AFTER_QUOTE"));
  }

  @Test
  void an_export_from_a_spreadsheet_is_csv_with_tabs_in_its_own_encoding() {
    List<String> columns = IntStream.rangeClosed(1, 15).mapToObj(i -> "c" + i).toList();
    Dialect dialect =
        Reading.encoded(Reading.dialect(Format.CSV, "\t", '"', '"', 0, 0, columns), "x-MacRoman");

    Reading reading =
        Reading.of(SharedData.file("reviews/mcm_hair_dryer_train9000_noheader.tsv"), dialect);

    assertThat(reading.faults()).isEmpty();
    assertThat(reading.records()).hasSize(9000).allMatch(values -> values.get(0).equals("US"));
  }

  private static Arguments clean(String name) {
    return Arguments.of(name, List.of());
  }

  private static Arguments broken(String name, Rule rule, int... lines) {
    return Arguments.of(name, IntStream.of(lines).mapToObj(line -> line + ":" + rule).toList());
  }

  private static JsonNode parameters(String name) throws IOException {
    return JSON.readTree(
        SharedData.file("messy/pollock/parameters/" + name + ".csv_parameters.json").toFile());
  }

  /** The dialect that the file was made with. */
  private static Dialect dialect(JsonNode parameters) {
    String delimiter = parameters.get("delimiter").asText();
    int headerLines = parameters.get("header_lines").asInt();
    List<String> columns = new ArrayList<>();
    if (headerLines == 0) {
      for (int i = 0; i < parameters.get("n_columns").asInt(); i++) {
        columns.add("c" + i);
      }
    }
    return Reading.dialect(
        Format.CSV,
        delimiter.isEmpty() ? "," : delimiter,
        orDefault(parameters.get("quotechar").asText()),
        escape(parameters.get("escapechar").asText()),
        parameters.get("preamble_lines").asInt(),
        headerLines,
        columns);
  }

  private static Character orDefault(String text) {
    return text.isEmpty() ? '"' : text.charAt(0);
  }

  private static @Nullable Character escape(String text) {
    return text.isEmpty() || text.charAt(0) == '\0' ? null : text.charAt(0);
  }
}
