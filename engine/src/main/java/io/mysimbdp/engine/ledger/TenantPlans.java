package io.mysimbdp.engine.ledger;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.mysimbdp.engine.metering.NotedPlan;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Which plan each tenant was on from when on: a row for each change that an engine has noticed, so
 * that a month without runs can be billed by the plan of that month. Rows are only added. Safe for
 * several threads.
 */
public final class TenantPlans {

  static final String SCHEMA =
      """
      CREATE TABLE IF NOT EXISTS tenant_plan (
        tenant text,
        since timestamp,
        plan text,
        PRIMARY KEY (tenant, since)
      ) WITH CLUSTERING ORDER BY (since DESC);
      """;

  private final Durable durable;
  private final ReadAhead reads;
  private final InstantSource clock;
  private final PreparedStatement insert;
  private final PreparedStatement selectLatest;
  private final PreparedStatement selectBefore;
  // What is known to be noted. Guarded by this.
  private final Map<String, Optional<String>> noted = new HashMap<>();

  TenantPlans(Durable durable, String keyspace, InstantSource clock) {
    this.durable = durable;
    this.reads = new ReadAhead(durable);
    this.clock = clock;
    String table = keyspace + ".tenant_plan";
    this.insert =
        durable
            .session()
            .prepare(
                Durable.statement(
                    "INSERT INTO " + table + " (tenant, since, plan) VALUES (?, ?, ?)"));
    this.selectLatest =
        durable
            .session()
            .prepare(Durable.statement("SELECT * FROM " + table + " WHERE tenant = ? LIMIT 1"));
    this.selectBefore =
        durable
            .session()
            .prepare(
                Durable.statement(
                    "SELECT * FROM " + table + " WHERE tenant = ? AND since < ? LIMIT 1"));
  }

  /**
   * Notes the plans of tenants where they are others than noted last; asks Cassandra only about
   * those that this has not seen on the same plan before.
   *
   * @param plans by tenant; empty: on none
   * @throws io.mysimbdp.engine.failure.EngineException when Cassandra cannot be asked
   */
  public synchronized void note(Map<String, Optional<String>> plans) {
    Map<String, Optional<String>> changed = new HashMap<>(plans);
    changed.entrySet().removeIf(each -> each.getValue().equals(noted.get(each.getKey())));
    List<BoundStatement> latest = new ArrayList<>();
    changed.keySet().forEach(tenant -> latest.add(selectLatest.bind(tenant)));
    Map<String, Optional<String>> known = new HashMap<>();
    reads.forEach(
        latest,
        row ->
            known.put(
                Objects.requireNonNull(row.getString("tenant")),
                Optional.ofNullable(row.getString("plan"))));
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    changed.forEach(
        (tenant, plan) -> {
          if (!plan.equals(known.get(tenant))) {
            durable.execute(insert.bind(tenant, now, plan.orElse(null)));
          }
          noted.put(tenant, plan);
        });
  }

  /** Returns the plan that a tenant was on just before a time; empty: none was noted until then. */
  Optional<NotedPlan> before(String tenant, Instant time) {
    Row row = durable.execute(selectBefore.bind(tenant, time)).one();
    return Optional.ofNullable(row)
        .map(
            known ->
                new NotedPlan(
                    Objects.requireNonNull(known.getInstant("since")), known.getString("plan")));
  }
}
