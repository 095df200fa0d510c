package io.mysimbdp.engine.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.run.Counts;
import org.jspecify.annotations.Nullable;

/** Writes messages as JSON. The names are stable; fields without a value are left out. */
final class NoticeJson {

  private static final int SCHEMA = 1;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final String platform;

  /**
   * Makes a writer.
   *
   * @param platform the name of the platform, for receivers of several
   */
  NoticeJson(String platform) {
    this.platform = platform;
  }

  byte[] render(Notice notice) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("schema", SCHEMA);
    root.put("id", notice.id());
    root.put("event", notice.event());
    root.put("time", notice.time().toString());
    root.put("platform", platform);
    put(root, "tenant", notice.tenant());
    put(root, "run", notice.run());
    root.put("reason", notice.reason());
    FailureCode code = notice.code();
    if (code != null) {
      root.put("code", code.name());
      root.put("owner", code.owner().label());
    }
    put(root, "by", notice.by());
    if (!notice.files().isEmpty()) {
      ArrayNode files = root.putArray("files");
      notice.files().forEach(files::add);
      root.put("more_files", notice.moreFiles());
    }
    Counts counts = notice.counts();
    if (counts != null) {
      root.putObject("counts")
          .put("records_read", counts.recordsRead())
          .put("rows_written", counts.rowsWritten())
          .put("rejects", counts.rejects())
          .put("skipped", counts.skipped())
          .put("bytes", counts.bytes());
    }
    Notice.QuotaLevel quota = notice.quota();
    if (quota != null) {
      root.putObject("quota")
          .put("window", quota.window())
          .put("unit", quota.unit())
          .put("limit", quota.limit())
          .put("used", quota.used());
    }
    try {
      return MAPPER.writeValueAsBytes(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree of plain values can always be written", e);
    }
  }

  private static void put(ObjectNode root, String name, @Nullable String value) {
    if (value != null) {
      root.put(name, value);
    }
  }
}
