package io.mysimbdp.engine.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mysimbdp.engine.ledger.LedgerEntry;
import io.mysimbdp.engine.report.Json;
import io.mysimbdp.engine.run.ResumePoint;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeMap;

/** What the ledger knows of a file, for scripts. Names of keys are stable. */
final class LedgerJson {

  private LedgerJson() {}

  static ObjectNode of(LedgerEntry entry) {
    ObjectNode node = Json.object();
    node.put("tenant", entry.tenant());
    node.put("file", entry.name());
    node.put("content_sha256", entry.contentSha256());
    node.put("state", entry.state().name().toLowerCase(Locale.ROOT));
    node.put("size_bytes", entry.sizeBytes());
    node.put("attempts", entry.attempts());
    node.put("run", entry.runId());
    node.put("engine", entry.engineId());
    node.put("plugin_version", entry.pluginVersion());
    node.put("plugin_sha256", entry.pluginSha256());
    node.put("profile_sha256", entry.profileSha256());
    node.put("first_seen", entry.firstSeen().toString());
    node.put("started_at", entry.startedAt().toString());
    node.put("finished_at", Objects.toString(entry.finishedAt(), null));
    node.put("records_read", entry.counts().recordsRead());
    node.put("rows_written", entry.counts().rowsWritten());
    node.put("rejects", entry.counts().rejects());
    node.put("skipped", entry.counts().skipped());
    ResumePoint position = entry.position();
    if (position != null) {
      node.put("position_bytes", position.byteOffset());
      node.put("position_line", position.line());
    }
    node.put("first_error", entry.firstError());
    node.put("last_error", entry.lastError());
    node.put("reason", entry.reason());
    node.put("rejects_log", entry.rejectsPath());
    node.put("origin_run", entry.originRun());
    ObjectNode kinds = node.putObject("reject_kinds");
    new TreeMap<>(entry.rejectKinds()).forEach(kinds::put);
    return node;
  }
}
