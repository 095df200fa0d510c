package io.mysimbdp.engine;

import io.mysimbdp.engine.config.ProfileText;
import io.mysimbdp.engine.config.TenantProfile;
import io.mysimbdp.engine.config.TenantProfile.WriteSettings;

/** Profiles for tests that need one and do not care for most of it. */
public final class TestingProfiles {

  private static final String BASE =
      """
      files { patterns = ["*"], quiet-period = 0s }
      write { window = 1 MiB, in-flight = 16, retry-for = 30s }
      rejects { max-ratio = 1, min-sample = 0 }
      limits.batch.time = 2 minutes
      """;

  private TestingProfiles() {}

  /** Returns a profile in which these lines of HOCON differ from a lenient one. */
  public static TenantProfile of(String id, String hocon) {
    return ProfileText.of(id, BASE + hocon);
  }

  public static TenantProfile with(String id, int filesPerBatch) {
    return of(id, "limits.batch.files = " + filesPerBatch);
  }

  public static WriteSettings write() {
    return of("tenant", "").write();
  }
}
