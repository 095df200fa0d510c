package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.config.TenantProfile;
import io.mysimbdp.engine.ledger.StoredBytes;
import io.mysimbdp.engine.schema.SchemaInstaller;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What lies in Cassandra for each tenant, in the tables that it declares: asked for once a minute
 * at most, for many short runs would ask more than they write. Safe for several threads.
 */
final class TenantStorage implements Function<String, OptionalLong> {

  private static final Duration FRESH = Duration.ofMinutes(1);

  private final StoredBytes stored;
  private final InstantSource clock;
  private final Map<String, Tables> tables = new ConcurrentHashMap<>();
  private final Map<String, Estimate> latest = new ConcurrentHashMap<>();

  private record Tables(String keyspace, List<String> names) {}

  private record Estimate(Instant at, Tables of, OptionalLong bytes) {}

  TenantStorage(StoredBytes stored, InstantSource clock) {
    this.stored = stored;
    this.clock = clock;
  }

  /** Says which tables a tenant has; they are there. */
  void declare(TenantProfile profile, TenantSchema schema) {
    tables.put(
        profile.id(),
        new Tables(
            profile.keyspace(),
            SchemaInstaller.check(
                profile.keyspace(), profile.tables(), schema.script(), schema.origin())));
  }

  /** Returns the bytes of a tenant's tables; empty: unknown. */
  @Override
  public OptionalLong apply(String tenant) {
    Tables own = tables.get(tenant);
    if (own == null || own.names.isEmpty()) {
      return OptionalLong.empty();
    }
    Instant now = clock.instant();
    Estimate known = latest.get(tenant);
    if (known != null && known.of.equals(own) && now.isBefore(known.at.plus(FRESH))) {
      return known.bytes;
    }
    Estimate estimate = new Estimate(now, own, stored.of(own.keyspace, own.names));
    latest.put(tenant, estimate);
    return estimate.bytes;
  }
}
