package io.mysimbdp.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mysimbdp.engine.metrics.MetricDescription;
import io.mysimbdp.engine.metrics.Scraped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real run measures, on a real Cassandra. */
class MeteredRunTest {

  @TempDir private Path home;

  @Test
  void the_figures_of_a_run_are_those_of_its_summary() throws Exception {
    makeInstallation();

    String said = SaidHere.by(home, Map.of(), "run", "--output", "json");

    JsonNode summary = new ObjectMapper().readTree(said);
    Scraped figures = Scraped.of(Files.readString(home.resolve("metrics/run.prom")));
    assertThat(summary.get("tenants")).as(said).hasSize(2);
    for (JsonNode tenant : summary.get("tenants")) {
      String id = tenant.get("tenant").asText();
      assertThat(figures.sum("mysimbdp_records_total", "tenant", id))
          .isEqualTo(tenant.get("records_read").asDouble());
      assertThat(figures.sum("mysimbdp_rows_total", "tenant", id))
          .isEqualTo(tenant.get("rows_written").asDouble());
      assertThat(figures.sum("mysimbdp_rejects_total", "tenant", id))
          .isEqualTo(tenant.get("rejects").asDouble());
      assertThat(figures.sum("mysimbdp_skipped_total", "tenant", id))
          .isEqualTo(tenant.get("skipped").asDouble());
      assertThat(figures.sum("mysimbdp_read_bytes_total", "tenant", id))
          .isEqualTo(tenant.get("bytes").asDouble());
      for (JsonNode file : tenant.get("files")) {
        String outcome = file.get("state").asText();
        assertThat(figures.sum("mysimbdp_files_total", "tenant", id, "outcome", outcome))
            .as(id + " " + outcome)
            .isPositive();
      }
      assertThat(figures.sum("mysimbdp_files_total", "tenant", id))
          .isEqualTo(tenant.get("files").size());
    }
    assertThat(figures.sum("mysimbdp_rows_total")).as("the test writes").isEqualTo(3);
    assertThat(figures.sum("mysimbdp_rejects_total")).isEqualTo(1);
    assertThat(figures.sum("mysimbdp_skipped_total")).isEqualTo(1);
    assertThat(figures.sum("mysimbdp_files_total", "outcome", "failed")).isEqualTo(1);
    assertThat(figures.sum("mysimbdp_file_duration_seconds_count", "tenant", "meter_a"))
        .isEqualTo(1);
    assertThat(figures.sum("mysimbdp_write_latency_seconds_count", "tenant", "meter_a"))
        .isPositive();
    assertThat(figures.sum("mysimbdp_ledger_latency_seconds_count", "part", "ledger")).isPositive();
    assertThat(figures.sum("mysimbdp_ledger_latency_seconds_count", "part", "lease")).isPositive();
    assertThat(figures.sum("mysimbdp_driver_session_connected_nodes")).isEqualTo(1);
    assertThat(figures.sum("mysimbdp_driver_session_cql_requests_seconds_count")).isPositive();
    assertThat(figures.sum("mysimbdp_driver_nodes_pool_open_connections")).isPositive();
    assertDescribed(figures);
    assertThat(TwoTenants.withNotedPlan("metered")).containsExactlyInAnyOrder("meter_a", "meter_b");
  }

  private static void assertDescribed(Scraped figures) {
    List<MetricDescription> described = new ArrayList<>(MetricDescription.ofEngine());
    described.addAll(MetricDescription.ofDriver());
    Set<String> known = new TreeSet<>();
    for (MetricDescription metric : described) {
      known.add(metric.name());
      if (metric.name().matches("mysimbdp_(queue|tenant|quota)_.*")) {
        continue; // Of the service alone.
      }
      String kind = metric.kind().name().toLowerCase(Locale.ROOT);
      // The text format has no type of its own for what tells by its labels.
      assertThat(figures.types())
          .containsEntry(metric.name(), kind.equals("info") ? "gauge" : kind);
      boolean hasParts = kind.equals("histogram") || kind.equals("summary");
      assertThat(figures.labelsOf(hasParts ? metric.name() + "_count" : metric.name()))
          .as(metric.name())
          .containsExactlyInAnyOrderElementsOf(metric.labels());
    }
    assertThat(figures.types().keySet())
        .as("nothing is exported that is not described")
        .filteredOn(name -> name.startsWith("mysimbdp_") && !name.endsWith("_max"))
        .isSubsetOf(known);
  }

  private void makeInstallation() throws IOException {
    TwoTenants tenants = new TwoTenants(home, "meter");
    tenants.install(
        """
        platform-keyspace = metered
        profile { files.quiet-period = 0s, rejects.max-ratio = 1, write.consistency = ONE }
        metrics.file = "metrics/run.prom"
        """,
        """
        if (next.get(0).equals("reject")) {
          context.rejects().reject(next, "as told");
        } else if (next.get(0).equals("skip")) {
          context.rejects().skip(next, "as told");
        } else {
          context.writer().write(next, t.row(next.get(0)));
        }
        """);
    tenants.stage("a", "a.tsv", "a\n1\n2\n3\nreject\nskip\n");
    tenants.stage("b", "b.tsv", "a\n1\n");
  }
}
