package io.mysimbdp.engine.ledger;

import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who serves which tenant, decided by lightweight transactions. Safe for several threads.
 *
 * <p>A lease ends by Cassandra's own clock: the holder's name is a column with a time to live, and
 * is gone when that is over. So no two engines need clocks that agree. The token has no time to
 * live, and only grows.
 */
public final class Leases {

  static final String SCHEMA =
      """
      CREATE TABLE IF NOT EXISTS tenant_lease (
        tenant text PRIMARY KEY,
        engine_id text,
        fencing_token bigint,
        last_write_micros bigint
      );
      """;

  private final Durable durable;
  private final String engineId;
  private final Duration length;
  private final PreparedStatement select;
  private final PreparedStatement advance;
  private final PreparedStatement hold;
  private final PreparedStatement renew;
  private final PreparedStatement takeAgain;
  private final PreparedStatement release;
  private final PreparedStatement noteWrites;

  Leases(Durable durable, String keyspace, String engineId, Duration length) {
    this.durable = durable;
    this.engineId = engineId;
    this.length = length;
    String table = keyspace + ".tenant_lease";
    this.select =
        prepare(
            Durable.serialRead(
                "SELECT engine_id, fencing_token, last_write_micros, ttl(engine_id) AS left FROM "
                    + table
                    + " WHERE tenant = ?"));
    this.advance =
        prepare(
            Durable.conditional(
                "UPDATE "
                    + table
                    + " SET fencing_token = ? WHERE tenant = ? IF fencing_token = ? AND engine_id = ?"));
    this.hold =
        prepare(
            Durable.conditional(
                "UPDATE " + table + " USING TTL ? SET engine_id = ? WHERE tenant = ?"));
    this.renew =
        prepare(
            Durable.conditional(
                "UPDATE "
                    + table
                    + " USING TTL ? SET engine_id = ? WHERE tenant = ? IF engine_id = ? AND fencing_token ="
                    + " ?"));
    this.takeAgain =
        prepare(
            Durable.conditional(
                "UPDATE "
                    + table
                    + " USING TTL ? SET engine_id = ? WHERE tenant = ? IF engine_id = null AND"
                    + " fencing_token = ?"));
    this.release =
        prepare(
            Durable.conditional(
                "UPDATE "
                    + table
                    + " SET engine_id = null WHERE tenant = ? IF engine_id = ? AND fencing_token = ?"));
    this.noteWrites =
        prepare(
            Durable.conditional(
                "UPDATE "
                    + table
                    + " SET last_write_micros = ? WHERE tenant = ? IF fencing_token = ?"));
  }

  private PreparedStatement prepare(SimpleStatement statement) {
    return durable.session().prepare(statement);
  }

  /**
   * Who has a lease.
   *
   * @param engineId the engine; null: nobody
   * @param left how long it lasts if it is not renewed
   */
  public record Holder(
      @Nullable String engineId, long token, long lastWriteMicros, Duration left) {}

  /** Returns who serves a tenant now. */
  public Holder holder(String tenant) {
    Row row = durable.execute(select.bind(tenant)).one();
    if (row == null) {
      return new Holder(null, 0, 0, Duration.ZERO);
    }
    return new Holder(
        row.getString("engine_id"),
        row.getLong("fencing_token"),
        row.getLong("last_write_micros"),
        row.isNull("left") ? Duration.ZERO : Duration.ofSeconds(row.getInt("left")));
  }

  /**
   * Takes the lease of a tenant that nobody has.
   *
   * @param dead an engine that is known to be dead, whose lease may be taken over; null: none
   * @return empty when another engine has it
   */
  public Optional<Lease> acquire(String tenant, @Nullable String dead) {
    Holder holder = holder(tenant);
    if (engineId.equals(holder.engineId())) {
      // An answer that was lost: it is ours.
      return Optional.of(lease(tenant, holder));
    }
    if (holder.engineId() != null && !holder.engineId().equals(dead)) {
      return Optional.empty();
    }
    long token = holder.token() + 1;
    BatchStatement take =
        BatchStatement.newInstance(
                BatchType.LOGGED,
                advance
                    .bind()
                    .setLong(0, token)
                    .setString(1, tenant)
                    .set(2, holder.token() == 0 ? null : holder.token(), Long.class)
                    .setString(3, holder.engineId()),
                hold.bind(ttlSeconds(), engineId, tenant))
            .setIdempotent(false)
            .setConsistencyLevel(DefaultConsistencyLevel.LOCAL_QUORUM)
            .setSerialConsistencyLevel(DefaultConsistencyLevel.LOCAL_SERIAL);
    durable.applied(take);
    Holder now = holder(tenant);
    return engineId.equals(now.engineId()) ? Optional.of(lease(tenant, now)) : Optional.empty();
  }

  /**
   * Makes a lease last for its whole length from now on, also one that has run out, if nobody has
   * taken it meanwhile: then its token is still the highest.
   *
   * @return false when it is lost
   */
  public boolean renew(Lease lease) {
    return durable.applied(
            renew.bind(ttlSeconds(), engineId, lease.tenant(), engineId, lease.token()))
        || durable.applied(takeAgain.bind(ttlSeconds(), engineId, lease.tenant(), lease.token()))
        // An answer that was lost, and then was asked for again.
        || isHeldAs(lease);
  }

  private boolean isHeldAs(Lease lease) {
    Holder holder = holder(lease.tenant());
    return engineId.equals(holder.engineId()) && holder.token() == lease.token();
  }

  /** Lets it be known that a lease was held until now and is lost. */
  void lost() {
    durable.meter().leaseLost();
  }

  /** Gives a lease back; does nothing when it is lost. */
  public void release(Lease lease) {
    durable.applied(release.bind(lease.tenant(), engineId, lease.token()));
  }

  /**
   * Notes the latest write time that is used under a lease, for later ones to be later.
   *
   * @throws EngineException LEASE_LOST when the lease is lost
   */
  public void noteWrites(Lease lease, long lastWriteMicros) {
    if (!durable.applied(noteWrites.bind(lastWriteMicros, lease.tenant(), lease.token()))) {
      throw lost(lease.tenant());
    }
  }

  static EngineException lost(String tenant) {
    return new EngineException(
        FailureCode.LEASE_LOST,
        "another engine has taken over tenant "
            + tenant
            + ", for this one was silent for too long; what it has not committed is done there");
  }

  private Lease lease(String tenant, Holder holder) {
    return new Lease(tenant, engineId, holder.token(), holder.lastWriteMicros());
  }

  private int ttlSeconds() {
    return (int) Math.max(1, length.toSeconds());
  }
}
