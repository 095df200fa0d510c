package io.mysimbdp.bench.write;

import io.mysimbdp.bench.Table;
import io.mysimbdp.bench.rows.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The tables and the chart. */
final class Report {

  private static final String BASE = "dsbulk";
  private static final String TUNED = "dsbulk-tuned";
  private static final String LOOP = "loop";

  private final Figures figures;
  private final List<Shape> shapes;
  private final List<String> contenders;

  Report(Figures figures, List<Shape> shapes, List<String> contenders) {
    this.figures = figures;
    this.shapes = List.copyOf(shapes);
    this.contenders = List.copyOf(contenders);
  }

  /** Writes all into a folder; returns the tables as a text. */
  String write(Path folder) throws IOException {
    Table speed =
        new Table(
            folder,
            "write",
            "shape",
            "contender",
            "rows/s loading: median",
            "rows/s min–max",
            "rows/s cold",
            "of dsbulk's",
            "of dsbulk's, min–max",
            "of tuned dsbulk's",
            "of tuned, min–max",
            "of the loop's",
            "whole s: median",
            "whole s min–max",
            "whole rows/s: of dsbulk's",
            "whole: of tuned dsbulk's",
            "failed turns");
    Table cost =
        new Table(
            folder,
            "write-cost",
            "shape",
            "contender",
            "CPU s loader: median",
            "loader min–max",
            "CPU s server: median",
            "server min–max",
            "CPU s both: of dsbulk's",
            "of tuned dsbulk's",
            "of the loop's",
            "CPU s both, cold",
            "peak MiB loader",
            "peak MiB server");
    BarChart chart = new BarChart("Rows a second while loading, warm: median, least and most");
    for (Shape shape : shapes) {
      for (String contender : contenders) {
        speed(speed, shape, contender);
        cost(cost, shape, contender);
        chart.bar(shape.label(), contender, figures.warm(shape, contender, Turn::loadingRate));
      }
    }
    chart.write(folder.resolve("write.svg"));
    return speed.render() + "\n" + cost.render();
  }

  private void speed(Table table, Shape shape, String contender) throws IOException {
    Spread loading = figures.warm(shape, contender, Turn::loadingRate);
    Spread whole = figures.warm(shape, contender, Turn::wholeSeconds);
    Spread ofBase = figures.ratio(shape, contender, BASE, Turn::loadingRate);
    Spread ofTuned = figures.ratio(shape, contender, TUNED, Turn::loadingRate);
    long failed = figures.failed(shape, contender);
    table.add(
        shape.label(),
        contender,
        number(loading.median(), 0),
        range(loading, 0),
        number(figures.cold(shape, contender, Turn::loadingRate).orElse(Double.NaN), 0),
        number(ofBase.median(), 2),
        range(ofBase, 2),
        number(ofTuned.median(), 2),
        range(ofTuned, 2),
        number(figures.ratio(shape, contender, LOOP, Turn::loadingRate).median(), 2),
        number(whole.median(), 1),
        range(whole, 1),
        number(figures.ratio(shape, contender, BASE, Turn::wholeRate).median(), 2),
        number(figures.ratio(shape, contender, TUNED, Turn::wholeRate).median(), 2),
        failed == 0 ? "0" : failed + " FAILED");
  }

  private void cost(Table table, Shape shape, String contender) throws IOException {
    ToDoubleFunction<Turn> both = turn -> turn.loaderCpu() + turn.serverCpu();
    Spread loader = figures.warm(shape, contender, Turn::loaderCpu);
    Spread server = figures.warm(shape, contender, Turn::serverCpu);
    table.add(
        shape.label(),
        contender,
        number(loader.median(), 1),
        range(loader, 1),
        number(server.median(), 1),
        range(server, 1),
        number(figures.ratio(shape, contender, BASE, both).median(), 2),
        number(figures.ratio(shape, contender, TUNED, both).median(), 2),
        number(figures.ratio(shape, contender, LOOP, both).median(), 2),
        number(figures.cold(shape, contender, both).orElse(Double.NaN), 1),
        number(figures.warm(shape, contender, Turn::loaderPeakMib).most(), 0),
        number(figures.warm(shape, contender, Turn::serverPeakMib).most(), 0));
  }

  private static String range(Spread spread, int digits) {
    return Double.isNaN(spread.median())
        ? "-"
        : number(spread.least(), digits) + "–" + number(spread.most(), digits);
  }

  private static String number(double value, int digits) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%,." + digits + "f", value);
  }
}
