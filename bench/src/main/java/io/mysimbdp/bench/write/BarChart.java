package io.mysimbdp.bench.write;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Bars in groups, each group with a scale of its own, as SVG. */
final class BarChart {

  private static final int LEFT = 120;
  private static final int BAR_WIDTH = 480;
  private static final int RIGHT = 120;
  private static final int LINE = 22;
  private static final int GAP = 18;

  private final String title;
  private final List<Bar> bars = new ArrayList<>();

  private record Bar(String group, String name, Spread value) {}

  BarChart(String title) {
    this.title = title;
  }

  /** Adds a bar; those of a group must follow each other. */
  void bar(String group, String name, Spread value) {
    bars.add(new Bar(group, name, value));
  }

  void write(Path file) throws IOException {
    StringBuilder body = new StringBuilder();
    int y = LINE;
    text(body, 8, y, "start", "bold", title);
    String group = "";
    for (Bar bar : bars) {
      if (!bar.group().equals(group)) {
        group = bar.group();
        y += LINE + GAP;
        text(body, 8, y, "start", "bold", group);
      }
      y += LINE;
      draw(body, bar, y, most(group));
    }
    int width = LEFT + BAR_WIDTH + RIGHT;
    String head =
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
                + " font-family=\"sans-serif\" font-size=\"13\">%n"
                + "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
            width,
            y + LINE);
    Files.writeString(file, head + body + "</svg>\n");
  }

  private double most(String group) {
    return bars.stream()
        .filter(bar -> bar.group().equals(group))
        .mapToDouble(bar -> bar.value().most())
        .filter(value -> !Double.isNaN(value))
        .max()
        .orElse(1);
  }

  private static void draw(StringBuilder body, Bar bar, int y, double most) {
    text(body, LEFT - 8, y, "end", "normal", bar.name());
    Spread value = bar.value();
    if (Double.isNaN(value.median())) {
      text(body, LEFT + 4, y, "start", "normal", "no right result");
      return;
    }
    double scale = BAR_WIDTH / most;
    String colour = bar.name().equals("engine") ? "#2a6fbb" : "#9aa5b1";
    body.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n",
            LEFT,
            y - 14,
            value.median() * scale,
            LINE - 6,
            colour));
    body.append(
        String.format(
            Locale.ROOT,
            "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"black\"/>%n",
            LEFT + value.least() * scale,
            y - 6,
            LEFT + value.most() * scale,
            y - 6));
    text(
        body,
        (int) (LEFT + 6 + value.most() * scale),
        y,
        "start",
        "normal",
        String.format(Locale.ROOT, "%,.0f", value.median()));
  }

  private static void text(
      StringBuilder body, int x, int y, String anchor, String weight, String text) {
    body.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" font-weight=\"%s\">%s</text>%n",
            x,
            y,
            anchor,
            weight,
            text));
  }
}
