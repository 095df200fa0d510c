package io.mysimbdp.engine.ledger;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.metering.Books;
import io.mysimbdp.engine.metering.Charging;
import io.mysimbdp.engine.metering.UsageRecord;
import io.mysimbdp.engine.time.Period;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What each run has used, and with it what its files were charged. Records are only ever added, one
 * for each run; one that is added again is the same. Safe for several threads.
 */
public final class UsageRecords {

  static final String SCHEMA =
      """
      CREATE TABLE IF NOT EXISTS run_usage (
        tenant text,
        month text,
        ended_at timestamp,
        run_id text,
        engine_id text,
        plan text,
        started_at timestamp,
        outcome text,
        failure_code text,
        failure_owner text,
        files_offered bigint,
        files_accepted bigint,
        bytes_offered bigint,
        bytes_accepted bigint,
        records_read bigint,
        rows_written bigint,
        rejects bigint,
        cpu_nanos bigint,
        stored_bytes bigint,
        charging text,
        PRIMARY KEY ((tenant, month), ended_at, run_id)
      ) WITH CLUSTERING ORDER BY (ended_at DESC, run_id ASC);
      """;

  /** How far back the last estimate is looked for of what lies in Cassandra. */
  private static final int MONTHS_BACK = 12;

  /** Who is served at all has had a run then, as a rule. */
  private static final int LIKELY_MONTHS_BACK = 2;

  /** Of so many runs in a month one will have had an estimate, if any has. */
  private static final int RUNS_BACK = 100;

  private final Durable durable;
  private final ReadAhead reads;
  private final UsageTable charges;
  private final TenantPlans plans;
  private final PreparedStatement insert;
  private final PreparedStatement select;
  private final PreparedStatement selectStored;

  UsageRecords(Durable durable, String keyspace, UsageTable charges, TenantPlans plans) {
    this.durable = durable;
    this.reads = new ReadAhead(durable);
    this.charges = charges;
    this.plans = plans;
    this.insert =
        durable
            .session()
            .prepare(
                Durable.statement(
                    "INSERT INTO "
                        + keyspace
                        + ".run_usage (tenant, month, ended_at, run_id, engine_id, plan, started_at,"
                        + " outcome, failure_code, failure_owner, files_offered, files_accepted,"
                        + " bytes_offered, bytes_accepted, records_read, rows_written, rejects,"
                        + " cpu_nanos, stored_bytes, charging) VALUES (:tenant, :month, :ended, :run,"
                        + " :engine, :plan, :started, :outcome, :code, :owner, :files_offered,"
                        + " :files_accepted, :bytes_offered, :bytes_accepted, :records, :rows,"
                        + " :rejects, :cpu, :stored, :charging)"));
    this.select =
        durable
            .session()
            .prepare(
                Durable.statement(
                    "SELECT * FROM "
                        + keyspace
                        + ".run_usage WHERE tenant = ? AND month = ? AND ended_at >= ? AND ended_at"
                        + " < ?"));
    this.selectStored =
        durable
            .session()
            .prepare(
                Durable.statement(
                    "SELECT stored_bytes FROM "
                        + keyspace
                        + ".run_usage WHERE tenant = ? AND month = ? AND ended_at < ? LIMIT "
                        + RUNS_BACK));
  }

  /** Adds a record. To be called before the first file of the run is committed. */
  public void add(UsageRecord record) {
    FailureCode failure = record.failure();
    durable.execute(
        insert
            .bind()
            .setString("tenant", record.tenant())
            .setString("month", month(record.endedAt()).toString())
            .setInstant("ended", record.endedAt())
            .setString("run", record.runId())
            .setString("engine", record.engineId())
            .setString("plan", record.plan())
            .setInstant("started", record.startedAt())
            .setString("outcome", record.outcome().name())
            .setString("code", failure == null ? null : failure.name())
            .setString("owner", failure == null ? null : failure.owner().name())
            .setLong("files_offered", record.filesOffered())
            .setLong("files_accepted", record.filesAccepted())
            .setLong("bytes_offered", record.bytesOffered())
            .setLong("bytes_accepted", record.bytesAccepted())
            .setLong("records", record.records())
            .setLong("rows", record.rows())
            .setLong("rejects", record.rejects())
            .setLong("cpu", record.cpuTime().toNanos())
            .set("stored", record.storedBytes(), Long.class)
            .setString("charging", record.charging().name()));
  }

  /** Returns what is written down of what a tenant has used. */
  public Books books(String tenant, Period period) {
    return new Books(
        tenant,
        period,
        read(tenant, period.from().minus(Books.MARGIN), period.until()),
        charges.readFiles(tenant, period.from(), period.until().plus(Books.MARGIN)),
        storedBefore(tenant, period.from()).orElse(null),
        plans.before(tenant, period.until()).orElse(null));
  }

  private List<UsageRecord> read(String tenant, Instant from, Instant until) {
    List<BoundStatement> months = new ArrayList<>();
    YearMonth last = month(until);
    for (YearMonth month = month(from); !month.isAfter(last); month = month.plusMonths(1)) {
      months.add(select.bind(tenant, month.toString(), from, until));
    }
    return reads.all(months, UsageRecords::record);
  }

  private Optional<Long> storedBefore(String tenant, Instant at) {
    // What counts has ended before, at a month's begin in the month before.
    YearMonth latest = month(at.minusMillis(1));
    Optional<Long> stored = stored(tenant, at, latest, 0, LIKELY_MONTHS_BACK);
    return stored.isPresent()
        ? stored
        : stored(tenant, at, latest, LIKELY_MONTHS_BACK, MONTHS_BACK + 1);
  }

  private Optional<Long> stored(
      String tenant, Instant at, YearMonth latest, int fromMonthsBack, int untilMonthsBack) {
    List<BoundStatement> months =
        IntStream.range(fromMonthsBack, untilMonthsBack)
            .mapToObj(back -> selectStored.bind(tenant, latest.minusMonths(back).toString(), at))
            .toList();
    return reads.all(months, row -> Optional.ofNullable(stored(row))).stream()
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static UsageRecord record(Row row) {
    String code = row.getString("failure_code");
    return new UsageRecord(
        text(row, "tenant"),
        text(row, "run_id"),
        text(row, "engine_id"),
        row.getString("plan"),
        instant(row, "started_at"),
        instant(row, "ended_at"),
        code == null ? null : FailureCode.valueOf(code),
        row.getLong("files_offered"),
        row.getLong("files_accepted"),
        row.getLong("bytes_offered"),
        row.getLong("bytes_accepted"),
        row.getLong("records_read"),
        row.getLong("rows_written"),
        row.getLong("rejects"),
        Duration.ofNanos(row.getLong("cpu_nanos")),
        stored(row),
        Charging.valueOf(text(row, "charging")));
  }

  private static @Nullable Long stored(Row row) {
    return row.get("stored_bytes", Long.class);
  }

  private static String text(Row row, String column) {
    return Objects.requireNonNull(row.getString(column), column);
  }

  private static Instant instant(Row row, String column) {
    return Objects.requireNonNull(row.getInstant(column), column);
  }

  private static YearMonth month(Instant at) {
    return YearMonth.from(at.atZone(ZoneOffset.UTC));
  }
}
