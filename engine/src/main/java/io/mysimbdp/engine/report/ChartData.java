package io.mysimbdp.engine.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mysimbdp.engine.ledger.EndedFile.End;
import io.mysimbdp.engine.statistics.Bucket;
import io.mysimbdp.engine.statistics.Statistics;
import io.mysimbdp.engine.statistics.TenantStatistics;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The numbers of the charts of a page, as JSON that can stand within a page. */
final class ChartData {

  /** As many tenants as can be told apart by colour; those with fewest bytes are drawn as one. */
  private static final int MOST_TENANTS = 8;

  private ChartData() {}

  static String of(Statistics statistics) {
    ObjectNode root = Json.object();
    ArrayNode steps = root.putArray("steps");
    ArrayNode speeds = root.putArray("rowsPerSecond");
    DateTimeFormatter format = format(statistics.step());
    for (Bucket each : statistics.platform().series()) {
      steps.add(format.format(each.start()));
      speeds.add(each.rowsPerSecond());
    }
    List<TenantStatistics> largest =
        statistics.tenants().stream()
            .filter(each -> !each.figures().totals().isEmpty())
            .sorted(
                Comparator.comparingLong(ChartData::bytes)
                    .reversed()
                    .thenComparing(TenantStatistics::tenant))
            .toList();
    ArrayNode tenants = root.putArray("tenants");
    int shown = largest.size() > MOST_TENANTS ? MOST_TENANTS - 1 : largest.size();
    largest.subList(0, shown).forEach(each -> tenant(tenants.addObject(), List.of(each)));
    if (shown < largest.size()) {
      tenant(tenants.addObject(), largest.subList(shown, largest.size()));
    }
    // Within a page nothing may look like the end of the script that it stands in.
    return Json.render(root).replace("<", "\\u003c");
  }

  private static void tenant(ObjectNode node, List<TenantStatistics> parts) {
    node.put("name", parts.size() == 1 ? parts.get(0).tenant() : parts.size() + " others");
    node.put("bytes", parts.stream().mapToLong(ChartData::bytes).sum());
    for (End end : End.values()) {
      node.put(
          end.name().toLowerCase(Locale.ROOT),
          parts.stream().mapToLong(each -> each.figures().totals().files(end).files()).sum());
    }
    List<Long> rows = new ArrayList<>();
    for (TenantStatistics part : parts) {
      List<Bucket> series = part.figures().series();
      for (int i = 0; i < series.size(); i++) {
        long more = series.get(i).ingested().rows();
        if (i == rows.size()) {
          rows.add(more);
        } else {
          rows.set(i, rows.get(i) + more);
        }
      }
    }
    ArrayNode list = node.putArray("rows");
    rows.forEach(list::add);
  }

  private static long bytes(TenantStatistics tenant) {
    return tenant.figures().totals().ingested().bytes();
  }

  private static DateTimeFormatter format(Duration step) {
    String pattern =
        step.compareTo(Duration.ofHours(1)) < 0
            ? "HH:mm"
            : step.compareTo(Duration.ofDays(1)) < 0
                ? "d MMM HH:mm"
                : step.compareTo(Duration.ofDays(30)) < 0 ? "d MMM" : "MMM yyyy";
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
  }
}
