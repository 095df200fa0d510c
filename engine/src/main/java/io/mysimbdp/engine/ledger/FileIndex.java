package io.mysimbdp.engine.ledger;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The contents of a tenant by the time they were first seen: the file table itself is keyed by
 * content alone, so that its lightweight transactions do not stand in each other's way.
 */
final class FileIndex {

  static final String SCHEMA =
      """
      CREATE TABLE IF NOT EXISTS file_index (
        tenant text,
        month text,
        first_seen timestamp,
        content_sha256 text,
        name text,
        PRIMARY KEY ((tenant, month), first_seen, content_sha256)
      ) WITH CLUSTERING ORDER BY (first_seen DESC, content_sha256 ASC);
      """;

  private final ReadAhead reads;
  private final PreparedStatement insert;
  private final PreparedStatement select;

  FileIndex(Durable durable, String keyspace) {
    this.reads = new ReadAhead(durable);
    this.insert =
        durable
            .session()
            .prepare(
                Durable.statement(
                    "INSERT INTO "
                        + keyspace
                        + ".file_index (tenant, month, first_seen, content_sha256, name) VALUES (?,"
                        + " ?, ?, ?, ?)"));
    this.select =
        durable
            .session()
            .prepare(
                Durable.statement(
                    "SELECT content_sha256 FROM "
                        + keyspace
                        + ".file_index WHERE tenant = ? AND month = ? AND first_seen >= ? AND first_seen"
                        + " < ?"));
  }

  /** Returns what adds a content; adding it again with the same time changes nothing. */
  BoundStatement bound(String tenant, String sha256, Instant firstSeen, String name) {
    return insert.bind(tenant, month(firstSeen).toString(), firstSeen, sha256, name);
  }

  /**
   * Returns the contents that were first seen within a time, the newest first.
   *
   * @param until not a part of it
   */
  List<String> contents(String tenant, Instant since, Instant until) {
    List<BoundStatement> months = new ArrayList<>();
    YearMonth first = month(since);
    for (YearMonth month = month(until); !month.isBefore(first); month = month.minusMonths(1)) {
      months.add(select.bind(tenant, month.toString(), since, until));
    }
    return reads.all(months, row -> Objects.requireNonNull(row.getString("content_sha256")));
  }

  private static YearMonth month(Instant at) {
    return YearMonth.from(at.atZone(ZoneOffset.UTC));
  }
}
