package io.mysimbdp.engine.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text format of Prometheus, taken apart; strict about what it does not know. */
public final class Scraped {

  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)");
  private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
  private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"([^\"]*)\",?");

  private final Map<String, String> types = new TreeMap<>();
  private final List<Sample> samples = new ArrayList<>();

  /**
   * One value.
   *
   * @param name of the series
   * @param labels by name
   */
  public record Sample(String name, Map<String, String> labels, double value) {}

  private Scraped() {}

  /** Takes a text apart. */
  public static Scraped of(String text) {
    Scraped scraped = new Scraped();
    for (String line : text.lines().toList()) {
      Matcher type = TYPE.matcher(line);
      if (type.matches()) {
        scraped.types.put(type.group(1), type.group(2));
      } else if (!line.startsWith("#") && !line.isEmpty()) {
        Matcher sample = SAMPLE.matcher(line);
        if (!sample.matches()) {
          throw new AssertionError("no sample: " + line);
        }
        scraped.samples.add(
            new Sample(
                sample.group(1),
                labels(sample.group(2) == null ? "" : sample.group(2)),
                Double.parseDouble(sample.group(3).replace("Inf", "Infinity"))));
      }
    }
    return scraped;
  }

  private static Map<String, String> labels(String text) {
    Map<String, String> labels = new LinkedHashMap<>();
    Matcher label = LABEL.matcher(text);
    int end = 0;
    while (label.find()) {
      labels.put(label.group(1), label.group(2));
      end = label.end();
    }
    if (end != text.length()) {
      throw new AssertionError("no labels: " + text);
    }
    return labels;
  }

  /** Returns the kinds of the metrics, by name. */
  public Map<String, String> types() {
    return types;
  }

  /** Returns all values. */
  public List<Sample> samples() {
    return samples;
  }

  /** Returns the names of all series. */
  public Set<String> names() {
    Set<String> names = new TreeSet<>();
    samples.forEach(sample -> names.add(sample.name()));
    return names;
  }

  /** Returns the names of the labels that a series has. */
  public Set<String> labelsOf(String name) {
    Set<String> labels = new TreeSet<>();
    samples.stream()
        .filter(sample -> sample.name().equals(name))
        .forEach(sample -> labels.addAll(sample.labels().keySet()));
    return labels;
  }

  /** Returns the values that a label has, in all series. */
  public Set<String> valuesOf(String label) {
    Set<String> values = new TreeSet<>();
    samples.forEach(
        sample -> {
          if (sample.labels().containsKey(label)) {
            values.add(sample.labels().get(label));
          }
        });
    return values;
  }

  /** Returns the sum of the series with these labels (name, value, name, value...). */
  public double sum(String name, String... labels) {
    return samples.stream()
        .filter(sample -> sample.name().equals(name))
        .filter(
            sample -> {
              for (int i = 0; i < labels.length; i += 2) {
                if (!labels[i + 1].equals(sample.labels().get(labels[i]))) {
                  return false;
                }
              }
              return true;
            })
        .mapToDouble(Sample::value)
        .sum();
  }
}
