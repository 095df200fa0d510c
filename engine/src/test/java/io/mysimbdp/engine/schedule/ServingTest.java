package io.mysimbdp.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.mysimbdp.engine.TestingProfiles;
import io.mysimbdp.engine.run.PluginRef;
import io.mysimbdp.engine.staging.TenantFolder;
import io.mysimbdp.engine.time.Backoff;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServingTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private Path staging;
  private Serving serving;

  @BeforeEach
  void makeFolder(@TempDir Path folder) throws IOException {
    staging = Files.createDirectory(folder.resolve("staging"));
    modifiedAt(NOON.minusSeconds(60));
    serving =
        new Serving(
            new Tenant(
                TestingProfiles.of("a", ""),
                new TenantFolder(folder),
                new PluginRef("a", "1.0.0", "a.jar", "00"),
                null),
            () -> {},
            new Backoff(Duration.ofSeconds(10), Duration.ofHours(1), () -> 0));
  }

  private void modifiedAt(Instant when) throws IOException {
    Files.setLastModifiedTime(staging, FileTime.from(when));
  }

  @Test
  void a_rescan_of_an_unchanged_directory_has_nothing_listed() {
    serving.looking(NOON);

    assertThat(serving.change().getAsBoolean()).isFalse();
    assertThat(serving.isDue(NOON.plusSeconds(3600))).isFalse();
  }

  @Test
  void a_rescan_finds_what_no_event_has_told_of() throws IOException {
    serving.looking(NOON);
    modifiedAt(NOON.plusSeconds(1));

    assertThat(serving.change().getAsBoolean()).isTrue();
    serving.changed();
    assertThat(serving.isDue(NOON.plusSeconds(2))).isTrue();
  }

  @Test
  void a_directory_that_had_just_changed_is_looked_at_once_more() throws IOException {
    modifiedAt(NOON);
    serving.looking(NOON.plusSeconds(1));
    assertThat(serving.change().getAsBoolean()).isTrue();

    serving.looking(NOON.plusSeconds(11));
    assertThat(serving.change().getAsBoolean()).isFalse();
  }
}
