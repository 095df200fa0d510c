package io.mysimbdp.engine.ledger;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.mysimbdp.engine.admission.Decision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/** The decisions on staged files, kept for 90 days. Safe for several threads. */
final class DecisionTable {

  static final String SCHEMA =
      """
      CREATE TABLE IF NOT EXISTS file_decision (
        tenant text,
        file_name text,
        decided_at timestamp,
        decision text,
        rule text,
        limit_value text,
        actual_value text,
        not_before timestamp,
        reason text,
        PRIMARY KEY ((tenant, file_name), decided_at)
      ) WITH CLUSTERING ORDER BY (decided_at DESC);
      """;

  private static final int TTL_SECONDS = 90 * 24 * 3600;
  private static final int AT_A_TIME = 128;

  private final CqlSession session;
  private final PreparedStatement insert;
  private final PreparedStatement select;

  DecisionTable(CqlSession session, String keyspace) {
    this.session = session;
    this.insert =
        session.prepare(
            Durable.statement(
                "INSERT INTO "
                    + keyspace
                    + ".file_decision (tenant, file_name, decided_at, decision, rule, limit_value,"
                    + " actual_value, not_before, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) USING"
                    + " TTL "
                    + TTL_SECONDS));
    this.select =
        session.prepare(
            Durable.statement(
                "SELECT * FROM "
                    + keyspace
                    + ".file_decision WHERE tenant = ? AND file_name = ? LIMIT ?"));
  }

  void write(String tenant, List<Judged> judged, Instant at) {
    List<CompletionStage<AsyncResultSet>> underWay = new ArrayList<>();
    for (Judged each : judged) {
      underWay.add(session.executeAsync(bound(tenant, each, at)));
      if (underWay.size() == AT_A_TIME) {
        Durable.await(underWay);
        underWay.clear();
      }
    }
    Durable.await(underWay);
  }

  /** Returns what keeps one decision. */
  BoundStatement bound(String tenant, Judged judged, Instant at) {
    BoundStatement statement =
        insert
            .bind()
            .setString("tenant", tenant)
            .setString("file_name", judged.fileName())
            .setInstant("decided_at", at)
            .setString("decision", judged.decision().word());
    if (judged.decision() instanceof Decision.Refused refused) {
      return statement
          .setString("rule", refused.rule())
          .setString("limit_value", refused.limit())
          .setString("actual_value", refused.actual())
          .setString("reason", refused.reason());
    }
    if (judged.decision() instanceof Decision.Deferred deferred) {
      return statement
          .setString("rule", deferred.rule())
          .setString("limit_value", deferred.limit())
          .setString("actual_value", deferred.actual())
          .setInstant("not_before", deferred.notBefore())
          .setString("reason", deferred.reason());
    }
    return statement;
  }

  List<FileDecision> read(String tenant, String fileName, int most) {
    List<FileDecision> decisions = new ArrayList<>();
    for (Row row : session.execute(select.bind(tenant, fileName, most))) {
      decisions.add(
          new FileDecision(
              tenant,
              fileName,
              Objects.requireNonNull(row.getInstant("decided_at")),
              Objects.requireNonNull(row.getString("decision")),
              row.getString("rule"),
              row.getString("limit_value"),
              row.getString("actual_value"),
              row.getInstant("not_before"),
              row.getString("reason")));
    }
    return decisions;
  }
}
