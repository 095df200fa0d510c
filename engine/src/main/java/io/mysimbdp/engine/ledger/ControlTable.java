package io.mysimbdp.engine.ledger;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.mysimbdp.engine.config.Limits;
import io.mysimbdp.engine.config.Rates;
import io.mysimbdp.engine.ledger.TenantControl.Suspension;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A row for each tenant that operators or circuit breakers have said something about. Safe for
 * several threads.
 *
 * <p>A lease lets one engine at a time serve a tenant, but that engine may run several of its
 * batches, and operators hold no lease at all. So each change is a lightweight transaction on the
 * row that was read: {@code changed_at} only grows, and names its version.
 */
final class ControlTable {

  static final String SCHEMA =
      """
      CREATE TABLE IF NOT EXISTS tenant_control (
        tenant text PRIMARY KEY,
        suspended_at timestamp,
        suspended_by text,
        reason text,
        failed_runs int,
        last_failure text,
        last_failed_run text,
        rows_per_second bigint,
        bytes_per_second bigint,
        changed_at timestamp
      );
      """;

  private final Durable durable;
  private final InstantSource clock;
  private final PreparedStatement select;
  private final PreparedStatement selectAll;
  private final PreparedStatement update;

  ControlTable(Durable durable, String keyspace, InstantSource clock) {
    this.durable = durable;
    this.clock = clock;
    String all = "SELECT * FROM " + keyspace + ".tenant_control";
    this.select = durable.session().prepare(Durable.serialRead(all + " WHERE tenant = ?"));
    this.selectAll = durable.session().prepare(Durable.statement(all));
    this.update =
        durable
            .session()
            .prepare(
                Durable.conditional(
                    "UPDATE "
                        + keyspace
                        + ".tenant_control SET suspended_at = :suspended, suspended_by = :who,"
                        + " reason = :reason, failed_runs = :failed, last_failure = :failure,"
                        + " last_failed_run = :run, rows_per_second = :rows, bytes_per_second ="
                        + " :bytes, changed_at = :now WHERE tenant = :tenant IF changed_at ="
                        + " :known"));
  }

  TenantControl read(String tenant) {
    Row row = durable.execute(select.bind(tenant)).one();
    return row == null ? TenantControl.none(tenant) : control(row);
  }

  Map<String, TenantControl> readAll() {
    return durable.again(
        () -> {
          Map<String, TenantControl> all = new TreeMap<>();
          for (Row row : durable.session().execute(selectAll.bind())) {
            TenantControl control = control(row);
            all.put(control.tenant(), control);
          }
          return all;
        });
  }

  /**
   * Changes what is there, again where somebody else has changed it meanwhile.
   *
   * @param change must come to the same when it is given its own result, for the answer to a change
   *     may be lost; what it returns unchanged is not written
   * @return what is there now
   */
  TenantControl change(String tenant, UnaryOperator<TenantControl> change) {
    while (true) {
      TenantControl known = read(tenant);
      TenantControl wanted = change.apply(known);
      if (wanted.equals(known) || durable.applied(bound(wanted, known.changedAt()))) {
        return wanted;
      }
    }
  }

  private BoundStatement bound(TenantControl wanted, @Nullable Instant known) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Suspension suspension = wanted.suspension();
    return update
        .bind()
        .setString("tenant", wanted.tenant())
        .setInstant("suspended", suspension == null ? null : suspension.at())
        .setString("who", suspension == null ? null : suspension.by().word())
        .setString("reason", suspension == null ? null : suspension.reason())
        .setInt("failed", wanted.failedRuns())
        .setString("failure", wanted.lastFailure())
        .setString("run", wanted.lastFailedRun())
        .set("rows", limit(wanted.rates().rowsPerSecond()), Long.class)
        .set("bytes", limit(wanted.rates().bytesPerSecond()), Long.class)
        .setInstant("now", known == null || now.isAfter(known) ? now : known.plusMillis(1))
        .setInstant("known", known);
  }

  private static @Nullable Long limit(long rate) {
    return rate == Limits.UNLIMITED ? null : rate;
  }

  private static TenantControl control(Row row) {
    Instant suspendedAt = row.getInstant("suspended_at");
    return new TenantControl(
        Objects.requireNonNull(row.getString("tenant")),
        suspendedAt == null
            ? null
            : new Suspension(
                suspendedAt,
                TenantControl.By.of(row.getString("suspended_by")),
                row.getString("reason")),
        row.getInt("failed_runs"),
        row.getString("last_failure"),
        row.getString("last_failed_run"),
        new Rates(rate(row, "rows_per_second"), rate(row, "bytes_per_second")),
        row.getInstant("changed_at"));
  }

  private static long rate(Row row, String column) {
    return row.isNull(column) ? Limits.UNLIMITED : row.getLong(column);
  }
}
