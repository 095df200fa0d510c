package io.mysimbdp.engine.scaffold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mysimbdp.engine.SharedData;
import io.mysimbdp.engine.config.Dialect;
import io.mysimbdp.engine.failure.EngineException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found out about samples. */
class GuessTest {

  private static final Map<Path, Guess> GUESSES = new HashMap<>();

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      textBlock =
          """
          a,b|1,2|3,4                              ! CSV ! ,    ! "    ! 1 ! 0
          a;b|1,5;2|3,7;4                          ! CSV ! ;    ! "    ! 1 ! 0
          a~b|1~x "y"|2~"z                         ! TSV ! ~    !      ! 1 ! 0
          a~b|"1"~"x"|"2"~"z ""q""\"                ! CSV ! ~    ! "    ! 1 ! 0
          a,b|1,'x, y'|2,'z'                       ! CSV ! ,    ! '    ! 1 ! 0
          1::2::3.5|1::3::4                        ! CSV ! ::   ! "    ! 0 ! 0
          made by hand|a,b|1,2|3,4|5,6|7,8         ! CSV ! ,    ! "    ! 1 ! 1
          a,b|1,"x|y"|2,z                          ! CSV ! ,    ! "    ! 1 ! 0
          a,|1,2|3,4                               ! CSV ! ,    ! "    ! 0 ! 1
          a,a|1,2|3,4                              ! CSV ! ,    ! "    ! 0 ! 1
          1,2|3,4                                  ! CSV ! ,    ! "    ! 0 ! 0
          name|Ada|Grace                           ! CSV ! ,    ! "    ! 1 ! 0
          """)
  void a_dialect_is_found(
      String lines,
      Dialect.Format format,
      String delimiter,
      Character quote,
      int header,
      int skip) {
    Dialect dialect = guess(text(lines.strip())).dialect();

    assertThat(dialect.format()).isEqualTo(format);
    assertThat(dialect.delimiter()).isEqualTo(delimiter.replace('~', '\t'));
    assertThat(dialect.quote()).isEqualTo(quote);
    assertThat(dialect.headerLines()).isEqualTo(header);
    assertThat(dialect.skipLines()).isEqualTo(skip);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      textBlock =
          """
          n          ! 1 2 3                                     ! int       ! true
          n          ! 1 2 3000000000                            ! bigint    ! true
          n          ! 1 2 2000000000                            ! bigint    ! true
          n          ! 1 2 99999999999999999999                  ! decimal   ! true
          n          ! 1 2.50 .5                                 ! decimal   ! true
          n          ! 1 2.5 1e-7                                ! double    ! true
          n          ! 1 _ 3                                     ! int       ! true
          n          ! 1 NULL 3                                  ! int       ! true
          zip        ! 01234 99999                               ! text      ! true
          n          ! _ _                                       ! text      ! false
          b          ! true FALSE                                ! boolean   ! true
          b          ! Y N                                       ! boolean   ! true
          b          ! Y Y                                       ! text      ! true
          b          ! 0 1                                       ! int       ! true
          d          ! 2015-08-31 2016-02-29                     ! date      ! true
          d          ! 2015-08-31 2015-02-29                     ! text      ! true
          d          ! 1/17/2014 3/4/2015                        ! date      ! true
          d          ! 17/1/2014 3/4/2015                        ! date      ! true
          d          ! 1/2/2014 3/4/2015                         ! text      ! false
          d          ! 31.12.2014 1.1.2015                       ! date      ! true
          t          ! 2015-08-31T10:00:00Z 2015-08-31T10:00+02  ! timestamp ! true
          t          ! 2015-08-31T10:00:00 2015-08-31T10:00:01   ! timestamp ! false
          t          ! 2015-08-31T10:00:00.123456Z               ! text      ! true
          timestamp  ! 964982703 964981247                       ! timestamp ! true
          createdAt  ! 1700000000000 1700000000001               ! timestamp ! true
          amount     ! 964982703 964981247                       ! int       ! true
          timestamp  ! 1 2                                       ! int       ! true
          u          ! 123e4567-e89b-12d3-a456-426614174000      ! uuid      ! true
          s          ! 1 2 3 4 5 6 7 8 9 10 x                    ! text      ! false
          s          ! hello world                               ! text      ! true
          """)
  void a_type_is_found(String heading, String values, String type, boolean certain) {
    String lines =
        heading.strip()
            + ",other\n"
            + Stream.of(values.strip().split(" ", -1))
                .map(value -> value.replace("_", "") + ",1\n")
                .collect(Collectors.joining());

    Guess.Column column = guess(lines).columns().get(0);

    assertThat(column.type()).as(column.evidence()).isEqualTo(type);
    assertThat(column.certain()).as(column.evidence()).isEqualTo(certain);
  }

  @Test
  void what_is_nearly_a_number_says_which_value_is_none() {
    String lines =
        "n,m\n"
            + IntStream.range(0, 50).mapToObj(i -> i + ",1\n").collect(Collectors.joining())
            + "many,1\n";

    assertThat(guess(lines).columns().get(0).evidence())
        .isEqualTo("50 of 51 are whole numbers, but line 52 has 'many'");
  }

  @Test
  void a_pair_of_columns_is_the_key_where_none_alone_is_unique() {
    String lines =
        IntStream.range(0, 2000)
            .mapToObj(i -> i / 10 + "," + i % 10 + ",4.0\n")
            .collect(Collectors.joining("", "userId,movieId,rating\n", ""));

    Guess guess = guess(lines);

    assertThat(guess.primaryKey()).isEqualTo("(user_id), movie_id");
    assertThat(keyOf(guess).certain()).isTrue();
    assertThat(keyOf(guess).evidence())
        .isEqualTo(
            "no movie_id comes twice with the same user_id in 2,000 records; 200 partitions of up"
                + " to 10 rows");
  }

  @ParameterizedTest(name = "{0} in {1} records")
  @CsvSource({
    "customer_id, 20,   (record_hash), false",
    "customer_id, 99,   (record_hash), false",
    "customer_id, 100,  (customer_id), false",
    "customer_id, 999,  (customer_id), false",
    "customer_id, 1000, (customer_id), true",
    "ID,          2,    (id),          false",
    "Uuid,        20,   (uuid),        false",
    "guid,        1000, (guid),        true",
  })
  void a_column_is_the_key_where_that_is_hardly_chance(
      String heading, int records, String key, boolean certain) {
    String lines =
        IntStream.range(0, records)
            .mapToObj(i -> i + "," + i % 2 + "\n")
            .collect(Collectors.joining("", heading + ",amount\n", ""));

    Guess guess = guess(lines);

    assertThat(guess.primaryKey()).as(keyOf(guess).evidence()).isEqualTo(key);
    assertThat(keyOf(guess).certain()).isEqualTo(certain);
  }

  @Test
  void a_record_that_comes_twice_as_a_whole_harms_no_key() {
    String lines =
        IntStream.range(0, 200)
            .mapToObj(i -> i + ",x\n")
            .collect(Collectors.joining("", "id,name\n7,x\n", ""));

    Guess guess = guess(lines);

    assertThat(guess.primaryKey()).isEqualTo("(id)");
    assertThat(keyOf(guess).evidence())
        .contains("in 200 records (1 more repeat others as a whole)");
  }

  @ParameterizedTest(name = "{0} and {1}")
  @CsvSource({
    "01/17/2026, 1/17/2026",
    "2026-01-05, 2026-1-5",
    "2026-01-05T08:00Z, 2026-01-05T08:00:00Z",
    "2026-01-05T08:00Z, 2026-01-05T10:00+02:00",
    "123e4567-e89b-12d3-a456-426614174000, 123E4567-E89B-12D3-A456-426614174000",
  })
  void two_spellings_of_a_value_are_one_key(String one, String other) {
    Guess guess = guess("id,name\n" + one + ",x\n" + other + ",y\n");

    assertThat(guess.columns().get(0).type()).isNotEqualTo("text");
    assertThat(guess.primaryKey()).isEqualTo("(record_hash)");
  }

  @Test
  void of_few_records_with_several_ids_all_are_the_key() {
    assertThat(guess("customer_id,review_id,stars\n1,R1,5\n2,R2,5\n").primaryKey())
        .isEqualTo("(customer_id), review_id");
  }

  @Test
  void where_nothing_identifies_a_record_the_record_does() {
    Guess guess = guess("city,country\nParis,France\nParis,Texas\nRome,Italy\nRome,Georgia\n");

    assertThat(guess.primaryKey()).isEqualTo("(record_hash)");
    assertThat(keyOf(guess).certain()).isFalse();
  }

  @Test
  void what_may_be_empty_or_a_fraction_is_no_key() {
    assertThat(guess("a_id,b_id,n\n1.5,,1\n2.5,x,1\n").primaryKey()).isEqualTo("(record_hash)");
  }

  @ParameterizedTest
  @CsvSource({"UTF-8,UTF-8", "windows-1252,windows-1252", "ISO-8859-1,ISO-8859-1"})
  void an_encoding_is_found(String written, String found) {
    String euro = written.equals("windows-1252") ? "€" : "";
    byte[] bytes = ("name,n\ncafé,1\nnaïve" + euro + ",2\n").getBytes(Charset.forName(written));

    Guess guess = Guess.of(Sample.of("x.csv", bytes));

    assertThat(guess.dialect().encoding()).isEqualTo(found);
    assertThat(guess.records().records().get(0).values()).containsExactly("café", "1");
  }

  @Test
  void a_byte_order_mark_is_no_part_of_a_name() {
    assertThat(guess("\ufeffid,name\n1,x\n").columns().get(0).heading()).isEqualTo("id");
  }

  @Test
  void names_become_names_that_need_no_quotes() {
    Guess guess =
        guess(
            """
            Book Id,averageRating,  num_pages,order,2015,größe,#,book-id,ISBN13
            1,2,3,4,5,6,7,8,9
            """);

    assertThat(guess.columns().stream().map(Guess.Column::name))
        .containsExactly(
            "book_id",
            "average_rating",
            "num_pages",
            "order_",
            "c_2015",
            "grosse",
            "number",
            "book_id_2",
            "isbn13");
  }

  @Test
  void no_column_has_the_name_of_a_key_that_is_a_hash() {
    Guess guess = guess("Record Hash,record_hash_2,city\nx,1,Rome\nx,1,Paris\n");

    assertThat(guess.primaryKey()).isEqualTo("(record_hash)");
    assertThat(guess.columns().stream().map(Guess.Column::name))
        .containsExactly("record_hash_2", "record_hash_2_2", "city");
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("unusable")
  void what_is_no_delimited_text_is_refused_with_a_sentence(byte[] bytes, String reason) {
    assertThatThrownBy(() -> Guess.of(Sample.of("x.csv", bytes)))
        .isInstanceOf(EngineException.class)
        .hasMessageStartingWith("File x.csv ")
        .hasMessageContaining(reason);
  }

  static List<Arguments> unusable() {
    return List.of(
        unusable(new byte[0], "is empty"),
        unusable(" \r\n\n".getBytes(StandardCharsets.UTF_8), "is empty"),
        unusable("a,b\n".getBytes(StandardCharsets.UTF_16), "is UTF-16"),
        unusable("PK\u0003\u0004".getBytes(StandardCharsets.UTF_8), "is a zip archive"),
        unusable("{\"a\": 1}\n".getBytes(StandardCharsets.UTF_8), "is JSON"),
        unusable("a\0b\n".getBytes(StandardCharsets.UTF_8), "holds NUL bytes, the first at byte 1"),
        unusable(
            "x".repeat(Sample.MOST_BYTES + 1).getBytes(StandardCharsets.UTF_8), "no line end"));
  }

  private static Arguments unusable(byte[] bytes, String reason) {
    return Arguments.of(bytes, reason);
  }

  @Test
  void of_a_large_file_only_the_first_part_is_read_and_that_is_said() {
    String line = "12345,some text to fill the lines\n";
    String lines = "id,text\n" + line.repeat(Sample.MOST_BYTES / line.length() + 10);

    Guess guess = guess(lines);

    assertThat(guess.sample().whole()).isFalse();
    assertThat(guess.records().malformed()).isZero();
    assertThat(guess.findings().get(0).evidence()).contains("only the first 4,194,");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "other",
        "reviews",
        "messy/csv-spectrum/csvs",
        "messy/commons-csv",
        "messy/dsbulk",
        "messy/univocity",
        "messy/pollock/csv",
        "messy/pollock/clean"
      })
  void of_real_files_each_is_read_or_refused_with_a_sentence(String folder) {
    for (Path file : SharedData.filesIn(folder)) {
      try {
        Guess guess = guess(file);
        assertThat(guess.columns()).as(file.toString()).isNotEmpty();
      } catch (EngineException e) {
        assertThat(e).hasMessageStartingWith("File " + file.getFileName() + " ");
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '!',
      textBlock =
          """
          other/movielens_small_ratings.csv         ! CSV ! (userid), movieid ! 4
          other/movielens_small_movies.csv          ! CSV ! (movie_id)        ! 3
          other/goodreads_books_A.csv               ! CSV ! (book_id)         ! 12
          reviews/gift_card_head1454.tsv            ! TSV ! (review_id)       ! 15
          reviews/mcm_hair_dryer_train9000_noheader.tsv ! TSV ! (column_3)    ! 15
          reviews/vine_digital_video_games_145431.csv   ! CSV ! (review_id)   ! 6
          """)
  void real_files_are_what_they_are(String file, Dialect.Format format, String key, int columns) {
    Guess guess = guess(SharedData.file(file));

    assertThat(guess.dialect().format()).isEqualTo(format);
    assertThat(guess.primaryKey()).as(keyOf(guess).evidence()).isEqualTo(key);
    assertThat(guess.columns()).hasSize(columns);
  }

  @Test
  void the_types_of_real_files_are_what_they_are() {
    assertThat(types("other/movielens_small_ratings.csv"))
        .isEqualTo(
            Map.of(
                "userid", "int", "movieid", "int", "rating", "decimal", "timestamp", "timestamp"));
    assertThat(types("other/goodreads_books_A.csv"))
        .containsEntry("isbn", "text")
        .containsEntry("isbn13", "text")
        .containsEntry("average_rating", "decimal")
        .containsEntry("publication_date", "date");
  }

  private static Map<String, String> types(String file) {
    return guess(SharedData.file(file)).columns().stream()
        .collect(Collectors.toMap(Guess.Column::name, Guess.Column::type));
  }

  private static Guess.Finding keyOf(Guess guess) {
    return guess.findings().stream()
        .filter(finding -> finding.topic().equals("key"))
        .findFirst()
        .orElseThrow();
  }

  private static String text(String lines) {
    return lines.replace('|', '\n').replace('~', '\t') + "\n";
  }

  private static Guess guess(String text) {
    return Guess.of(Sample.of("sample.csv", text.getBytes(StandardCharsets.UTF_8)));
  }

  /** A large file takes a second. */
  private static Guess guess(Path file) {
    Guess known = GUESSES.get(file);
    if (known == null) {
      known = Guess.of(Sample.read(file));
      GUESSES.put(file, known);
    }
    return known;
  }
}
