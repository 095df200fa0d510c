package io.mysimbdp.engine.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.mysimbdp.engine.failure.FailureCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JARs that look suspicious and are fine, and ones that only a test of their own can build. */
class OddJarsTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org/slf4j/impl/StaticLoggerBinder.class",
        "org/slf4j/simple/SimpleLogger.class",
        "org/slf4j/bridge/SLF4JBridgeHandler.class",
        "ch/qos/logback/classic/Logger.class",
        "org/apache/logging/log4j/core/Logger.class"
      })
  void a_logging_backend_of_its_own_is_allowed(String path) {
    PluginJar.idle("acme").entry(path, new byte[8]).buildInto(plugins());
    assertLoads("acme");
  }

  @Test
  void an_entry_that_climbs_out_of_the_jar_is_written_nowhere() throws IOException {
    PluginJar.idle("acme").entry("../../escaped.txt", "escaped").buildInto(plugins());
    try (PluginCatalog catalog = PluginCatalog.load(plugins(), "1.0.0")) {
      assertThat(catalog.failures()).isEmpty();
      assertThat(catalog.find("acme").orElseThrow().newApp()).isNotNull();
      assertThat(folder.resolve("escaped.txt")).doesNotExist();
      try (Stream<Path> files = Files.walk(folder)) {
        assertThat(files.filter(Files::isRegularFile))
            .containsExactly(plugins().resolve("acme.jar"));
      }
    }
  }

  @Test
  void a_licence_that_is_there_twice_harms_nobody() throws IOException {
    Path jar =
        PluginJar.idle("acme")
            .entry("META-INF/LICENSE", "one")
            .entry("META-INF/LICENSF", "two")
            .buildInto(plugins());
    String bytes = Files.readString(jar, StandardCharsets.ISO_8859_1);
    Files.writeString(
        jar, bytes.replace("META-INF/LICENSF", "META-INF/LICENSE"), StandardCharsets.ISO_8859_1);
    assertLoads("acme");
  }

  @Test
  void a_file_that_may_not_be_read_is_refused() throws IOException {
    Path jar = PluginJar.idle("acme").buildInto(plugins());
    Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("---------"));
    assumeThat(Files.isReadable(jar)).as("the administrator may read everything").isFalse();
    assertFails(
        Optional.empty(),
        FailureCode.PLUGIN_UNREADABLE,
        "plugins/acme.jar may not be read by the engine's user");
  }

  private void assertLoads(String id) {
    try (PluginCatalog catalog = PluginCatalog.load(plugins(), "1.0.0")) {
      assertThat(catalog.failures()).isEmpty();
      assertThat(catalog.find(id).orElseThrow().newApp()).isNotNull();
    }
  }

  private void assertFails(Optional<String> id, FailureCode code, String message) {
    try (PluginCatalog catalog = PluginCatalog.load(plugins(), "1.0.0")) {
      assertThat(catalog.plugins()).isEmpty();
      assertThat(catalog.failures())
          .containsExactly(new PluginFailure("acme.jar", id, code, message));
    }
  }

  /** Two levels down, so that a path with {@code ../..} ends within the test's own folder. */
  private Path plugins() {
    return folder.resolve("home").resolve("plugins");
  }
}
