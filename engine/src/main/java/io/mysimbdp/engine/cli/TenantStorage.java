package io.mysimbdp.engine.cli;

import io.mysimbdp.engine.config.TenantProfile;
import io.mysimbdp.engine.schema.SchemaInstaller;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * What lies in Cassandra for each tenant, in the tables that it declares. An answer is kept for as
 * long as makes asking a tenth of the time at most: many short runs must not ask more than they
 * write, and the last of them must not be told what the first one was. Safe for several threads.
 */
final class TenantStorage implements Function<String, OptionalLong> {

  private static final int SHARE_OF_TIME = 10;

  private static final long LONGEST_NANOS = Duration.ofMinutes(1).toNanos();

  private final BiFunction<String, List<String>, OptionalLong> stored;
  private final LongSupplier nanoTime;
  private final Map<String, Tables> tables = new ConcurrentHashMap<>();
  private final Map<String, Estimate> latest = new ConcurrentHashMap<>();

  private record Tables(String keyspace, List<String> names) {}

  private record Estimate(long at, long freshNanos, Tables of, OptionalLong bytes) {

    boolean isFresh(long now) {
      return now - at < freshNanos;
    }
  }

  /**
   * Makes it.
   *
   * @param stored tells what the tables of a keyspace take up, in bytes; empty: unknown
   * @param nanoTime a monotonic clock
   */
  TenantStorage(BiFunction<String, List<String>, OptionalLong> stored, LongSupplier nanoTime) {
    this.stored = stored;
    this.nanoTime = nanoTime;
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
    long begin = nanoTime.getAsLong();
    Estimate known = latest.get(tenant);
    if (known != null && known.of.equals(own) && known.isFresh(begin)) {
      return known.bytes;
    }
    OptionalLong bytes = stored.apply(own.keyspace, own.names);
    long end = nanoTime.getAsLong();
    long fresh = Math.min(LONGEST_NANOS, SHARE_OF_TIME * (end - begin));
    latest.put(tenant, new Estimate(end, fresh, own, bytes));
    return bytes;
  }

  /** Forgets a tenant that has gone. */
  void forget(String tenant) {
    tables.remove(tenant);
    latest.remove(tenant);
  }
}
