package io.mysimbdp.engine.ledger;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.mysimbdp.engine.admission.Charge;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What each run has used up: a row a run, with sums over its files that are done. The sums are
 * written as they are, not added up by Cassandra, so a write that is repeated changes nothing.
 */
final class UsageTable {

  static final String SCHEMA =
      """
      CREATE TABLE IF NOT EXISTS run_usage (
        tenant text,
        day date,
        charged_at timestamp,
        run_id text,
        files bigint,
        bytes bigint,
        rows bigint,
        PRIMARY KEY ((tenant, day), charged_at, run_id)
      );
      """;

  private final CqlSession session;
  private final PreparedStatement insert;
  private final PreparedStatement select;

  UsageTable(CqlSession session, String keyspace) {
    this.session = session;
    this.insert =
        session.prepare(
            Durable.statement(
                "INSERT INTO "
                    + keyspace
                    + ".run_usage (tenant, day, charged_at, run_id, files, bytes, rows) VALUES (?,"
                    + " ?, ?, ?, ?, ?, ?)"));
    this.select =
        session.prepare(
            Durable.statement(
                "SELECT charged_at, files, bytes, rows FROM "
                    + keyspace
                    + ".run_usage WHERE tenant = ? AND day = ? AND charged_at >= ?"));
  }

  BoundStatement bound(String tenant, String runId, Charge sum) {
    return insert
        .bind()
        .setString("tenant", tenant)
        .setLocalDate("day", day(sum.at()))
        .setInstant("charged_at", sum.at())
        .setString("run_id", runId)
        .setLong("files", sum.files())
        .setLong("bytes", sum.bytes())
        .setLong("rows", sum.rows());
  }

  List<Charge> read(String tenant, Instant since, Instant until) {
    List<Charge> charges = new ArrayList<>();
    for (LocalDate day = day(since); !day.isAfter(day(until)); day = day.plusDays(1)) {
      for (Row row : session.execute(select.bind(tenant, day, since))) {
        charges.add(
            new Charge(
                Objects.requireNonNull(row.getInstant("charged_at")),
                row.getLong("files"),
                row.getLong("bytes"),
                row.getLong("rows")));
      }
    }
    return charges;
  }

  private static LocalDate day(Instant at) {
    return at.atZone(ZoneOffset.UTC).toLocalDate();
  }
}
