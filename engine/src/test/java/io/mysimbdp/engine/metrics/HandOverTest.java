package io.mysimbdp.engine.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.mysimbdp.engine.config.MetricsConfig;
import io.mysimbdp.engine.config.Secret;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How figures leave a run, with servers that take them as real ones do. */
class HandOverTest {

  @TempDir private Path folder;

  @Test
  void the_file_is_replaced_as_a_whole_and_can_be_read_by_others() throws Exception {
    Path file = folder.resolve("node/mysimbdp.prom");
    Files.createDirectories(folder.resolve("node"));
    Files.writeString(file, "mysimbdp_files_total 7\n");

    try (EngineMetrics metrics = measured(null, file, null)) {
      metrics.ofTenant("toys").retried();
      metrics.publish();
    }

    Scraped written = Scraped.of(Files.readString(file));
    assertThat(written.sum("mysimbdp_write_retries_total", "tenant", "toys")).isEqualTo(1);
    assertThat(written.sum("mysimbdp_files_total")).isZero();
    assertThat(written.types()).containsEntry("mysimbdp_write_latency_seconds", "histogram");
    assertThat(folder.resolve("node")).as("nothing else").isDirectoryContaining("glob:**.prom");
    assertThat(folder.resolve("node").toFile().list()).hasSize(1);
    Path plain = Files.createFile(folder.resolve("plain"));
    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(plain));
  }

  @Test
  void series_that_an_exporter_has_of_itself_are_not_among_them() throws Exception {
    Path file = folder.resolve("mysimbdp.prom");

    try (EngineMetrics metrics = measured(null, file, null)) {
      assertThat(Scraped.of(metrics.scrape(null).text()).names())
          .contains("process_start_time_seconds");
      metrics.publish();
    }

    assertThat(Scraped.of(Files.readString(file)).names())
        .contains("jvm_memory_used_bytes", "mysimbdp_build_info")
        .noneMatch(name -> name.startsWith("process_") || name.startsWith("system_"));
  }

  @Test
  void a_file_that_cannot_be_written_stops_nobody() throws Exception {
    Path blocker = Files.createFile(folder.resolve("blocker"));

    try (EngineMetrics metrics = measured(null, blocker.resolve("x.prom"), null)) {
      metrics.publish();
    }

    assertThat(blocker).isEmptyFile();
  }

  @Test
  void a_pushgateway_gets_the_figures_in_place_of_those_before() throws Exception {
    try (Listening gateway = Listening.answering(200);
        EngineMetrics metrics = measured(gateway.url(""), null, null)) {
      metrics.ofTenant("toys").retried();

      metrics.publish();

      Listening.Request pushed = gateway.next();
      assertThat(pushed.method()).as("it replaces the whole group").isEqualTo("PUT");
      assertThat(pushed.path()).isEqualTo("/metrics/job/mysimbdp/instance/here");
      assertThat(Scraped.of(pushed.body()).sum("mysimbdp_write_retries_total", "tenant", "toys"))
          .isEqualTo(1);
    }
  }

  @Test
  void a_gateway_that_refuses_never_answers_or_is_away_stops_nobody() throws Exception {
    try (Listening refusing = Listening.answering(400);
        Listening silent = Listening.neverAnswering()) {
      for (URI url : List.of(refusing.url(""), silent.url(""), URI.create("http://127.0.0.1:1"))) {
        try (EngineMetrics metrics = measured(url, null, null)) {
          metrics.publish();
        }
      }
      assertThat(refusing.next().method()).isEqualTo("PUT");
      assertThat(silent.next().method()).isEqualTo("PUT");
    }
  }

  @Test
  void a_collector_gets_the_figures_with_its_headers_at_the_latest_when_all_ends()
      throws Exception {
    try (Listening collector = Listening.answering(200)) {
      MetricsConfig.Otlp otlp =
          new MetricsConfig.Otlp(
              collector.url("/v1/metrics"),
              Duration.ofHours(1),
              Map.of("Authorization", new Secret("Bearer xyz")));
      try (EngineMetrics metrics = measured(null, null, otlp)) {
        metrics.ofTenant("toys").wrote(5_000_000);
        assertThat(Scraped.of(metrics.scrape(null).text()).names())
            .as("others can ask as well")
            .contains("mysimbdp_write_latency_seconds_count");
      }

      Listening.Request sent = collector.next();
      assertThat(sent.method()).isEqualTo("POST");
      assertThat(sent.path()).isEqualTo("/v1/metrics");
      assertThat(sent.headers()).containsEntry("Authorization", List.of("Bearer xyz"));
      assertThat(sent.body()).contains("mysimbdp.write.latency", "service.instance.id", "here");
    }
  }

  @Test
  void nothing_is_measured_where_nobody_gets_it() {
    MetricsConfig nowhere = new MetricsConfig(1, null, null, Duration.ofSeconds(1), null, null);

    assertThat(nowhere.isForRuns()).isFalse();
    assertThat(EngineMetrics.none().scrape(null).text()).isEmpty();
    assertThat(EngineMetrics.none().driverRegistry()).isNull();
  }

  private static EngineMetrics measured(
      @Nullable URI gateway, @Nullable Path file, MetricsConfig.@Nullable Otlp otlp) {
    return MeasuredEngine.start(
        new MetricsConfig(10, "here", gateway, Duration.ofMillis(500), file, otlp),
        "machine",
        new BuildInfo("1.2.3", "17", "1.0.0"),
        System::nanoTime,
        InstantSource.system());
  }
}
