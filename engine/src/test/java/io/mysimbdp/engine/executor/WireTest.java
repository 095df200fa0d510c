package io.mysimbdp.engine.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mysimbdp.engine.config.CassandraConfig;
import io.mysimbdp.engine.config.Rates;
import io.mysimbdp.engine.config.Secret;
import io.mysimbdp.engine.config.StagingConfig;
import java.io.InvalidClassException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WireTest {

  private static final StagingConfig S3_STAGING =
      new StagingConfig(
          "s3://in/{tenant}/staging",
          new StagingConfig.Store(
              "http://store:9000",
              null,
              true,
              new StagingConfig.Login("key", new Secret("secret-5")),
              Duration.ofSeconds(1)));

  @Test
  void settings_survive_the_trip_with_their_secrets_and_paths() {
    ExecutorSettings settings =
        new ExecutorSettings(
            new CassandraConfig(
                List.of("db:9042"),
                "dc1",
                new CassandraConfig.Auth("me", new Secret("secret-1")),
                new CassandraConfig.Tls(
                    Path.of("/a/trust.store"), new Secret("secret-2"), null, null, true),
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                3,
                4,
                Duration.ofSeconds(5),
                new Secret("secret-3"),
                6,
                true,
                new CassandraConfig.Embedded(
                    "127.0.0.1", 0, 1, Duration.ofSeconds(1), 1, false, List.of())),
            List.of("db:9042"),
            Duration.ofSeconds(7),
            List.of("nice"),
            "1.0.0",
            new BulkAccess.Embedded("lib", "bulk", 7199, "engine", "secret-4"),
            S3_STAGING);

    assertThat(Wire.read(Wire.bytes(settings), ExecutorSettings.class)).isEqualTo(settings);
    assertThat(settings.toString())
        .doesNotContain("secret-1", "secret-2", "secret-3", "secret-4", "secret-5");
  }

  @Test
  void what_is_no_value_of_the_engine_is_not_read() {
    byte[] foreign = Wire.bytes(URI.create("http://localhost"));

    assertThatThrownBy(() -> Wire.read(foreign, Serializable.class))
        .isInstanceOf(UncheckedIOException.class)
        .hasCauseInstanceOf(InvalidClassException.class);
    byte[] inside = Wire.bytes(new ArrayList<>(List.of(URI.create("http://localhost"))));
    assertThatThrownBy(() -> Wire.read(inside, Serializable.class))
        .hasCauseInstanceOf(InvalidClassException.class);
  }

  @Test
  void what_is_another_value_is_not_taken_for_it() {
    assertThatThrownBy(() -> Wire.read(Wire.bytes(Rates.UNLIMITED), ExecutorSettings.class))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("Expected io.mysimbdp.engine.executor.ExecutorSettings");
  }
}
