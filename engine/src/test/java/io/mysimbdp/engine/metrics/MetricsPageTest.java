package io.mysimbdp.engine.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class MetricsPageTest {

  @Test
  void the_page_of_all_metrics_is_up_to_date() throws IOException {
    assertThat(project().resolve("conf/METRICS.md"))
        .as("engine metrics --reference > conf/METRICS.md")
        .hasContent(MetricsPage.markdown());
  }

  @Test
  void each_metric_says_what_it_is_in_one_sentence() {
    assertThat(MetricDescription.ofEngine())
        .allSatisfy(metric -> assertThat(metric.meaning()).matches("[A-Z][^|]*\\."))
        .doesNotHaveDuplicates()
        .extracting(MetricDescription::name)
        .allSatisfy(name -> assertThat(name).matches("mysimbdp_[a-z_]+"));
  }

  private static Path project() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve(".mvn"))) {
      folder = Objects.requireNonNull(folder.getParent());
    }
    return folder;
  }
}
