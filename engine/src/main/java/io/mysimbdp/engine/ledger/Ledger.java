package io.mysimbdp.engine.ledger;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.mysimbdp.engine.admission.Charge;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.run.FileResult;
import io.mysimbdp.engine.run.Run;
import io.mysimbdp.engine.run.RunFile;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The ledger in the platform's keyspace. Safe for several threads.
 *
 * <p>Every call reaches Cassandra before it returns; a call that cannot throws {@link
 * EngineException} with owner resources.
 */
public final class Ledger {

  private static final String COLUMNS =
      "tenant, content_sha256, name, size_bytes, state, run_id, plugin_version, plugin_sha256,"
          + " started_at, finished_at, records_read, rows_written, rejects, skipped, reason";

  private final CqlSession session;
  private final InstantSource clock;
  private final PreparedStatement select;
  private final PreparedStatement insert;
  private final DecisionTable decisions;
  private final UsageTable usage;

  private Ledger(CqlSession session, String keyspace, InstantSource clock) {
    this.session = session;
    this.clock = clock;
    String table = keyspace + ".file_ledger";
    this.select =
        session.prepare(
            Durable.statement(
                "SELECT * FROM " + table + " WHERE tenant = ? AND content_sha256 = ?"));
    this.insert =
        session.prepare(
            Durable.statement(
                "INSERT INTO "
                    + table
                    + " ("
                    + COLUMNS
                    + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    this.decisions = new DecisionTable(session, keyspace);
    this.usage = new UsageTable(session, keyspace);
  }

  /** Opens the ledger; the tables are those of {@link #schema()}, which must be there. */
  public static Ledger open(CqlSession session, String keyspace, InstantSource clock) {
    return guarded(
        () -> new Ledger(session, CqlIdentifier.fromInternal(keyspace).asCql(false), clock));
  }

  /** Returns the declaration of the ledger's tables. */
  public static String schema() {
    return """
        CREATE TABLE IF NOT EXISTS file_ledger (
          tenant text,
          content_sha256 text,
          name text,
          size_bytes bigint,
          state text,
          run_id text,
          plugin_version text,
          plugin_sha256 text,
          started_at timestamp,
          finished_at timestamp,
          records_read bigint,
          rows_written bigint,
          rejects bigint,
          skipped bigint,
          reason text,
          PRIMARY KEY ((tenant, content_sha256))
        );
        """
        + DecisionTable.SCHEMA
        + UsageTable.SCHEMA;
  }

  /** Returns what is known of a content, if anything. */
  public Optional<LedgerEntry> find(String tenant, String contentSha256) {
    return guarded(
        () -> {
          Row row = session.execute(select.bind(tenant, contentSha256)).one();
          return Optional.ofNullable(row).map(Ledger::entry);
        });
  }

  /** Notes that a run begins to write a file; must return before the first row is written. */
  public void begin(Run run, RunFile file) {
    write(
        bound(run, file, FileState.RUNNING)
            .setInstant("started_at", clock.instant())
            .setToNull("finished_at")
            .setToNull("reason"));
  }

  /** Notes how a run ended for a file that is not done. */
  public void finish(Run run, RunFile file, FileState state, FileResult result) {
    if (state == FileState.DONE) {
      throw new IllegalArgumentException("A file that is done is charged");
    }
    write(finished(run, file, state, result));
  }

  /**
   * Notes that a file is done, for which every row must have been acknowledged, and what its run
   * has used up, in one: whatever happens, a file is done and charged, or neither.
   *
   * @param sum the files of the run that are done by now, this one among them
   */
  public void done(Run run, RunFile file, FileResult result, Charge sum) {
    BatchStatement both =
        BatchStatement.newInstance(
                BatchType.LOGGED,
                finished(run, file, FileState.DONE, result),
                usage.bound(run.profile().id(), run.id(), sum))
            .setIdempotent(true)
            .setConsistencyLevel(DefaultConsistencyLevel.LOCAL_QUORUM);
    guarded(() -> session.execute(both));
  }

  /** Keeps decisions on staged files of a tenant, for 90 days. */
  public void keep(String tenant, List<Judged> judged) {
    guarded(
        () -> {
          decisions.write(tenant, judged, clock.instant());
          return judged;
        });
  }

  /** Returns the latest decisions on a file of this name, the newest first. */
  public List<FileDecision> decisions(String tenant, String fileName, int most) {
    return guarded(() -> decisions.read(tenant, fileName, most));
  }

  /** Returns what a tenant has used up since a time, in no particular order. */
  public List<Charge> charges(String tenant, Instant since) {
    return guarded(() -> usage.read(tenant, since, clock.instant()));
  }

  private BoundStatement finished(Run run, RunFile file, FileState state, FileResult result) {
    return bound(run, file, state)
        .setInstant("finished_at", clock.instant())
        .setLong("records_read", result.counts().recordsRead())
        .setLong("rows_written", result.counts().rowsWritten())
        .setLong("rejects", result.counts().rejects())
        .setLong("skipped", result.counts().skipped())
        .setString("reason", result.reason());
  }

  private BoundStatement bound(Run run, RunFile file, FileState state) {
    return insert
        .bind()
        .setString("tenant", run.profile().id())
        .setString("content_sha256", file.sha256())
        .setString("name", file.name())
        .setLong("size_bytes", file.sizeBytes())
        .setString("state", state.name())
        .setString("run_id", run.id())
        .setString("plugin_version", run.plugin().version())
        .setString("plugin_sha256", run.plugin().sha256());
  }

  private void write(BoundStatement statement) {
    guarded(() -> session.execute(statement));
  }

  private static LedgerEntry entry(Row row) {
    return new LedgerEntry(
        text(row, "tenant"),
        text(row, "content_sha256"),
        text(row, "name"),
        FileState.valueOf(text(row, "state")),
        text(row, "run_id"),
        Objects.requireNonNull(row.getInstant("started_at")),
        row.getInstant("finished_at"),
        row.getString("reason"));
  }

  private static String text(Row row, String column) {
    return Objects.requireNonNull(row.getString(column), column);
  }

  private static <T> T guarded(Supplier<T> call) {
    try {
      return call.get();
    } catch (DriverException e) {
      throw new EngineException(
          FailureCode.CASSANDRA_UNREACHABLE,
          "The ledger cannot be read or written: " + e.getMessage(),
          e);
    }
  }
}
