package io.mysimbdp.engine.generate;

import static org.assertj.core.api.Assertions.assertThat;

import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is generated resembles the real thing, and is the same everywhere. */
class ReviewRowsTest {

  private static final int ROWS = 100_000;
  private static final int CUSTOMER = 1;
  private static final int REVIEW = 2;
  private static final int PRODUCT = 3;
  private static final int TITLE = 5;
  private static final int STARS = 7;
  private static final int HELPFUL = 8;
  private static final int TOTAL = 9;
  private static final int VERIFIED = 11;
  private static final int HEADLINE = 12;
  private static final int BODY = 13;
  private static final int DATE = 14;

  private static byte[] bytes = {};
  private static List<String[]> games = List.of();

  @BeforeAll
  static void generate_once() {
    bytes = tsv(Category.DIGITAL_VIDEO_GAMES, ROWS, 1, 0);
    games = rows(bytes);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "GIFT_CARD, 35f313c9fbbc24d67c6599910721567e59923c8702298b75aea07caf0fa14953",
    "DIGITAL_VIDEO_GAMES, 35b0933a7181b1e35836e9e7b8e817ddb8416ef1fd801a4e0a38f84769636f83",
    "DIGITAL_SOFTWARE, 0fc7762b3abcc476ad64997a28a849e91147d80302544ba2f6a87d3529a6e7da",
    "TOYS, d84e49b67c221aeac3ab30d1b2d1c30c96882e033df8eb572d84415a6317b47a"
  })
  void the_same_arguments_give_the_same_bytes_on_any_machine(Category category, String sha256)
      throws NoSuchAlgorithmException {
    byte[] once = tsv(category, 2_000, 7, 20);

    assertThat(tsv(category, 2_000, 7, 20)).isEqualTo(once);
    assertThat(tsv(category, 2_000, 8, 20)).isNotEqualTo(once);
    assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(once)))
        .isEqualTo(sha256);
  }

  @Test
  void every_row_has_fifteen_columns_of_valid_utf_8() throws CharacterCodingException {
    assertThat(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString())
        .doesNotContain("\r");
    assertThat(games).hasSize(ROWS).allMatch(row -> row.length == 15);
  }

  @ParameterizedTest(name = "{0}: {1} bytes a row")
  @CsvSource({"GIFT_CARD, 269", "DIGITAL_VIDEO_GAMES, 503", "DIGITAL_SOFTWARE, 528", "TOYS, 404"})
  void rows_are_about_as_long_as_real_ones(Category category, int expected) {
    double mean = tsv(category, 20_000, 3, 0).length / 20_000.0;

    assertThat(mean).isBetween(expected * 0.85, expected * 1.15);
  }

  @Test
  void ids_are_unique_and_look_like_real_ones() {
    Set<String> ids = new HashSet<>();
    for (String[] row : games) {
      assertThat(ids.add(row[REVIEW])).as(row[REVIEW]).isTrue();
      assertThat(row[REVIEW]).matches("R[A-Z0-9]{10,13}");
      assertThat(row[PRODUCT]).matches("B0[A-Z0-9]{8}");
      assertThat(Integer.parseInt(row[CUSTOMER])).isBetween(12_000, 53_100_000);
    }
  }

  @Test
  void stars_have_the_shares_of_their_category() {
    double[] expected = {17.2, 5.3, 8.0, 14.0, 55.5};
    for (int stars = 1; stars <= 5; stars++) {
      String text = Integer.toString(stars);
      assertThat(percent(row -> row[STARS].equals(text)))
          .isCloseTo(expected[stars - 1], Offset.offset(0.6));
    }
  }

  @Test
  void votes_are_mostly_none_and_helpful_ones_never_exceed_them() {
    int[] helpful =
        games.stream().mapToInt(row -> Integer.parseInt(row[HELPFUL])).sorted().toArray();

    assertThat(percent(row -> row[HELPFUL].equals("0"))).isCloseTo(68.7, Offset.offset(0.7));
    assertThat(helpful[ROWS * 95 / 100]).isBetween(5, 7);
    assertThat(helpful[ROWS * 99 / 100]).isBetween(16, 20);
    assertThat(helpful[ROWS * 999 / 1000]).isBetween(65, 95);
    assertThat(helpful[ROWS - 1]).isLessThanOrEqualTo(5068);
    assertThat(games)
        .allMatch(row -> Integer.parseInt(row[HELPFUL]) <= Integer.parseInt(row[TOTAL]));
    assertThat(percent(row -> row[VERIFIED].equals("Y"))).isCloseTo(85.5, Offset.offset(0.6));
  }

  @Test
  void most_customers_write_once_and_few_products_get_most_reviews() {
    Map<String, Integer> byCustomer = counts(CUSTOMER);
    long once = byCustomer.values().stream().filter(n -> n == 1).count();
    assertThat(100.0 * once / byCustomer.size()).isCloseTo(86.2, Offset.offset(3.0));
    assertThat(byCustomer.values().stream().mapToInt(n -> n).max().orElseThrow()).isBetween(10, 95);

    List<Integer> byProduct = new ArrayList<>(counts(PRODUCT).values());
    byProduct.sort(null);
    int topTen =
        byProduct.subList(byProduct.size() - 10, byProduct.size()).stream().mapToInt(n -> n).sum();
    assertThat(100.0 * topTen / ROWS).isBetween(15.0, 55.0);
    assertThat(byProduct.get(byProduct.size() / 2)).as("the median product").isEqualTo(1);
  }

  @Test
  void dates_descend_and_most_are_recent() {
    List<String> dates = games.stream().map(row -> row[DATE]).filter(d -> !d.isEmpty()).toList();

    assertThat(dates.get(0)).isEqualTo("2015-08-31");
    for (int i = 1; i < dates.size(); i++) {
      assertThat(dates.get(i).compareTo(dates.get(i - 1))).isLessThanOrEqualTo(0);
    }
    assertThat(percent(row -> row[DATE].compareTo("2012") >= 0)).isCloseTo(83, Offset.offset(1.0));
  }

  @Test
  void the_unhappy_write_more_and_in_other_words() {
    double one = meanLength("1");
    double five = meanLength("5");

    assertThat(one / five).isBetween(1.3, 2.2);
    assertThat(percentOf("5", " great ")).isGreaterThan(3 * percentOf("1", " great "));
    assertThat(percentOf("1", " terrible ")).isGreaterThan(3 * percentOf("5", " terrible "));
  }

  @Test
  void the_oddities_of_real_files_occur_about_as_often() {
    assertThat(percent(row -> row[BODY].contains("<br />"))).isBetween(2.4, 18.0);
    assertThat(percent(row -> row[BODY].contains("&#34;"))).isBetween(1.4, 8.0);
    assertThat(percent(row -> unbalanced(row[TITLE]))).isBetween(0.1, 6.0);
    assertThat(percent(row -> row[HEADLINE].contains("\""))).isBetween(0.1, 3.0);
    assertThat(percent(row -> row[BODY].contains("\\"))).isBetween(0.2, 3.0);
    assertThat(percent(row -> !row[BODY].chars().allMatch(c -> c < 128))).isBetween(0.5, 1.4);
    assertThat(
            percent(row -> row[BODY].isEmpty() || row[DATE].isEmpty() || row[HEADLINE].isEmpty()))
        .isBetween(0.0005, 0.02);
    assertThat(games).anyMatch(row -> row[BODY].indexOf(0x1a) >= 0);
  }

  @Test
  void csv_holds_the_same_values() {
    CsvParserSettings settings = new CsvParserSettings();
    settings.setLineSeparatorDetectionEnabled(false);
    settings.setIgnoreLeadingWhitespaces(false);
    settings.setIgnoreTrailingWhitespaces(false);
    settings.setNullValue("");
    settings.setMaxCharsPerColumn(-1);
    settings.getFormat().setComment('\0');
    byte[] csv = bytes(new ReviewRows(Category.TOYS, 5_000, 4, 0), FileFormat.CSV);
    List<String[]> parsed =
        new CsvParser(settings).parseAll(new ByteArrayInputStream(csv), StandardCharsets.UTF_8);

    List<String[]> expected = rows(tsv(Category.TOYS, 5_000, 4, 0));

    assertThat(parsed).hasSize(5_001);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(parsed.get(i + 1)).isEqualTo(expected.get(i));
    }
  }

  @Test
  void broken_rows_are_broken_in_every_way_and_counted() throws IOException {
    ReviewRows source = new ReviewRows(Category.TOYS, 20_000, 5, 30);
    source.writeTo(new ByteArrayOutputStream(), FileFormat.TSV, done -> {});

    assertThat(source.broken()).hasSize(Breakage.Kind.values().length);
    assertThat(source.broken().values().stream().mapToLong(n -> n).sum()).isBetween(500L, 700L);
  }

  @Test
  void ratings_are_unique_by_user_and_movie() {
    String text =
        new String(bytes(new RatingRows(50_000, 1), FileFormat.CSV), StandardCharsets.UTF_8);
    List<String> lines = text.lines().toList();

    assertThat(lines.get(0)).isEqualTo("userid,movieid,rating,timestamp");
    assertThat(lines.subList(1, lines.size()))
        .allMatch(line -> line.matches("\\d+,\\d+,[0-5]\\.[05],\\d{9,10}"))
        .extracting(line -> line.substring(0, line.indexOf(',', line.indexOf(',') + 1)))
        .doesNotHaveDuplicates()
        .hasSize(50_000);
  }

  private static byte[] tsv(Category category, long rows, long seed, int broken) {
    return bytes(new ReviewRows(category, rows, seed, broken), FileFormat.TSV);
  }

  private static byte[] bytes(RowSource source, FileFormat format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      long count = source.writeTo(out, format, done -> {});
      assertThat(count).isEqualTo(out.size());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static List<String[]> rows(byte[] tsv) {
    return Arrays.stream(new String(tsv, StandardCharsets.UTF_8).split("\n", -1))
        .skip(1)
        .filter(line -> !line.isEmpty())
        .map(line -> line.split("\t", -1))
        .toList();
  }

  private static double percent(Predicate<String[]> condition) {
    return 100.0 * games.stream().filter(condition).count() / games.size();
  }

  private static Map<String, Integer> counts(int column) {
    Map<String, Integer> counts = new HashMap<>();
    games.forEach(row -> counts.merge(row[column], 1, Integer::sum));
    return counts;
  }

  private static double meanLength(String stars) {
    return games.stream()
        .filter(row -> row[STARS].equals(stars))
        .mapToInt(row -> row[BODY].length())
        .average()
        .orElseThrow();
  }

  private static double percentOf(String stars, String word) {
    long all = games.stream().filter(row -> row[STARS].equals(stars)).count();
    long with =
        games.stream().filter(row -> row[STARS].equals(stars) && row[BODY].contains(word)).count();
    return 100.0 * with / all;
  }

  private static boolean unbalanced(String text) {
    return text.chars().filter(c -> c == '"').count() % 2 == 1;
  }
}
