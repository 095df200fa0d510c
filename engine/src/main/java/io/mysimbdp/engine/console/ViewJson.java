package io.mysimbdp.engine.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mysimbdp.engine.admission.TenantUse;
import io.mysimbdp.engine.run.Counts;
import io.mysimbdp.engine.schedule.FileWait;
import io.mysimbdp.engine.schedule.FilesWaiting;
import io.mysimbdp.engine.schedule.ServiceTally;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The parts of the console's documents that several have in common. Names of keys are stable. */
final class ViewJson {

  private ViewJson() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** Returns a time to the millisecond; null stays null. */
  static @Nullable String time(@Nullable Instant at) {
    return at == null ? null : at.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  /** Returns a rate with one decimal. */
  static double rate(double value) {
    return Math.round(value * 10) / 10.0;
  }

  static void put(ObjectNode node, FilesWaiting waiting) {
    node.put("files", waiting.count());
    node.put("is_more", waiting.isMore());
    node.put("bytes", waiting.bytes());
    node.put("oldest", time(waiting.oldest()));
  }

  static void put(ObjectNode node, FileWait file) {
    node.put("file", file.name());
    node.put("bytes", file.bytes());
    node.put("modified", time(file.modified()));
    node.put("cause", file.cause().name().toLowerCase(Locale.ROOT));
    node.put("reason", file.reason());
    node.put("until", time(file.until()));
  }

  static void put(ObjectNode node, ServiceTally tally) {
    node.put("files_done", tally.done());
    node.put("files_duplicate", tally.duplicates());
    node.put("files_refused", tally.refused());
    node.put("failures", tally.failures());
    put(node, tally.counts());
  }

  static void put(ObjectNode node, Counts counts) {
    node.put("records", counts.recordsRead());
    node.put("rows", counts.rowsWritten());
    node.put("rejects", counts.rejects());
    node.put("skipped", counts.skipped());
    node.put("bytes", counts.bytes());
  }

  static void put(ObjectNode node, TenantUse.Amount amount) {
    node.put("window", amount.window());
    node.put("unit", amount.measure().name().toLowerCase(Locale.ROOT));
    node.put("limit", amount.limit());
    node.put("used", amount.used());
  }

  static void put(ArrayNode values, float[] rates) {
    for (float rate : rates) {
      // Whole rows and bytes a second: a chart shows no more, and a quarter of an hour is long.
      values.add(Math.round((double) rate));
    }
  }
}
