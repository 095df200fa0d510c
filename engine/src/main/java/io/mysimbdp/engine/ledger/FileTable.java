package io.mysimbdp.engine.ledger;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.mysimbdp.engine.run.Counts;
import io.mysimbdp.engine.run.DurablePosition;
import io.mysimbdp.engine.run.FileResult;
import io.mysimbdp.engine.run.ResumePoint;
import io.mysimbdp.engine.run.Run;
import io.mysimbdp.engine.run.RunFile;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A row for each content of a tenant. Every change is a lightweight transaction on that row, and
 * names the token and run that it expects to find.
 */
final class FileTable {

  static final String SCHEMA =
      """
      CREATE TABLE IF NOT EXISTS file_ledger (
        tenant text,
        content_sha256 text,
        name text,
        size_bytes bigint,
        state text,
        fencing_token bigint,
        attempts int,
        run_id text,
        engine_id text,
        plugin_version text,
        plugin_sha256 text,
        profile_sha256 text,
        first_seen timestamp,
        started_at timestamp,
        finished_at timestamp,
        records_read bigint,
        rows_written bigint,
        rejects bigint,
        skipped bigint,
        bytes_read bigint,
        position_bytes bigint,
        position_line bigint,
        first_error text,
        last_error text,
        reason text,
        last_write_micros bigint,
        rejects_path text,
        origin_run text,
        reject_kinds frozen<map<text, bigint>>,
        PRIMARY KEY ((tenant, content_sha256))
      );
      """;

  private static final String KEY = " WHERE tenant = :tenant AND content_sha256 = :sha";

  private final Durable durable;
  private final ReadAhead reads;
  private final String engineId;
  private final PreparedStatement glance;
  private final PreparedStatement look;
  private final PreparedStatement select;
  private final PreparedStatement begin;
  private final PreparedStatement advance;
  private final PreparedStatement finish;
  private final PreparedStatement reopen;

  FileTable(Durable durable, String keyspace, String engineId) {
    this.durable = durable;
    this.reads = new ReadAhead(durable);
    this.engineId = engineId;
    String update = "UPDATE " + keyspace + ".file_ledger SET ";
    this.glance =
        durable
            .session()
            .prepare(Durable.statement("SELECT state FROM " + keyspace + ".file_ledger" + KEY));
    this.look =
        durable
            .session()
            .prepare(Durable.statement("SELECT * FROM " + keyspace + ".file_ledger" + KEY));
    this.select =
        durable
            .session()
            .prepare(Durable.serialRead("SELECT * FROM " + keyspace + ".file_ledger" + KEY));
    this.begin =
        durable
            .session()
            .prepare(
                Durable.conditional(
                    update
                        + "name = :name, size_bytes = :size, state = 'RUNNING', fencing_token = :fence,"
                        + " attempts = :attempts, run_id = :run, engine_id = :engine, plugin_version"
                        + " = :plugin, plugin_sha256 = :jar, profile_sha256 = :profile, first_seen ="
                        + " :seen, started_at = :started, finished_at = null, records_read ="
                        + " :records, rows_written = :rows, rejects = :rejects, skipped = :skipped,"
                        + " bytes_read = :bytes, position_bytes = :offset, position_line = :line,"
                        + " reason = null, last_write_micros = :micros, rejects_path ="
                        + " :rejects_path, origin_run = :origin, reject_kinds = null"
                        + KEY
                        + " IF fencing_token = :known_fence AND run_id = :known_run AND state ="
                        + " :known_state"));
    this.advance =
        durable
            .session()
            .prepare(
                Durable.conditional(
                    update
                        + "records_read = :records, rows_written = :rows, rejects = :rejects, skipped"
                        + " = :skipped, bytes_read = :bytes, position_bytes = :offset, position_line"
                        + " = :line, last_write_micros = :micros, rejects_path = :rejects_path"
                        + KEY
                        + " IF fencing_token = :fence AND run_id = :run AND state = 'RUNNING'"));
    this.finish =
        durable
            .session()
            .prepare(
                Durable.conditional(
                    update
                        + "state = :state, finished_at = :finished, records_read = :records,"
                        + " rows_written = :rows, rejects = :rejects, skipped = :skipped, bytes_read"
                        + " = :bytes, reason = :reason, first_error = :first_error,"
                        + " last_error = :last_error, last_write_micros = :micros, rejects_path ="
                        + " :rejects_path, reject_kinds = :kinds"
                        + KEY
                        + " IF fencing_token = :fence AND run_id = :run"));
    this.reopen =
        durable
            .session()
            .prepare(
                Durable.conditional(
                    update
                        + "state = 'REOPENED', position_bytes = null, position_line = null"
                        + KEY
                        + " IF run_id = :run AND state = 'DONE'"));
  }

