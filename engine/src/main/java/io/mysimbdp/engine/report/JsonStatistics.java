package io.mysimbdp.engine.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mysimbdp.engine.ledger.EndedFile;
import io.mysimbdp.engine.ledger.EndedFile.End;
import io.mysimbdp.engine.statistics.Bucket;
import io.mysimbdp.engine.statistics.Cause;
import io.mysimbdp.engine.statistics.Durations;
import io.mysimbdp.engine.statistics.Figures;
import io.mysimbdp.engine.statistics.Hour;
import io.mysimbdp.engine.statistics.RejectReason;
import io.mysimbdp.engine.statistics.Speed;
import io.mysimbdp.engine.statistics.Statistics;
import io.mysimbdp.engine.statistics.TenantStatistics;
import io.mysimbdp.engine.statistics.Totals;
import io.mysimbdp.engine.statistics.Volume;
import io.mysimbdp.engine.time.Period;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Renders {@link Statistics} as one JSON document, for scripts. Names of keys are stable. */
public final class JsonStatistics {

  private JsonStatistics() {}

  /** Returns the document, without a final line end. */
  public static String render(Statistics statistics) {
    ObjectNode root = Json.object();
    period(root.putObject("period"), statistics.period());
    period(root.putObject("period_before"), statistics.period().before());
    root.put("step_seconds", statistics.step().toSeconds());
    ObjectNode platform = root.putObject("platform");
    figures(platform, statistics.platform());
    totals(platform.putObject("before"), statistics.before());
    ArrayNode tenants = root.putArray("tenants");
    for (TenantStatistics each : statistics.tenants()) {
      ObjectNode node = tenants.addObject();
      node.put("tenant", each.tenant());
      node.put("registered", each.isRegistered());
      node.put("share_of_bytes", each.shareOfBytes());
      node.put("share_of_rows", each.shareOfRows());
      figures(node, each.figures());
      totals(node.putObject("before"), each.before());
    }
    return Json.render(root);
  }

  private static void period(ObjectNode node, Period period) {
    node.put("from", period.from().toString());
    node.put("until", period.until().toString());
  }

  private static void figures(ObjectNode node, Figures figures) {
    totals(node, figures.totals());
    ArrayNode hours = node.putArray("hours_utc");
    for (Hour each : figures.hours()) {
      volume(hours.addObject().put("hour", each.hour()), each.ingested());
    }
    ArrayNode series = node.putArray("series");
    for (Bucket each : figures.series()) {
      ObjectNode bucket = series.addObject().put("from", each.start().toString());
      volume(bucket, each.ingested());
      bucket.put("refused_or_failed", each.troubles());
      bucket.put("rows_per_second", each.rowsPerSecond());
    }
    ArrayNode reasons = node.putArray("reject_reasons");
    for (RejectReason each : figures.rejectReasons()) {
      reasons.addObject().put("reason", each.reason()).put("rejects", each.count());
    }
    ArrayNode causes = node.putArray("causes");
    for (Cause each : figures.causes()) {
      causes
          .addObject()
          .put("state", TextStatistics.label(each.end()))
          .put("cause", each.cause())
          .put("files", each.files());
    }
    files(node.putArray("slowest_files"), figures.slowest());
    files(node.putArray("latest_troubles"), figures.troubles());
  }

  private static void totals(ObjectNode node, Totals totals) {
    ObjectNode files = node.putObject("files");
    for (End end : End.values()) {
      volume(files.putObject(TextStatistics.label(end)), totals.files(end));
    }
    ObjectNode runs = node.putObject("runs");
    for (End end : new End[] {End.DONE, End.REFUSED, End.FAILED}) {
      runs.put(TextStatistics.label(end), totals.runs(end));
    }
    durations(node.putObject("file_seconds"), totals.fileDurations());
    durations(node.putObject("run_seconds"), totals.runDurations());
    speed(node.putObject("rows_per_second"), totals.rowsPerSecond());
    speed(node.putObject("bytes_per_second"), totals.bytesPerSecond());
  }

  private static void volume(ObjectNode node, Volume volume) {
    node.put("files", volume.files());
    node.put("size_bytes", volume.bytes());
    node.put("records_read", volume.records());
    node.put("rows_written", volume.rows());
    node.put("rejects", volume.rejects());
    node.put("skipped", volume.skipped());
  }

  private static void durations(ObjectNode node, Durations durations) {
    node.put("count", durations.count());
    node.put("p50", seconds(durations.p50()));
    node.put("p95", seconds(durations.p95()));
    node.put("p99", seconds(durations.p99()));
    node.put("max", seconds(durations.max()));
  }

  private static void speed(ObjectNode node, @Nullable Speed speed) {
    node.put("mean", speed == null ? null : Double.valueOf(speed.mean()));
    node.put("best", speed == null ? null : Double.valueOf(speed.best()));
  }

  private static void files(ArrayNode all, List<EndedFile> files) {
    for (EndedFile each : files) {
      ObjectNode node = all.addObject();
      node.put("tenant", each.tenant());
      node.put("file", each.name());
      node.put("state", TextStatistics.label(each.end()));
      node.put("run", each.runId());
      node.put("ended_at", each.endedAt().toString());
      node.put("seconds", seconds(each.duration()));
      node.put("size_bytes", each.sizeBytes());
      node.put("rows_written", each.counts().rowsWritten());
      node.put("rejects", each.counts().rejects());
      node.put("cause", each.cause());
      node.put("reason", each.reason());
    }
  }

  static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
