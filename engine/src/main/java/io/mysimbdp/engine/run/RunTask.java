package io.mysimbdp.engine.run;

import com.datastax.oss.driver.api.core.CqlSession;
import io.mysimbdp.engine.bulk.BulkSite;
import io.mysimbdp.engine.config.TenantProfile;
import io.mysimbdp.engine.confine.Callbacks;
import io.mysimbdp.engine.log.About;
import io.mysimbdp.engine.log.Event;
import io.mysimbdp.engine.log.EventLog;
import io.mysimbdp.engine.session.BatchThresholds;
import io.mysimbdp.engine.session.GuardedSession;
import io.mysimbdp.engine.session.Retries;
import io.mysimbdp.engine.session.TenantRights;
import io.mysimbdp.engine.session.TenantRights.Access;
import io.mysimbdp.engine.share.TenantShare;
import io.mysimbdp.engine.staging.FileSource;
import io.mysimbdp.engine.time.Backoff;
import io.mysimbdp.engine.time.Pause;
import io.mysimbdp.engine.write.AutoRows;
import io.mysimbdp.engine.write.BulkRows;
import io.mysimbdp.engine.write.Crossover;
import io.mysimbdp.engine.write.RowSink;
import io.mysimbdp.engine.write.RowVerifier;
import io.mysimbdp.engine.write.RowWriter;
import io.mysimbdp.engine.write.TableFiles;
import io.mysimbdp.tenant.ClientBatchIngestApp;
import io.mysimbdp.tenant.Table;
import java.util.Locale;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * A run made ready to be called: its files opened to the app, its writer, its guarded session. Used
 * once, on the thread that calls the app.
 */
public final class RunTask {

  private static final EventLog EVENTS = EventLog.of(RunTask.class);

  /** A quarter of the heap for the windows of as many runs as usually are under way. */
  private static final long MOST_WINDOW_BYTES =
      Math.min(64L << 20, Runtime.getRuntime().maxMemory() / 16);

  /** As much again as that, for there is one run at a time that has its rows written by files. */
  private static final long MOST_BULK_BYTES = 2 * MOST_WINDOW_BYTES;

  private final Run run;
  private final FileSource files;
  private final RunControl control;
  private final RunCounters counters;
  private final CqlSession session;
  private final BatchThresholds thresholds;
  private final ScheduledExecutorService timer;
  private final LongSupplier nanoTime;
  private final DoubleSupplier random;
  private final TenantShare share;
  private final @Nullable BulkSite bulk;
  private final Logger log;

  /**
   * Makes a task.
   *
   * @param files opens its files
   * @param control ends the app's access, and cancels
   * @param counters shows progress
   * @param session the shared session; stays open
   * @param thresholds of the servers that it leads to
   * @param timer runs retries; stays alive
   * @param nanoTime a monotonic clock
   * @param random uniform in [0, 1)
   * @param share what all runs of the tenant have together
   * @param bulk what writes tables by their files; null: nothing does
   * @param log where the app's own lines go
   */
  public RunTask(
      Run run,
      FileSource files,
      RunControl control,
      RunCounters counters,
      CqlSession session,
      BatchThresholds thresholds,
      ScheduledExecutorService timer,
      LongSupplier nanoTime,
      DoubleSupplier random,
      TenantShare share,
      @Nullable BulkSite bulk,
      Logger log) {
    this.run = run;
    this.files = files;
    this.control = control;
    this.counters = counters;
    this.session = session;
    this.thresholds = thresholds;
    this.timer = timer;
    this.nanoTime = nanoTime;
    this.random = random;
    this.share = share;
    this.bulk = bulk;
    this.log = log;
  }

  /** Calls the app and returns what became of the batch; throws nothing. */
  public RunResult call(ClientBatchIngestApp app) {
    TenantProfile profile = run.profile();
    VerificationOrder order = run.verification();
    if (order != null) {
      return call(app, verifier(profile, order));
    }
    return switch (profile.write().path()) {
      case CQL -> call(app, writer(profile));
      case AUTO -> callWithEither(app, profile);
      case BULK -> callInBulk(app, profile);
    };
  }

