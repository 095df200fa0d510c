package io.mysimbdp.engine.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.List;

/** Profiles from texts, for tests outside of this package. */
public final class ProfileText {

  private ProfileText() {}

  /** Returns the profile of a tenant whose tenant.conf this is; it may use any keyspace. */
  public static TenantProfile of(String id, String hocon) {
    Config profile =
        ConfigFactory.parseString("keyspaces = [\"*\"]\n" + hocon)
            .withFallback(Reference.load().getConfig("profile"));
    Problems problems = new Problems(Path.of("/"), Path.of("/test.conf"));
    ConfigReader reader = new ConfigReader(profile.root(), "", problems);
    RunWindows.Group windows =
        RunWindowsSection.bind(reader, RunWindowsSection.zone(reader), "test", problems);
    TenantProfile bound =
        ProfileSection.bind(
            reader,
            problems,
            id,
            null,
            new RunWindows(windows == null ? List.of() : List.of(windows)),
            null,
            "mysimbdp");
    reader.refuseUnknownKeys();
    if (problems.any()) {
      throw new IllegalArgumentException(problems.errors().toString());
    }
    return bound;
  }
}
