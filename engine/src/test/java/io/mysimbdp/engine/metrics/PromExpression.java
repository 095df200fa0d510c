package io.mysimbdp.engine.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The metrics and labels that an expression of PromQL speaks of. Knows as much of the language as
 * the project's dashboards and rules use.
 */
public final class PromExpression {

  private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
  private static final Pattern WORD = Pattern.compile("\\w+");
  private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
  private static final Pattern GROUPING =
      Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
  private static final Pattern SELECTOR =
      Pattern.compile("(?<![0-9a-zA-Z_:.])([a-zA-Z_:][a-zA-Z0-9_:]*)\\s*(?:\\{([^}]*)}|(\\()|)");
  private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]\\w*)\\s*(?:=~|!~|!=|=)");
  private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset");

  private final Map<String, Set<String>> metrics = new LinkedHashMap<>();
  private final Set<String> grouping = new TreeSet<>();

  private PromExpression() {}

  /** Takes an expression apart; variables of Grafana may stand in texts and ranges. */
  public static PromExpression of(String text) {
    PromExpression expression = new PromExpression();
    String rest = RANGE.matcher(TEXT.matcher(text).replaceAll("\"\"")).replaceAll("");
    Matcher groups = GROUPING.matcher(rest);
    while (groups.find()) {
      WORD.matcher(groups.group(1)).results().forEach(l -> expression.grouping.add(l.group()));
    }
    Matcher selectors = SELECTOR.matcher(groups.replaceAll(" "));
    while (selectors.find()) {
      boolean isFunction = selectors.group(3) != null;
      String name = selectors.group(1);
      if (!isFunction && !WORDS.contains(name) && !isAggregation(name)) {
        Set<String> labels = expression.metrics.computeIfAbsent(name, any -> new TreeSet<>());
        Matcher label = LABEL.matcher(selectors.group(2) == null ? "" : selectors.group(2));
        while (label.find()) {
          labels.add(label.group(1));
        }
      }
    }
    return expression;
  }

  /** As in {@code sum by (a) (x)}, of which the grouping is gone. */
  private static boolean isAggregation(String name) {
    return Set.of("sum", "min", "max", "avg", "count", "topk").contains(name);
  }

  /** Returns the labels that each metric is asked for by, by the metric's name. */
  public Map<String, Set<String>> metrics() {
    return metrics;
  }

  /** Returns the labels by which something is put together. */
  public Set<String> grouping() {
    return grouping;
  }
}