  /**
   * Finds a content that may well be new. A plain read tells so for much less than one that brings
   * open transactions to their end. The only thing that it can miss is a begin that nobody was told
   * of, so that no row was written under it; {@link #begin} comes upon that.
   */
  Optional<LedgerEntry> findIfKnown(String tenant, String sha256) {
    Row row = durable.execute(glance.bind(tenant, sha256)).one();
    return row == null || row.isNull("state") ? Optional.empty() : find(tenant, sha256);
  }

  Optional<LedgerEntry> find(String tenant, String sha256) {
    Row row = durable.execute(select.bind(tenant, sha256)).one();
    return row == null || row.isNull("state") ? Optional.empty() : Optional.of(entry(row));
  }

  /**
   * Finds many contents, in their order, for much less than one by one. A plain read can miss only
   * a change that nobody was told of. What runs may be done by such a one, so that is read once
   * more; a begin that is missed has written no row yet.
   */
  void forEach(String tenant, List<String> contents, Consumer<LedgerEntry> consumer) {
    reads.forEach(
        contents.stream().map(sha256 -> look.bind(tenant, sha256)).toList(),
        row -> {
          if (!row.isNull("state")) {
            LedgerEntry seen = entry(row);
            consumer.accept(
                seen.state() == FileState.RUNNING
                    ? find(tenant, seen.contentSha256()).orElse(seen)
                    : seen);
          }
        });
  }

  /**
   * Begins a file.
   *
   * @return when its content was first seen
   */
  Instant begin(
      Lease lease,
      Run run,
      RunFile file,
      Optional<LedgerEntry> known,
      @Nullable String originRun,
      Instant now) {
    if (isBegun(lease, run, file, known, originRun, now)) {
      return known.map(LedgerEntry::firstSeen).orElse(now);
    }
    LedgerEntry there = find(run.profile().id(), file.sha256()).orElse(null);
    if (there != null && known.isEmpty() && isLeftBehind(there, lease, run)) {
      if (isBegun(lease, run, file, Optional.of(there), originRun, now)) {
        return there.firstSeen();
      }
      there = find(run.profile().id(), file.sha256()).orElse(null);
    }
    if (there != null && there.runId().equals(run.id())) {
      // An answer that was lost: it is ours.
      return there.firstSeen();
    }
    throw Leases.lost(lease.tenant());
  }

  /** Tells whether an entry that was not to be seen is of a begin that nobody was told of. */
  private static boolean isLeftBehind(LedgerEntry there, Lease lease, Run run) {
    return there.state() == FileState.RUNNING
        && there.token() <= lease.token()
        && !there.runId().equals(run.id());
  }

  private boolean isBegun(
      Lease lease,
      Run run,
      RunFile file,
      Optional<LedgerEntry> known,
      @Nullable String originRun,
      Instant now) {
    known.ifPresent(
        entry -> {
          if (!entry.state().mayBecome(FileState.RUNNING)) {
            throw new IllegalArgumentException("A file that is " + entry.state() + " cannot run");
          }
        });
    ResumePoint from = file.resume();
    Counts counts = from == null ? Counts.ZERO : from.counts();
    BoundStatement statement =
        counts(begin.bind(), counts)
            .setString("tenant", run.profile().id())
            .setString("sha", file.sha256())
            .setString("name", file.name())
            .setLong("size", file.sizeBytes())
            .setLong("fence", lease.token())
            .setInt("attempts", known.map(LedgerEntry::attempts).orElse(0) + 1)
            .setString("run", run.id())
            .setString("engine", engineId)
            .setString("plugin", run.plugin().version())
            .setString("jar", run.plugin().sha256())
            .setString("profile", run.profileSha256())
            .setInstant("seen", known.map(LedgerEntry::firstSeen).orElse(now))
            .setInstant("started", run.startedAt())
            .set("offset", from == null ? null : from.byteOffset(), Long.class)
            .set("line", from == null ? null : from.line(), Long.class)
            .setLong("micros", run.firstWriteTimeMicros())
            .setString("rejects_path", file.formerRejects())
            .setString("origin", originRun)
            .set(
                "known_fence",
                // Tokens begin with 1; a row without one is of a version before leases.
                known.map(LedgerEntry::token).filter(token -> token > 0).orElse(null),
                Long.class)
            .setString("known_run", known.map(LedgerEntry::runId).orElse(null))
            .setString("known_state", known.map(entry -> entry.state().name()).orElse(null));
    return durable.applied(statement);
  }

