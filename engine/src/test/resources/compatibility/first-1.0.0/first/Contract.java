package first;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import io.mysimbdp.tenant.BatchContext;
import io.mysimbdp.tenant.ClientBatchIngestApp;
import io.mysimbdp.tenant.IngestSession;
import io.mysimbdp.tenant.InputRecord;
import io.mysimbdp.tenant.RecordReader;
import io.mysimbdp.tenant.RejectSink;
import io.mysimbdp.tenant.Row;
import io.mysimbdp.tenant.Settings;
import io.mysimbdp.tenant.StagedFile;
import io.mysimbdp.tenant.Table;
import io.mysimbdp.tenant.TableWriter;
import io.mysimbdp.tenant.UnusableFileException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;

/** The contract without the convenience class. Writes down what it has seen, as rows. */
final class Contract implements ClientBatchIngestApp {

  private static final Table SEEN = Table.of("seen", "what", "value");

  private final Map<String, String> seen = new TreeMap<>();
  private boolean closed;

  @Override
  public void ingest(BatchContext context) throws Exception {
    if (closed) {
      throw new IllegalStateException("closed before it was called");
    }
    context.logger().info("{} begins run {}", context.tenantId(), context.runId());
    context.progress("reading");
    note("tenant", context.tenantId());
    note("run has an id", !context.runId().isEmpty());
    note("keyspace is its own", context.keyspace().equals(context.session().keyspace()));
    note("cancelled", context.isCancelled());
    settings(context.settings());
    values();
    InputRecord last = null;
    for (StagedFile file : context.files()) {
      note(file.name() + " bytes", file.sizeBytes());
      switch (file.name()) {
        case "records.tsv" -> last = records(context, file);
        case "stream.tsv.gz" -> stream(context, file);
        default -> raw(context, file);
      }
    }
    session(context.session());
    TableWriter writer = context.writer();
    for (Map.Entry<String, String> each : seen.entrySet()) {
      writer.write(last, SEEN.row(each.getKey(), each.getValue()));
    }
    context.progress("done");
  }

  private void settings(Settings settings) {
    note("settings", new TreeSet<>(settings.keys()));
    note("has", settings.has("text") && !settings.has("nothing"));
    note("text", settings.getString("text") + settings.getString("nothing", "-"));
    note("texts", settings.getStrings("texts"));
    note("long", settings.getLong("number") + settings.getLong("nothing", 1));
    note("double", settings.getDouble("number") + settings.getDouble("nothing", 0.5));
    note("boolean", settings.getBoolean("yes") && settings.getBoolean("nothing", true));
    note(
        "duration",
        settings
            .getDuration("time")
            .plus(settings.getDuration("nothing", Duration.ofSeconds(1))));
  }

  private void values() {
    Row row = SEEN.row("a", null);
    Table same = new Table("SEEN", List.of("what", "value"));
    note(
        "row",
        row
            + " "
            + row.size()
            + " "
            + row.value(0)
            + " "
            + row.value(1)
            + " "
            + row.table().name()
            + " "
            + row.table().columns());
    note(
        "equal",
        row.equals(same.row("a", null))
            && row.hashCode() == same.row("a", null).hashCode()
            && SEEN.equals(same)
            && SEEN.hashCode() == same.hashCode()
            && SEEN.toString().equals(same.toString()));
    UnusableFileException unusable = new UnusableFileException("f", "reason");
    note("unusable", unusable.file() + " " + unusable.getMessage());
  }

  /** Returns the first record, which is settled by the rows that are written at the end. */
  private InputRecord records(BatchContext context, StagedFile file) throws Exception {
    RejectSink rejects = context.rejects();
    InputRecord first = null;
    try (RecordReader records = file.records()) {
      note("columns", records.columns());
      for (InputRecord record = records.next(); record != null; record = records.next()) {
        if (first == null) {
          first = record;
          note(
              "record",
              record.file()
                  + " "
                  + record.line()
                  + " "
                  + record.byteOffset()
                  + " "
                  + record.columns()
                  + " "
                  + record.get("name")
                  + " "
                  + record.get(0)
                  + " "
                  + record.raw().replace('\t', '|'));
        } else if (record.get("name").equals("whole")) {
          rejects.reject(record, "rejected as a whole");
        } else if (record.get("name").equals("column")) {
          rejects.reject(record, "name", "rejected for its name");
        } else {
          rejects.skip(record, "not wanted");
        }
      }
    }
    return first;
  }

  private void stream(BatchContext context, StagedFile file) throws Exception {
    try (InputStream in = file.open()) {
      settle(context, file, "stream", new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private void raw(BatchContext context, StagedFile file) throws Exception {
    try (InputStream in = new GZIPInputStream(file.openRaw())) {
      settle(context, file, "raw", new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private void settle(BatchContext context, StagedFile file, String what, String text)
      throws Exception {
    InputRecord record = file.record(1, 0, text.strip());
    note(what, record.raw());
    context.writer().write(record, SEEN.row(what + " settled", record.file()));
  }

  private void session(IngestSession session) throws Exception {
    session.execute("INSERT INTO seen (what, value) VALUES (?, ?)", "by text", "1");
    PreparedStatement insert = session.prepare("INSERT INTO seen (what, value) VALUES (?, ?)");
    session.execute(insert.bind("by statement", "2"));
    AsyncResultSet answer =
        session
            .executeAsync(
                SimpleStatement.newInstance("SELECT value FROM seen WHERE what = 'by statement'"))
            .toCompletableFuture()
            .get();
    note("by answer", answer.one().getString(0));
  }

  private void note(String what, Object value) {
    seen.put(what, String.valueOf(value));
  }

  @Override
  public void close() {
    closed = true;
  }
}