  private RunResult callWithEither(ClientBatchIngestApp app, TenantProfile profile) {
    if (bulk == null) {
      return call(app, writer(profile));
    }
    long bytes = sizeBytes();
    RowWriter statements = writer(profile);
    try (AutoRows writer =
        new AutoRows(
            statements,
            files(profile, statements, bulk),
            Crossover.MEASURED,
            () -> Math.max(0, bytes - counters.counts().bytes()),
            nanoTime,
            new Change())) {
      return call(app, writer);
    }
  }

  /** Tells of the change from statements to files. */
  private final class Change implements AutoRows.Listener {

    @Override
    public void wentOver(Table table, double rowsPerSecond, long bytesLeft, double secondsLeft) {
      EVENTS.info(
          Event.TABLE_GOES_BY_FILES,
          About.tenant(run.profile().id())
              .run(run.id())
              .with("table", table.name())
              .with("rows_per_second", rowsPerSecond)
              .with("bytes_left", bytesLeft)
              .with("seconds_left", secondsLeft),
          "{}: table {} goes by files from here on: {} rows/s by statements, {} s left",
          run.profile().id(),
          table.name(),
          Math.round(rowsPerSecond),
          Math.round(secondsLeft));
    }

    @Override
    public void stayed(Table table, String reason) {
      tellOfStatements(table.name(), reason);
    }
  }

  private long sizeBytes() {
    return run.files().stream().mapToLong(RunFile::endOffset).sum();
  }

  private RunResult callInBulk(ClientBatchIngestApp app, TenantProfile profile) {
    if (bulk == null) {
      tellOfStatements(
          "all",
          "nothing takes files in: there is no embedded server, or an older one, and"
              + " cassandra.streaming = false");
      return call(app, writer(profile));
    }
    RowWriter statements = writer(profile);
    try (BulkRows writer =
        new BulkRows(
            statements,
            files(profile, statements, bulk),
            sizeBytes(),
            (table, reason) -> tellOfStatements(table.name(), reason))) {
      return call(app, writer);
    }
  }

  private TableFiles files(TenantProfile profile, RowWriter statements, BulkSite site) {
    return new TableFiles(
        session,
        statements,
        site,
        profile.write(),
        MOST_BULK_BYTES,
        share.permits().meter(),
        nanoTime);
  }

  private void tellOfStatements(String table, String reason) {
    EVENTS.info(
        Event.TABLE_LEFT_TO_STATEMENTS,
        About.tenant(run.profile().id()).run(run.id()).with("table", table).with("reason", reason),
        "{}: {} written by statements although write.path = {}: {}",
        run.profile().id(),
        table.equals("all") ? "all tables are" : "table " + table + " is",
        run.profile().write().path().name().toLowerCase(Locale.ROOT),
        reason);
  }

  private RunResult call(ClientBatchIngestApp app, RowSink writer) {
    TenantProfile profile = run.profile();
    VerificationOrder order = run.verification();
    FilePart part = run.part();
    GuardedSession guarded =
        new GuardedSession(
            session,
            new TenantRights(
                profile.keyspace(),
                profile.tables(),
                profile.confinement().statements(),
                order == null ? Access.READ_AND_WRITE : Access.READ_ONLY),
            share.permits(),
            nanoTime,
            new Callbacks(),
            control.gate());
    RunResult result =
        new AppCall(run, files, control, counters, nanoTime, share.throttle(), log)
            .call(app, part == null ? writer : new BoundedTimes(writer, part), guarded);
    return writer instanceof RowVerifier verifier ? result.with(verifier.comparison()) : result;
  }

  private RowWriter writer(TenantProfile profile) {
    return new RowWriter(
        session,
        profile.keyspace(),
        profile.tables(),
        profile.write(),
        thresholds,
        MOST_WINDOW_BYTES,
        share.permits(),
        run.firstWriteTimeMicros(),
        timer,
        nanoTime,
        random);
  }

  private RowSink verifier(TenantProfile profile, VerificationOrder order) {
    return new RowVerifier(
        session,
        profile.keyspace(),
        profile.tables(),
        profile.write(),
        share.permits(),
        nanoTime,
        new Retries(Backoff.forRequests(random), Pause.SLEEP, nanoTime, profile.write().retryFor()),
        order.share(),
        order.lastWriteMicros(),
        order.refusedLines());
  }
}
