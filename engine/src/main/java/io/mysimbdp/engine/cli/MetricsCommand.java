package io.mysimbdp.engine.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mysimbdp.engine.metrics.MetricDescription;
import io.mysimbdp.engine.metrics.MetricsPage;
import io.mysimbdp.engine.report.Json;
import io.mysimbdp.engine.report.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code engine metrics}. */
@Command(
    name = "metrics",
    mixinStandardHelpOptions = true,
    description = {
      "Prints which metrics the engine has: name in Prometheus, kind, unit, labels and meaning.",
      "Their values are at /metrics while \"engine run --watch\" runs."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  engine metrics",
      "  engine metrics --output json",
      "  engine metrics --reference > conf/METRICS.md"
    })
final class MetricsCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private final OutputOption output = new OutputOption();

  @Option(names = "--reference", description = "Print them as a page of Markdown instead.")
  private boolean reference;

  MetricsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (reference) {
      console.out().print(MetricsPage.markdown());
      return ExitCode.OK.number();
    }
    List<MetricDescription> all = new ArrayList<>(MetricDescription.ofEngine());
    all.addAll(MetricDescription.ofDriver());
    if (output.isJson()) {
      console.out().println(json(all));
    } else {
      console.out().print(text(all));
    }
    return ExitCode.OK.number();
  }

  private static String text(List<MetricDescription> metrics) {
    TextTable table = new TextTable("METRIC", "KIND", "UNIT", "LABELS", "WHAT");
    for (MetricDescription metric : metrics) {
      table.row(
          metric.name(),
          kind(metric),
          metric.unit(),
          String.join(", ", metric.labels()),
          metric.meaning());
    }
    return table.render();
  }

  private static String json(List<MetricDescription> metrics) {
    ArrayNode all = Json.array();
    for (MetricDescription metric : metrics) {
      ObjectNode node = all.addObject();
      node.put("name", metric.name());
      node.put("kind", kind(metric));
      node.put("unit", metric.unit());
      ArrayNode labels = node.putArray("labels");
      metric.labels().forEach(labels::add);
      node.put("meaning", metric.meaning());
    }
    return Json.render(all);
  }

  private static String kind(MetricDescription metric) {
    return metric.kind().name().toLowerCase(Locale.ROOT);
  }
}
