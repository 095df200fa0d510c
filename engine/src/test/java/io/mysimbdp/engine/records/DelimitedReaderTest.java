package io.mysimbdp.engine.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mysimbdp.engine.config.Dialect;
import io.mysimbdp.tenant.UnknownColumnException;
import io.mysimbdp.tenant.UnusableFileException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DelimitedReaderTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # what                            | content                     | records
          unix line ends                    | a,b¶1,2¶3,4¶          | [[1, 2], [3, 4]]
          no final line end                 | a,b¶1,2¶3,4             | [[1, 2], [3, 4]]
          windows line ends                 | a,b¤¶1,2¤¶3,4¤¶ | [[1, 2], [3, 4]]
          windows, no final line end        | a,b¤¶1,2                | [[1, 2]]
          mixed line ends                   | a,b¶1,2¤¶3,4¶       | [[1, 2], [3, 4]]
          old mac line ends                 | a,b¤1,2¤3,4¤          | [[1, 2], [3, 4]]
          a file that ends in CR            | a,b¶1,2¤                | [[1, 2]]
          byte order mark                   | ‡a,b¶1,2            | [[1, 2]]
          blank lines anywhere              | ¶¶a,b¶¶1,2¶¤¶¶ | [[1, 2]]
          header only                       | a,b¶                      | []
          empty file                        | ``                          | []
          only blank lines                  | ¶¶                      | []
          empty fields                      | a,b¶,¶1,¶,2           | [[, ], [1, ], [, 2]]
          blanks are kept                   | a,b¶ 1 , 2                | [[ 1 ,  2]]
          a hash is no comment              | a,b¶#1,2                  | [[#1, 2]]
          quoted delimiter                  | a,b¶'1,x',2               | [[1,x, 2]]
          quoted line end                   | a,b¶'1¶x',2             | [[1¶x, 2]]
          quoted windows line end           | a,b¤¶'1¤¶x',2¤¶ | [[1¤¶x, 2]]
          doubled quote                     | a,b¶'1''x',2              | [[1'x, 2]]
          only doubled quotes               | a,b¶'''''',2              | [['', 2]]
          quoted blanks                     | a,b¶' 1 ',2               | [[ 1 , 2]]
          quoted empty                      | a,b¶'',''                 | [[, ]]
          quote inside an unquoted field    | a,b¶1'x,2'                | [[1'x, 2']]
          the last field quoted, at the end | a,b¶1,'2'                 | [[1, 2]]
          quoted header                     | 'a','b,c'¶1,2             | [[1, 2]]
          one column, quoted empty value    | a¶''¶1¶               | [[], [1]]
          backslash is text                 | a,b¶⁄n,'x⁄'          | [[⁄n, x⁄]]
          """)
  void csv_is_read_by_the_letter(String what, String content, String records) {
    Reading reading = Reading.of(unescape(content), Dialect.csv());

    assertThat(reading.faults()).isEmpty();
    assertThat(reading.records().toString()).isEqualTo(unescape(records));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # what                          | content                            | faults                       | records
          a column missing                | a,b¶1¶3,4                      | [2:COLUMN_COUNT]             | [[3, 4]]
          a column too many               | a,b¶1,2,3¶3,4                  | [2:COLUMN_COUNT]             | [[3, 4]]
          text after a quote              | a,b¶'1'x,2¶3,4                 | [2:TEXT_AFTER_QUOTE]         | [[3, 4]]
          a blank after a quote           | a,b¶'1' ,2¶3,4                 | [2:TEXT_AFTER_QUOTE]         | [[3, 4]]
          a quote that eats the next line | a,b¶'1,2¶'3',4¶5,6           | [2:TEXT_AFTER_QUOTE]         | [[3, 4], [5, 6]]
          a quote open to the end         | a,b¶1,2¶'3,4¶5,6¶7,8       | [3:UNTERMINATED_QUOTE]       | [[1, 2], [5, 6], [7, 8]]
          a quote open on the last line   | a,b¶1,2¶3,'                    | [3:UNTERMINATED_QUOTE]       | [[1, 2]]
          a quote on every line           | a,b¶'1,2¶'3,4¶'5,6           | [2:TEXT_AFTER_QUOTE, 3:TEXT_AFTER_QUOTE, 4:UNTERMINATED_QUOTE] | []
          lines are counted inside quotes | a,b¶'1¶¶',2¶3¶4,5        | [5:COLUMN_COUNT]             | [[1¶¶, 2], [4, 5]]
          NUL                             | a,b¶1,∅¶3,4              | [2:NUL]                      | [[3, 4]]
          blanks are no blank line        | a,b¶ ¶3,4                      | [2:COLUMN_COUNT]             | [[3, 4]]
          """)
  void a_broken_record_is_named_and_reading_goes_on(
      String what, String content, String faults, String records) {
    Reading reading = Reading.of(unescape(content), Dialect.csv());

    assertThat(reading.faults().toString()).isEqualTo(faults);
    assertThat(reading.records().toString()).isEqualTo(unescape(records));
  }

  @Test
  void messages_name_what_was_found_and_what_was_expected() {
    byte[] bytes =
        "a,b\n1\n\"x\"yz,2\n\"open,2\n3,\u0000\n4,\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);

    Reading reading = Reading.of(bytes, Dialect.csv());

    assertThat(reading.messages())
        .containsExactly(
            "expected 2 columns, found 1",
            "'yz,2' follows the closing quote at byte 8; expected a delimiter or the end of the"
                + " line",
            "the quote at byte 14 is not closed before the end of the file",
            "a NUL byte at byte 24",
            "the byte 0xE9 at byte 28 is not valid in UTF-8");
    assertThat(reading.parsed())
        .extracting(Parsed::byteOffset)
        .containsExactly(4L, 6L, 14L, 22L, 26L);
    assertThat(((MalformedRecord) reading.parsed().get(4)).column()).isEqualTo("b");
  }

  @Test
  void tsv_knows_no_quoting() {
    Reading reading = Reading.of("a\tb\n\"1\t\"2\"\n\"open\t\\n\n'\t\"\"\n", Dialect.tsv());

    assertThat(reading.records())
        .containsExactly(List.of("\"1", "\"2\""), List.of("\"open", "\\n"), List.of("'", "\"\""));
    assertThat(reading.faults()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "c080",
        "eda080",
        "f4908080",
        "f8888080",
        "80",
        "c3",
        "e282",
        "f09f98",
        "c328",
        "e28228",
        "fe",
        "ff",
        "e0808f",
        "f08080af"
      })
  void what_is_not_utf_8_is_rejected(String hex) {
    byte[] bad = java.util.HexFormat.of().parseHex(hex);
    byte[] file =
        concat(
            "a,b\n1,x".getBytes(StandardCharsets.UTF_8),
            bad,
            "\n2,é😀\n".getBytes(StandardCharsets.UTF_8));

    Reading reading = Reading.of(file, Dialect.csv());

    assertThat(reading.faults()).containsExactly("2:INVALID_ENCODING");
    assertThat(reading.records()).containsExactly(List.of("2", "é😀"));
  }

  @Test
  void every_character_of_unicode_is_valid_utf_8() {
    TextEncoding utf8 = new TextEncoding("UTF-8");
    for (int c = 1; c <= Character.MAX_CODE_POINT; c++) {
      if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
        continue;
      }
      byte[] bytes = new String(Character.toChars(c)).getBytes(StandardCharsets.UTF_8);
      assertThat(utf8.firstBad(bytes, 0, bytes.length)).as("U+%04X", c).isEqualTo(-1);
    }
  }

  @Test
  void encodings_of_one_byte_are_read_and_their_gaps_rejected() {
    byte[] file =
        concat(
            "a,b\n1,".getBytes(StandardCharsets.US_ASCII),
            new byte[] {(byte) 0x80, '\n', '2', ',', (byte) 0x81, '\n'});

    Reading reading = Reading.of(file, Reading.encoded(Dialect.csv(), "windows-1252"));

    assertThat(reading.records()).containsExactly(List.of("1", "€"));
    assertThat(reading.messages())
        .containsExactly("the byte 0x81 at byte 10 is not valid in windows-1252");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a,a¶1,2        | the header of test, line 1, is broken: columns 1 and 2 have the same name °a°
          a,¶1,2         | the header of test, line 1, is broken: column 2 of 2 has no name
          ¶¶a, ¶1,2  | the header of test, line 3, is broken: column 2 of 2 has no name
          'a,b¶1,2       | the header of test, line 1, is broken: the quote at byte 0 is not closed before the end of the file
          a,'b'x¶1,2     | the header of test, line 1, is broken: °x° follows the closing quote at byte 4; expected a delimiter or the end of the line
          a,∅¶1,2  | the header of test, line 1, is broken: the byte 0x00 at byte 2 is not valid in UTF-8
          """)
  void a_file_with_a_broken_header_is_unusable(String content, String message) {
    assertThatThrownBy(() -> Reading.of(unescape(content), Dialect.csv()))
        .isInstanceOf(UnusableFileException.class)
        .hasMessage(unescape(message));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE"})
  void utf_16_is_recognised_by_its_mark(String encoding) {
    byte[] file = "\ufeffa,b\n1,2\n".getBytes(java.nio.charset.Charset.forName(encoding));

    assertThatThrownBy(() -> Reading.of(file, Dialect.csv()))
        .isInstanceOf(UnusableFileException.class)
        .hasMessage("file test is UTF-16; expected UTF-8, so convert it first");
  }

  @Test
  void header_lines_are_joined_skipped_or_none() {
    String text = "title\n\na,b\nx,y\n1,2\n";

    assertThat(
            Reading.of(text, Reading.dialect(Dialect.Format.CSV, ",", '"', '"', 2, 2, List.of()))
                .columns())
        .containsExactly("a x", "b y");
    Reading without =
        Reading.of(
            "1,2\n3\n",
            Reading.dialect(Dialect.Format.CSV, ",", '"', '"', 0, 0, List.of("a", "b")));
    assertThat(without.columns()).containsExactly("a", "b");
    assertThat(without.records()).containsExactly(List.of("1", "2"));
    assertThat(without.faults()).containsExactly("2:COLUMN_COUNT");
  }

  @Test
  void delimiters_may_have_two_characters() {
    Reading reading = Reading.of("a||b\n1|||2\n\"x||y\"||z\n|||\n", Reading.csv("||", '"', '"'));

    assertThat(reading.records())
        .containsExactly(List.of("1", "|2"), List.of("x||y", "z"), List.of("", "|"));
  }

  @Test
  void a_backslash_can_escape() {
    Reading reading =
        Reading.of("a,b\n\"x\\\"y\",\"\\\\\"\n\"n\\n\",\"1\"\n", Reading.csv(",", '"', '\\'));

    assertThat(reading.records()).containsExactly(List.of("x\"y", "\\"), List.of("n\\n", "1"));
  }

  @Test
  void without_an_escape_the_first_quote_closes() {
    Reading reading = Reading.of("a,b\n\"x\"\"y\",2\n\"x\",2\n", Reading.csv(",", '"', null));

    assertThat(reading.faults()).containsExactly("2:TEXT_AFTER_QUOTE");
    assertThat(reading.records()).containsExactly(List.of("x", "2"));
  }

  @Test
  void empty_quoted_fields_are_empty_in_every_dialect() {
    for (Dialect dialect :
        List.of(Dialect.csv(), Reading.csv(",", '"', null), Reading.csv(",", '"', '\\'))) {
      assertThat(Reading.of("a,b\n1,\"\"\n\"\",\"x\"\n", dialect).records())
          .containsExactly(List.of("1", ""), List.of("", "x"));
    }
    assertThat(Reading.of("a, b\n\"\", x\"\n", Reading.csv(", ", '"', '"')).records())
        .containsExactly(List.of("", "x\""));
  }

  @Test
  void lines_swallowed_by_a_stray_quote_are_read_when_its_record_is_given_up() {
    Reading reading = Reading.of("a,b\n\"1,2\n3,4\n5\",6,7\n8,9\n", Dialect.csv());

    assertThat(reading.faults()).containsExactly("2:COLUMN_COUNT", "4:COLUMN_COUNT");
    assertThat(reading.records()).containsExactly(List.of("3", "4"), List.of("8", "9"));
  }

  @Test
  void a_file_of_stray_quotes_is_given_up_line_by_line_without_reading_it_again_and_again() {
    String line = "x\",\"y\n";

    Reading reading = Reading.of("a,b\n\"" + line.repeat(100_000), Dialect.csv());

    assertThat(reading.parsed().size()).isBetween(50_000, 100_001);
  }

  @Test
  void the_line_end_does_not_count_towards_the_length_of_a_record() {
    Dialect limited = Reading.limited(Dialect.csv(), 5, 5);

    assertThat(Reading.of("a,b\r\n123,5\r\n123,56\r\n", limited).faults())
        .containsExactly("3:RECORD_TOO_LONG");
    assertThat(Reading.of("a,b\n123,5\n123,56\n", limited).faults())
        .containsExactly("3:RECORD_TOO_LONG");
  }

  @Test
  void a_byte_order_mark_within_a_file_is_data() {
    assertThat(Reading.of("a,b\n\ufeff1,\"2\"\n\ufeff3,4\n", Dialect.csv()).records())
        .containsExactly(List.of("\ufeff1", "2"), List.of("\ufeff3", "4"));
  }

  @Test
  void a_reject_holds_no_line_that_is_read_on_its_own() {
    Reading reading = Reading.of("a,b\n\"1\n2,3\n4\"\n5,6\n", Dialect.csv());

    assertThat(reading.faults()).containsExactly("2:COLUMN_COUNT", "4:COLUMN_COUNT");
    assertThat(reading.parsed())
        .extracting(Parsed::raw)
        .containsExactly("\"1", "2,3", "4\"", "5,6");
  }

  @Test
  void a_column_that_is_not_there_gets_a_hint() {
    Reading reading = Reading.of("product_id,stars\n1,2\n", Dialect.csv());
    ParsedRecord record = (ParsedRecord) reading.parsed().get(0);

    assertThat(record.get("stars")).isEqualTo("2");
    assertThatThrownBy(() -> record.get("prodct_id"))
        .isInstanceOf(UnknownColumnException.class)
        .hasMessage("file test has no column prodct_id; did you mean product_id?");
    assertThatThrownBy(() -> record.get(2))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("there is no position 2 in test:2: expected 0 to 1");
  }

  @Test
  void a_record_or_field_beyond_its_limit_is_rejected_at_the_byte() {
    Dialect limited = Reading.limited(Dialect.csv(), 20, 8);

    Reading reading =
        Reading.of(
            "a,b\n12345678,1\n123456789,1\n1234567,123456789012\n1,2\n" + "x".repeat(99) + "\n3,4",
            limited);

    assertThat(reading.faults())
        .containsExactly("3:FIELD_TOO_LONG", "4:FIELD_TOO_LONG", "6:RECORD_TOO_LONG");
    assertThat(reading.messages())
        .containsExactly(
            "the field has 9 bytes, more than max-field = 8",
            "the field has 12 bytes, more than max-field = 8",
            "the record is longer than max-record = 20 bytes");
    assertThat(reading.records())
        .containsExactly(List.of("12345678", "1"), List.of("1", "2"), List.of("3", "4"));
  }

  @Test
  void a_line_of_100_megabytes_costs_one_record_and_little_memory() {
    InputStream giant =
        new SequenceInputStream(
            Collections.enumeration(
                List.of(
                    new ByteArrayInputStream("a,b\n1,2\n".getBytes(StandardCharsets.UTF_8)),
                    new Repeating((byte) 'x', 100_000_000),
                    new ByteArrayInputStream("\n3,4\n\"".getBytes(StandardCharsets.UTF_8)),
                    new Repeating((byte) 'y', 50_000_000),
                    new ByteArrayInputStream("\n5,6\n".getBytes(StandardCharsets.UTF_8)))));
    Runtime runtime = Runtime.getRuntime();
    System.gc();
    long before = runtime.totalMemory() - runtime.freeMemory();

    Reading reading = Reading.of(giant, Dialect.csv());

    assertThat(reading.faults()).containsExactly("3:RECORD_TOO_LONG", "5:UNTERMINATED_QUOTE");
    assertThat(reading.records())
        .containsExactly(List.of("1", "2"), List.of("3", "4"), List.of("5", "6"));
    System.gc();
    assertThat(runtime.totalMemory() - runtime.freeMemory() - before).isLessThan(32L << 20);
  }

  @Test
  void thirty_thousand_columns_are_just_columns() {
    StringBuilder header = new StringBuilder("c0");
    StringBuilder plain = new StringBuilder("v0");
    StringBuilder quoted = new StringBuilder("\"v0\"");
    for (int i = 1; i < 30_000; i++) {
      header.append(",c").append(i);
      plain.append(",v").append(i);
      quoted.append(",\"v").append(i).append('"');
    }

    Reading reading = Reading.of(header + "\n" + plain + "\n" + quoted + "\n", Dialect.csv());

    assertThat(reading.columns()).hasSize(30_000);
    assertThat(reading.records()).hasSize(2);
    assertThat(reading.records().get(0)).isEqualTo(reading.records().get(1)).endsWith("v29999");
  }

  @Test
  void what_is_written_is_read_whatever_the_pieces_it_comes_in() {
    Random random = new Random(42);
    String[] pieces = {
      "a", "é", "😀", ",", "\"", "\n", "\r\n", "\r", " ", "#", "\\", "\t", "'", ""
    };
    for (int round = 0; round < 3_000; round++) {
      int columns = 1 + random.nextInt(4);
      StringBuilder text = new StringBuilder();
      List<String> header = new ArrayList<>();
      for (int i = 0; i < columns; i++) {
        header.add("c" + i);
      }
      text.append(String.join(",", header)).append("\r\n");
      List<List<String>> rows = new ArrayList<>();
      for (int r = random.nextInt(5); r > 0; r--) {
        List<String> row = new ArrayList<>();
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
          StringBuilder value = new StringBuilder();
          for (int n = random.nextInt(5); n > 0; n--) {
            value.append(pieces[random.nextInt(pieces.length)]);
          }
          row.add(value.toString());
          cells.add(written(value.toString(), columns, random));
        }
        rows.add(row);
        text.append(String.join(",", cells)).append(random.nextBoolean() ? "\n" : "\r\n");
      }
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);

      Reading whole = Reading.of(bytes, Dialect.csv());
      Reading dribbled = Reading.of(new Dribbling(bytes, random), Dialect.csv());

      assertThat(whole.faults()).as(text.toString()).isEmpty();
      assertThat(whole.records()).as(text.toString()).isEqualTo(rows);
      assertThat(dribbled.records()).isEqualTo(rows);
      assertPositionsFit(whole, bytes);
    }
  }

  /** The raw text of each record stands in the file at its offset. */
  static void assertPositionsFit(Reading reading, byte[] bytes) {
    for (Parsed parsed : reading.parsed()) {
      if (parsed instanceof ParsedRecord record) {
        byte[] raw = record.raw().getBytes(StandardCharsets.UTF_8);
        int at = (int) record.byteOffset();
        assertThat(java.util.Arrays.equals(bytes, at, at + raw.length, raw, 0, raw.length))
            .as("record on line %d", record.line())
            .isTrue();
      }
    }
  }

  private static String written(String value, int columns, Random random) {
    boolean must =
        value.contains(",")
            || value.contains("\n")
            || value.startsWith("\"")
            || value.endsWith("\r")
            || (columns == 1 && value.isEmpty());
    return must || random.nextInt(3) == 0 ? '"' + value.replace("\"", "\"\"") + '"' : value;
  }

  /** The tables show quotes, line ends, NUL, byte order mark and backslash by other characters. */
  private static String unescape(String text) {
    return text.replace('\'', '"')
        .replace('°', '\'')
        .replace('¶', '\n')
        .replace('¤', '\r')
        .replace('∅', '\0')
        .replace('‡', '\ufeff')
        .replace('⁄', '\\');
  }

  private static byte[] concat(byte[]... parts) {
    java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  /** Gives a few bytes a read. */
  private static final class Dribbling extends ByteArrayInputStream {
    private final Random random;

    Dribbling(byte[] bytes, Random random) {
      super(bytes);
      this.random = random;
    }

    @Override
    public synchronized int read(byte[] buffer, int offset, int length) {
      return super.read(buffer, offset, Math.min(length, 1 + random.nextInt(7)));
    }
  }

  /** Gives the same byte many times. */
  private static final class Repeating extends InputStream {
    private final byte value;
    private long left;

    Repeating(byte value, long count) {
      this.value = value;
      this.left = count;
    }

    @Override
    public int read() {
      return left-- > 0 ? value : -1;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      if (left <= 0) {
        return -1;
      }
      int count = (int) Math.min(left, length);
      java.util.Arrays.fill(buffer, offset, offset + count, value);
      left -= count;
      return count;
    }
  }
}