  void advance(
      Lease lease, Run run, RunFile file, DurablePosition durablePosition, long lastWriteMicros) {
    ResumePoint position = durablePosition.point();
    BoundStatement statement =
        counts(advance.bind(), position.counts())
            .setString("tenant", run.profile().id())
            .setString("sha", file.sha256())
            .setLong("offset", position.byteOffset())
            .setLong("line", position.line())
            .setString("rejects_path", durablePosition.rejectsPath())
            .setLong("micros", lastWriteMicros)
            .setLong("fence", lease.token())
            .setString("run", run.id());
    if (!durable.applied(statement)) {
      throw Leases.lost(lease.tenant());
    }
  }

  void finish(
      Lease lease,
      Run run,
      RunFile file,
      FileState state,
      FileResult result,
      long lastWriteMicros,
      Instant now) {
    BoundStatement statement = finish.bind();
    if (state == FileState.DONE) {
      // The errors of earlier runs stay as they are: what is not bound is not written.
      statement =
          counts(statement, result.counts())
              .setMap("kinds", result.rejectKinds(), String.class, Long.class);
    } else {
      Optional<LedgerEntry> before = find(run.profile().id(), file.sha256());
      // The counts of a file that is not done are those of its position, for the next run to go on.
      Counts counts =
          state == FileState.REFUSED
              ? result.counts()
              : before.map(LedgerEntry::counts).orElse(Counts.ZERO);
      String firstError = before.map(LedgerEntry::firstError).orElse(result.reason());
      statement =
          counts(statement, counts)
              .setString("first_error", firstError)
              .setString("last_error", result.reason());
    }
    statement =
        statement
            .setString("tenant", run.profile().id())
            .setString("sha", file.sha256())
            .setString("state", state.name())
            .setInstant("finished", now)
            .setString("reason", result.reason())
            .setLong("micros", lastWriteMicros)
            .setString("rejects_path", result.rejectsPath())
            .setLong("fence", lease.token())
            .setString("run", run.id());
    if (!durable.applied(statement)) {
      throw Leases.lost(lease.tenant());
    }
  }

  boolean reopen(LedgerEntry entry) {
    return durable.applied(
        reopen
            .bind()
            .setString("tenant", entry.tenant())
            .setString("sha", entry.contentSha256())
            .setString("run", entry.runId()));
  }

  private static BoundStatement counts(BoundStatement statement, Counts counts) {
    return statement
        .setLong("records", counts.recordsRead())
        .setLong("rows", counts.rowsWritten())
        .setLong("rejects", counts.rejects())
        .setLong("skipped", counts.skipped())
        .setLong("bytes", counts.bytes());
  }

  private static LedgerEntry entry(Row row) {
    Counts counts =
        new Counts(
            row.getLong("records_read"),
            row.getLong("rows_written"),
            row.getLong("rejects"),
            row.getLong("skipped"),
            row.getLong("bytes_read"));
    Instant started = Objects.requireNonNull(row.getInstant("started_at"));
    Instant seen = row.getInstant("first_seen");
    return new LedgerEntry(
        text(row, "tenant"),
        text(row, "content_sha256"),
        text(row, "name"),
        row.getLong("size_bytes"),
        FileState.valueOf(text(row, "state")),
        row.getLong("fencing_token"),
        row.getInt("attempts"),
        text(row, "run_id"),
        Objects.toString(row.getString("engine_id"), ""),
        text(row, "plugin_version"),
        text(row, "plugin_sha256"),
        Objects.toString(row.getString("profile_sha256"), ""),
        seen == null ? started : seen,
        started,
        row.getInstant("finished_at"),
        counts,
        row.isNull("position_bytes")
            ? null
            : new ResumePoint(row.getLong("position_bytes"), row.getLong("position_line"), counts),
        row.getString("first_error"),
        row.getString("last_error"),
        row.getString("reason"),
        row.getLong("last_write_micros"),
        row.getString("rejects_path"),
        row.getString("origin_run"),
        Objects.requireNonNullElse(row.getMap("reject_kinds", String.class, Long.class), Map.of()));
  }

  private static String text(Row row, String column) {
    return Objects.requireNonNull(row.getString(column), column);
  }
}
