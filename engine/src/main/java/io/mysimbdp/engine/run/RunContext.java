package io.mysimbdp.engine.run;

import io.mysimbdp.tenant.BatchContext;
import io.mysimbdp.tenant.IngestSession;
import io.mysimbdp.tenant.InputRecord;
import io.mysimbdp.tenant.RejectSink;
import io.mysimbdp.tenant.Row;
import io.mysimbdp.tenant.Settings;
import io.mysimbdp.tenant.StagedFile;
import io.mysimbdp.tenant.TableWriter;
import io.mysimbdp.tenant.Wrangler;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** What the app sees of the engine during one run. Safe for several threads. */
final class RunContext implements BatchContext {

  private final Run run;
  private final RunControl control;
  private final RunCounters counters;
  private final BatchFiles files;
  private final Settlement settlement;
  private final int wranglers;
  private final IngestSession session;
  private final Settings settings;
  private final Logger logger;
  private final TableWriter writer = new Writer();
  private final RejectSink rejects = new Rejects();

  /**
   * Makes the context of a run.
   *
   * @param wranglers how many threads may call the app's wrangler at a time; at least 1
   */
  RunContext(
      Run run,
      RunControl control,
      RunCounters counters,
      BatchFiles files,
      Settlement settlement,
      int wranglers,
      IngestSession session,
      Settings settings,
      Logger logger) {
    this.run = run;
    this.control = control;
    this.counters = counters;
    this.files = files;
    this.settlement = settlement;
    this.wranglers = wranglers;
    this.session = session;
    this.settings = settings;
    this.logger = logger;
  }

  @Override
  public String tenantId() {
    return run.profile().id();
  }

  @Override
  public String runId() {
    return run.id();
  }

  @Override
  public String keyspace() {
    return run.profile().keyspace();
  }

  @Override
  public List<StagedFile> files() {
    control.check();
    return List.copyOf(files.all());
  }

  @Override
  public void wrangle(Wrangler wrangler) throws InterruptedException {
    Objects.requireNonNull(wrangler, "wrangler");
    control.checkNotCancelled();
    new WrangleLoop(wrangler, control, settlement, files, wranglers).run();
  }

  @Override
  public TableWriter writer() {
    return writer;
  }

  @Override
  public IngestSession session() {
    control.check();
    return session;
  }

  @Override
  public RejectSink rejects() {
    return rejects;
  }

  @Override
  public Settings settings() {
    return settings;
  }

  @Override
  public Logger logger() {
    return logger;
  }

  @Override
  public boolean isCancelled() {
    return control.isClosedOrCancelled();
  }

  @Override
  public void progress(String activity) {
    control.check();
    counters.activity(Objects.requireNonNull(activity, "activity"));
  }

  /** Returns the engine's own view of a record that the app hands back. */
  private TrackedRecord tracked(InputRecord record) {
    if (record instanceof TrackedRecord tracked && files.owns(tracked)) {
      return tracked;
    }
    throw new IllegalArgumentException(
        "Record "
            + record
            + " was not read from a file of this batch; use the records of StagedFile.records(), or"
            + " StagedFile.record() for one found by the app");
  }

  private final class Writer implements TableWriter {
    @Override
    public void write(InputRecord origin, Row row) throws InterruptedException {
      control.checkNotCancelled();
      Objects.requireNonNull(row, "row");
      settlement.check(row);
      settlement.write(tracked(Objects.requireNonNull(origin, "origin")), row);
    }
  }

  private final class Rejects implements RejectSink {
    @Override
    public void reject(InputRecord record, String reason) {
      rejectFor(record, null, reason);
    }

    @Override
    public void reject(InputRecord record, String column, String reason) {
      rejectFor(record, Objects.requireNonNull(column, "column"), reason);
    }

    private void rejectFor(InputRecord record, @Nullable String column, String reason) {
      control.check();
      settlement.reject(
          tracked(Objects.requireNonNull(record, "record")),
          column,
          Objects.requireNonNull(reason, "reason"));
    }

    @Override
    public void skip(InputRecord record, String reason) {
      control.check();
      Objects.requireNonNull(reason, "reason");
      tracked(Objects.requireNonNull(record, "record")).skip(reason);
    }
  }
}
