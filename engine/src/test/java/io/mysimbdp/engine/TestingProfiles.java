package io.mysimbdp.engine;

import io.mysimbdp.engine.config.Dialect;
import io.mysimbdp.engine.config.TenantProfile;
import io.mysimbdp.engine.config.TenantProfile.Nulls;
import io.mysimbdp.engine.config.TenantProfile.RejectThreshold;
import io.mysimbdp.engine.config.TenantProfile.WriteSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Profiles for tests that need one and do not care for most of it. */
public final class TestingProfiles {

  private TestingProfiles() {}

  public static TenantProfile with(String id, int filesPerBatch) {
    return with(id, id, filesPerBatch, Dialect.tsv(), anyRejects());
  }

  public static TenantProfile with(
      String id, String keyspace, int filesPerBatch, Dialect dialect, RejectThreshold rejects) {
    return new TenantProfile(
        id,
        id,
        keyspace,
        Map.of("class", "SimpleStrategy", "replication_factor", "1"),
        null,
        List.of("*"),
        Duration.ZERO,
        filesPerBatch,
        dialect,
        write(),
        rejects,
        Duration.ofMinutes(2),
        "");
  }

  public static WriteSettings write() {
    return new WriteSettings(
        "LOCAL_QUORUM", Nulls.UNSET, 1 << 20, 40 << 10, 100, 16, Duration.ofSeconds(30));
  }

  public static RejectThreshold anyRejects() {
    return new RejectThreshold(Long.MAX_VALUE, 1.0, 0);
  }
}
