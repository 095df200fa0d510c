package io.mysimbdp.engine.ledger;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.mysimbdp.engine.run.Counts;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.SortedMap;
import java.util.function.Consumer;

/**
 * A row for each time that a file came to an end, by tenant and day. Rows are only added; one that
 * is added again, after a crash, is the same row. Safe for several threads.
 */
final class EndedFileTable {

  static final String SCHEMA =
      """
      CREATE TABLE IF NOT EXISTS ended_file (
        tenant text,
        day date,
        ended_at timestamp,
        name text,
        how text,
        run_id text,
        started_at timestamp,
        resumed boolean,
        size_bytes bigint,
        records_read bigint,
        rows_written bigint,
        rejects bigint,
        skipped bigint,
        bytes_read bigint,
        reject_kinds frozen<map<text, bigint>>,
        cause text,
        reason text,
        PRIMARY KEY ((tenant, day), ended_at, name)
      );
      """;

  private static final int AT_A_TIME = 128;

  private final Durable durable;
  private final ReadAhead reads;
  private final EndedTenants tenants;
  private final PreparedStatement insert;
  private final PreparedStatement select;
  private final PreparedStatement selectOne;

  EndedFileTable(Durable durable, String keyspace) {
    this.durable = durable;
    this.reads = new ReadAhead(durable);
    this.tenants = new EndedTenants(durable, keyspace);
    String table = keyspace + ".ended_file";
    this.insert =
        durable
            .session()
            .prepare(
                Durable.statement(
                    "INSERT INTO "
                        + table
                        + " (tenant, day, ended_at, name, how, run_id, started_at, resumed,"
                        + " size_bytes, records_read, rows_written, rejects, skipped, bytes_read,"
                        + " reject_kinds, cause, reason) VALUES (:tenant, :day, :ended, :name, :how,"
                        + " :run, :started, :resumed, :size, :records, :rows, :rejects, :skipped,"
                        + " :bytes, :kinds, :cause, :reason)"));
    this.select =
        durable
            .session()
            .prepare(
                Durable.statement(
                    "SELECT * FROM "
                        + table
                        + " WHERE tenant = ? AND day = ? AND ended_at >= ? AND ended_at < ?"));
    this.selectOne =
        durable
            .session()
            .prepare(
                Durable.statement(
                    "SELECT run_id FROM "
                        + table
                        + " WHERE tenant = ? AND day = ? AND ended_at = ? AND name = ?"));
  }

  /**
   * Returns what adds an end. That its tenant has one on that day is written before this returns,
   * so that nothing can be added that is not found.
   */
  BoundStatement adding(EndedFile file) {
    tenants.add(EndedTenants.day(file.endedAt()), file.tenant());
    return bound(file);
  }

  private BoundStatement bound(EndedFile file) {
    BoundStatement statement =
        insert
            .bind()
            .setString("tenant", file.tenant())
            .setLocalDate("day", EndedTenants.day(file.endedAt()))
            .setInstant("ended", file.endedAt())
            .setString("name", file.name())
            .setString("how", file.end().name())
            .setLong("size", file.sizeBytes())
            .setLong("records", file.counts().recordsRead())
            .setLong("rows", file.counts().rowsWritten())
            .setLong("rejects", file.counts().rejects())
            .setLong("skipped", file.counts().skipped())
            .setLong("bytes", file.counts().bytes());
    // What is not bound is not written: no tombstones.
    if (file.runId() != null) {
      statement =
          statement
              .setString("run", file.runId())
              .setInstant("started", file.startedAt())
              .setBoolean("resumed", file.isResumed());
    }
    if (!file.rejectKinds().isEmpty()) {
      statement = statement.setMap("kinds", file.rejectKinds(), String.class, Long.class);
    }
    if (file.cause() != null) {
      statement = statement.setString("cause", file.cause());
    }
    return file.reason() == null ? statement : statement.setString("reason", file.reason());
  }

  void write(List<EndedFile> files) {
    for (int from = 0; from < files.size(); from += AT_A_TIME) {
      List<BoundStatement> some =
          files.subList(from, Math.min(from + AT_A_TIME, files.size())).stream()
              .map(this::adding)
              .toList();
      durable.again(
          () -> {
            Durable.await(some.stream().map(durable.session()::executeAsync).toList());
            return some;
          });
    }
  }

  /** Tells whether an end has been added. */
  boolean isNoted(EndedFile file) {
    return durable
            .execute(
                selectOne.bind(
                    file.tenant(), EndedTenants.day(file.endedAt()), file.endedAt(), file.name()))
            .one()
        != null;
  }

  /** Returns the days of a time that there is anything of, by tenant. */
  SortedMap<String, NavigableSet<LocalDate>> days(LocalDate first, LocalDate last) {
    return tenants.days(first, last);
  }

  /** Reads what ended on some days, day by day and each in the order of time. */
  void read(
      String tenant,
      Collection<LocalDate> days,
      Instant from,
      Instant until,
      Consumer<EndedFile> consumer) {
    reads.forEach(
        days.stream().map(day -> select.bind(tenant, day, from, until)).toList(),
        row -> consumer.accept(file(row)));
  }

  private static EndedFile file(Row row) {
    return new EndedFile(
        text(row, "tenant"),
        text(row, "name"),
        Objects.requireNonNull(row.getInstant("ended_at")),
        EndedFile.End.valueOf(text(row, "how")),
        row.getString("run_id"),
        row.getInstant("started_at"),
        row.getBoolean("resumed"),
        row.getLong("size_bytes"),
        new Counts(
            row.getLong("records_read"),
            row.getLong("rows_written"),
            row.getLong("rejects"),
            row.getLong("skipped"),
            row.getLong("bytes_read")),
        Objects.requireNonNullElse(row.getMap("reject_kinds", String.class, Long.class), Map.of()),
        row.getString("cause"),
        row.getString("reason"));
  }

  private static String text(Row row, String column) {
    return Objects.requireNonNull(row.getString(column), column);
  }
}
