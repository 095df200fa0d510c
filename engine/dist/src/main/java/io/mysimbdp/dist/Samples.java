package io.mysimbdp.dist;

import io.mysimbdp.engine.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Invented files for the sample tenants, the same as those of a new source tree. */
final class Samples {

  private record Sample(String tenant, String category, String file) {}

  private static final List<Sample> SAMPLES =
      List.of(
          new Sample("gift_card", "Gift_Card", "gift_card.tsv"),
          new Sample("digital_video_games", "Digital_Video_Games", "digital_video_games.tsv.gz"),
          new Sample("toys", "Toys", "toys.csv"),
          new Sample("ratings", "Ratings", "ratings.csv"));

  private Samples() {}

  static void write(Path tenants) throws IOException {
    for (Sample sample : SAMPLES) {
      Path staging = Files.createDirectories(tenants.resolve(sample.tenant()).resolve("staging"));
      StringWriter said = new StringWriter();
      int code =
          Main.call(
              new PrintWriter(said),
              new PrintWriter(said),
              Map.of(),
              "generate",
              "--force",
              "--category",
              sample.category(),
              "--rows",
              "5000",
              "--seed",
              "2",
              "--output",
              staging.resolve(sample.file()).toString());
      if (code != 0) {
        throw new IOException("engine generate for " + sample.tenant() + ": " + said);
      }
    }
  }
}
