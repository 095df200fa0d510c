package io.mysimbdp.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mysimbdp.engine.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job on real files: what the summary says is what Cassandra holds. */
class MainJobTest {

  private static final String[] SAMPLES = {"gift_card", "digital_video_games", "toys", "ratings"};

  /** The profile for exports from spreadsheets: quoted, without a header, in an old encoding. */
  private static final String SPREADSHEET =
      """
      plugin = gift_card
      keyspace = spreadsheets
      dialect {
        format = csv
        delimiter = "\\t"
        header-lines = 0
        columns = [marketplace, customer_id, review_id, product_id, product_parent, product_title,
          product_category, star_rating, helpful_votes, total_votes, vine, verified_purchase,
          review_headline, review_body, review_date]
        encoding = x-MacRoman
      }
      """;

  @TempDir private Path folder;

  @Test
  void real_files_are_ingested_exactly_once_and_the_summary_says_so() throws IOException {
    TestingHome home =
        new TestingHome(folder)
            .conf(SAMPLES, SharedCassandra.conf("main_job"))
            .sample("gift_card")
            .sample("digital_video_games")
            .sample("toys")
            .sample("ratings")
            .stage("gift_card", SharedData.file("reviews/gift_card_head1454.tsv"), "gifts.tsv")
            .stage("digital_video_games", SharedData.file("reviews/sample_us.tsv"), "us.tsv")
            .stage("digital_video_games", SharedData.file("reviews/sample_fr.tsv"), "fr.tsv")
            .stage("ratings", SharedData.file("other/movielens_small_ratings.csv"), "ratings.csv");

    Engine.Result first = home.engine().call("run", "--output", "json");

    assertThat(first.exitCode()).as(first.err()).isZero();
    JsonNode summary = first.json();
    assertThat(summary.get("state").asText()).isEqualTo("done");
    JsonNode gifts = tenant(summary, "gift_card");
    assertThat(gifts.get("records_read").asLong()).isEqualTo(1452);
    assertThat(gifts.get("rows_written").asLong()).isEqualTo(1452);
    assertThat(gifts.get("rejects").asLong()).isZero();
    assertThat(gifts.get("bytes").asLong()).isEqualTo(301_983);
    assertThat(SharedCassandra.count("reviews.gift_card_reviews")).isEqualTo(1452);
    JsonNode ratings = tenant(summary, "ratings");
    assertThat(ratings.get("rows_written").asLong()).isEqualTo(100_836);
    assertThat(SharedCassandra.count("ratings.ratings")).isEqualTo(100_836);
    JsonNode games = tenant(summary, "digital_video_games");
    assertThat(games.get("records_read").asLong()).isEqualTo(98);
    assertThat(games.get("files")).hasSize(2);
    assertThat(tenant(summary, "toys").get("state").asText()).isEqualTo("nothing_to_do");
    assertThat(summary.at("/total/files").asLong()).isEqualTo(4);
    assertThat(filesIn(home.staging("gift_card"))).isEmpty();
    assertThat(filesIn(home.folder("gift_card", "done"))).containsExactly("gifts.tsv");

    Engine.Result second = home.engine().call("run", "--output", "json");

    assertThat(second.exitCode()).isZero();
    assertThat(second.json().get("state").asText()).isEqualTo("nothing_to_do");
    assertThat(second.json().at("/total/files").asLong()).isZero();
    assertThat(home.engine().call("run").out()).endsWith("Nothing new to do.\n");

    home.stage("gift_card", SharedData.file("reviews/gift_card_head1454.tsv"), "again.tsv");
    Engine.Result third = home.engine().call("run", "--output", "json");

    assertThat(third.exitCode()).isZero();
    JsonNode again = tenant(third.json(), "gift_card").at("/files/0");
    assertThat(again.get("state").asText()).isEqualTo("duplicate");
    assertThat(again.get("reason").asText())
        .startsWith("the same content was ingested as gifts.tsv at 20");
  }

  @Test
  void the_other_real_files_give_exactly_what_they_hold() throws IOException {
    TestingHome home =
        new TestingHome(folder)
            .conf(
                new String[] {"gift_card", "digital_video_games", "toys", "spreadsheets"},
                SharedCassandra.conf("other_files"))
            .sample("gift_card")
            .sample("digital_video_games")
            .sample("toys")
            .tenant("gift_card", "keyspace = others\ndialect.format = tsv")
            .tenant("digital_video_games", "keyspace = others\ndialect.format = tsv")
            .tenant("toys", "keyspace = others\ndialect.format = csv")
            .tenant("spreadsheets", SPREADSHEET)
            .stage("gift_card", SharedData.file("reviews/office_products_head7.tsv"), "a.tsv")
            .stage("gift_card", SharedData.file("reviews/sample_us.tsv"), "b.tsv")
            .stage("gift_card", SharedData.file("reviews/sample_fr.tsv"), "c.tsv")
            .stage(
                "digital_video_games", SharedData.file("reviews/gift_card_head1454.tsv"), "d.tsv")
            .stage("toys", "us.csv", csv(SharedData.file("reviews/sample_us.tsv")))
            .stage(
                "spreadsheets",
                SharedData.file("reviews/mcm_hair_dryer_train9000_noheader.tsv"),
                "dryers.tsv");

    Engine.Result result = home.engine().call("run", "--output", "json");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.json().at("/total/records_read").asLong())
        .isEqualTo(7 + 49 + 49 + 1452 + 49 + 9000);
    assertThat(result.json().at("/total/rejects").asLong()).isZero();
    assertThat(SharedCassandra.count("others.gift_card_reviews")).isEqualTo(7 + 49 + 49);
    assertThat(SharedCassandra.count("others.game_reviews_by_month")).isEqualTo(1452);
    assertThat(SharedCassandra.count("others.toy_reviews")).isEqualTo(49);
    assertThat(SharedCassandra.count("others.toy_reviews_by_customer")).isEqualTo(49);
    assertThat(tenant(result.json(), "toys").get("rows_written").asLong()).isEqualTo(98);
    assertThat(SharedCassandra.count("spreadsheets.gift_card_reviews")).isEqualTo(9000);
  }

  /** Returns a file of tabs as RFC 4180 has it. */
  private static String csv(Path tsv) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String line : Files.readAllLines(tsv)) {
      String quoted = line.replace("\"", "\"\"").replace("\t", "\",\"");
      text.append('"').append(quoted).append("\"\r\n");
    }
    return text.toString();
  }

  static JsonNode tenant(JsonNode summary, String id) {
    for (JsonNode tenant : summary.get("tenants")) {
      if (tenant.get("tenant").asText().equals(id)) {
        return tenant;
      }
    }
    throw new AssertionError("no tenant " + id + " in " + summary);
  }

  static List<String> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
