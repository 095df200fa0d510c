package io.mysimbdp.engine.ledger;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.mysimbdp.engine.admission.Charge;
import io.mysimbdp.engine.metering.FileCharge;
import io.mysimbdp.engine.run.Counts;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What each file that is done has used up: a row for each time that a content was ingested, keyed
 * by what the ledger knows of it. So a charge that is repeated, after a crash, changes nothing.
 */
final class UsageTable {

  static final String SCHEMA =
      """
      CREATE TABLE IF NOT EXISTS file_usage (
        tenant text,
        day date,
        charged_at timestamp,
        content_sha256 text,
        run_id text,
        files bigint,
        bytes bigint,
        rows bigint,
        records bigint,
        rejects bigint,
        PRIMARY KEY ((tenant, day), charged_at, content_sha256)
      );
      """;

  private final Durable durable;
  private final ReadAhead reads;
  private final PreparedStatement insert;
  private final PreparedStatement select;
  private final PreparedStatement selectFiles;
  private final PreparedStatement selectOne;

  UsageTable(Durable durable, String keyspace) {
    this.durable = durable;
    this.reads = new ReadAhead(durable);
    CqlSession session = durable.session();
    this.insert =
        session.prepare(
            Durable.statement(
                "INSERT INTO "
                    + keyspace
                    + ".file_usage (tenant, day, charged_at, content_sha256, run_id, files, bytes,"
                    + " rows, records, rejects) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"));
    this.select =
        session.prepare(
            Durable.statement(
                "SELECT charged_at, files, bytes, rows FROM "
                    + keyspace
                    + ".file_usage WHERE tenant = ? AND day = ? AND charged_at >= ?"));
    this.selectFiles =
        session.prepare(
            Durable.statement(
                "SELECT charged_at, content_sha256, run_id, files, bytes, rows, records, rejects"
                    + " FROM "
                    + keyspace
                    + ".file_usage WHERE tenant = ? AND day = ? AND charged_at >= ? AND charged_at <"
                    + " ?"));
    this.selectOne =
        session.prepare(
            Durable.statement(
                "SELECT run_id, bytes, rows FROM "
                    + keyspace
                    + ".file_usage WHERE tenant = ? AND day = ? AND charged_at = ? AND"
                    + " content_sha256 = ?"));
  }

  /** Tells whether a file that is done has been charged for just what it is. */
  boolean isCharged(LedgerEntry done) {
    Row row =
        durable
            .execute(
                selectOne.bind(
                    done.tenant(), day(done.doneAt()), done.doneAt(), done.contentSha256()))
            .one();
    return row != null
        && done.runId().equals(row.getString("run_id"))
        && row.getLong("bytes") == done.sizeBytes()
        && row.getLong("rows") == done.counts().rowsWritten();
  }

  /**
   * Returns what adds a charge.
   *
   * @param counts what was made of the file
   */
  BoundStatement bound(String tenant, String sha256, String runId, Charge charge, Counts counts) {
    return insert
        .bind()
        .setString("tenant", tenant)
        .setLocalDate("day", day(charge.at()))
        .setInstant("charged_at", charge.at())
        .setString("content_sha256", sha256)
        .setString("run_id", runId)
        .setLong("files", charge.files())
        .setLong("bytes", charge.bytes())
        .setLong("rows", charge.rows())
        .setLong("records", counts.recordsRead())
        .setLong("rejects", counts.rejects());
  }

  List<Charge> read(String tenant, Instant since, Instant until) {
    return reads.all(
        days(since, until).map(day -> select.bind(tenant, day, since)).toList(),
        row ->
            new Charge(
                Objects.requireNonNull(row.getInstant("charged_at")),
                row.getLong("files"),
                row.getLong("bytes"),
                row.getLong("rows")));
  }

  /**
   * Returns the charges of a time, which may lie in the future in part, in the order of time.
   *
   * @param until not a part of it
   */
  List<FileCharge> readFiles(String tenant, Instant from, Instant until) {
    return reads.all(
        days(from, until).map(day -> selectFiles.bind(tenant, day, from, until)).toList(),
        row ->
            new FileCharge(
                Objects.requireNonNull(row.getString("content_sha256")),
                Objects.requireNonNull(row.getString("run_id")),
                Objects.requireNonNull(row.getInstant("charged_at")),
                row.getLong("files"),
                row.getLong("bytes"),
                row.getLong("rows"),
                row.get("records", Long.class),
                row.get("rejects", Long.class)));
  }

  private static Stream<LocalDate> days(Instant from, Instant until) {
    return day(from).datesUntil(day(until).plusDays(1));
  }

  private static LocalDate day(Instant at) {
    return at.atZone(ZoneOffset.UTC).toLocalDate();
  }
}
