package io.mysimbdp.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mysimbdp.engine.spark.SparkCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code engine spark}. */
class SparkCommandTest {

  @TempDir private Path home;

  @BeforeEach
  void installation() throws IOException {
    spark(SparkCluster.home());
  }

  private void spark(Path spark) throws IOException {
    Files.createDirectories(home.resolve("conf"));
    Files.writeString(
        home.resolve("conf/engine.conf"), "tenants = []\nspark.home = \"" + spark + "\"\n");
  }

  @Test
  void a_cluster_is_started_shown_and_stopped() throws IOException {
    Called start = spark("start", "--workers=1", "--memory=512m", "--port=0");
    assertThat(start.code()).as(start.err()).isZero();
    Called stop;
    try {
      JsonNode status = spark("status", "--output=json").json();
      String url = status.path("url").asText();
      assertThat(start.out())
          .isEqualTo(
              "Spark runs on "
                  + url
                  + ": 1 worker with 1 core and 512 MiB each; its pages are on "
                  + status.path("page").asText()
                  + "\nNext: engine run --workers "
                  + url
                  + "\n");
      assertThat(status.path("running").asBoolean()).isTrue();
      assertThat(status.path("workers_joined").asInt()).isEqualTo(1);
      assertThat(ProcessHandle.of(status.path("master").path("pid").asLong())).isPresent();

      assertThat(spark("start").out()).startsWith("Spark was running on " + url);
      Called shown = spark("status");
      assertThat(shown.code()).isZero();
      assertThat(shown.out()).startsWith("Spark runs on " + url).endsWith("; 0 drivers\n");

      ProcessHandle.of(status.path("workers").path(0).path("pid").asLong())
          .ifPresent(
              worker -> {
                worker.destroyForcibly();
                worker.onExit().join();
              });
      Called torn = spark("status");
      assertThat(torn.code()).isEqualTo(8);
      assertThat(torn.out())
          .startsWith("Spark on " + url + " is not whole: the master runs, 0 of 1 worker run, ");
    } finally {
      stop = spark("stop");
    }
    assertThat(stop.out()).isEqualTo("Spark is stopped\n");
  }

  @Test
  void nothing_runs_without_a_start() throws IOException {
    Called status = spark("status", "--output=json");
    assertThat(status.code()).isEqualTo(8);
    assertThat(status.json().path("running").asBoolean()).isFalse();
    assertThat(spark("status").out()).isEqualTo("Spark is not running\n");

    Called stop = spark("stop");
    assertThat(stop.code()).isZero();
    assertThat(stop.out()).isEqualTo("Spark was not running\n");
  }

  @Test
  void a_home_without_spark_is_a_mistake_of_the_configuration() throws IOException {
    spark(home);

    Called start = spark("start");

    assertThat(start.code()).isEqualTo(5);
    assertThat(start.err()).startsWith("There is no Spark in " + home + ": ");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --workers=0   | Expected 1 to 64 workers, got 0
          --cores=0     | Expected 1 to 1024 cores, got 0
          --memory=256m | Expected at least 512 MiB of memory, got 256
          --memory=much | expected memory such as 512m or 1g, got "much"
          --port=65536  | Expected 0 to 65535 as a port, got 65536
          """)
  void sizes_that_cannot_be_are_refused(String option, String sentence) {
    Called start = spark("start", option);

    assertThat(start.code()).isEqualTo(2);
    assertThat(start.err()).contains(sentence);
  }

  private Called spark(String... words) {
    String[] command = new String[1 + words.length];
    command[0] = "spark";
    System.arraycopy(words, 0, command, 1, words.length);
    return Called.engine(home, command);
  }
}
