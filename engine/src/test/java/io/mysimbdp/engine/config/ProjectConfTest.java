package io.mysimbdp.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.logging.log4j.core.LoggerContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** The files in conf/ of the project itself. */
class ProjectConfTest {

  private static final String HOME = "mysimbdp.home";

  @TempDir Path folder;

  @Test
  void the_sample_registers_the_sample_tenants_without_a_warning() {
    Installation installation = Installation.load(root(), Map.of());

    assertThat(installation.engine().tenants())
        .containsExactly("gift_card", "digital_video_games", "toys", "ratings");
    assertThat(installation.warnings()).isEmpty();
  }

  @Test
  void the_jar_holds_the_same_log_configuration() throws IOException {
    try (InputStream inside = ProjectConfTest.class.getResourceAsStream("/log4j2.xml")) {
      assertThat(root().resolve("conf/log4j2.xml"))
          .hasBinaryContent(Objects.requireNonNull(inside).readAllBytes());
    }
  }

  @Test
  @ResourceLock(Resources.SYSTEM_PROPERTIES)
  void the_log_file_gets_the_thread_and_only_our_lines_below_warn() throws IOException {
    log(
        folder,
        context -> {
          context.getLogger("io.mysimbdp.engine.x").info("ours");
          context.getLogger("io.netty.x").info("theirs");
          context.getLogger("io.netty.x").warn("trouble", new IllegalStateException("stack"));
        });

    assertThat(Files.readString(folder.resolve(".mysimbdp/logs/engine.log")))
        .contains(" INFO  [" + Thread.currentThread().getName() + "] io.mysimbdp.engine.x - ours\n")
        .contains("io.netty.x - trouble\njava.lang.IllegalStateException: stack")
        .doesNotContain("theirs");
  }

  @Test
  @ResourceLock(Resources.SYSTEM_PROPERTIES)
  void without_an_installation_there_is_no_log_file() {
    log(
        null,
        context ->
            assertThat(context.getConfiguration().getAppenders()).containsOnlyKeys("console"));
  }

  private static void log(@Nullable Path home, Consumer<LoggerContext> lines) {
    String before = System.getProperty(HOME);
    try {
      if (home == null) {
        System.clearProperty(HOME);
      } else {
        System.setProperty(HOME, home.toString());
      }
      try (LoggerContext context = new LoggerContext("test")) {
        context.setConfigLocation(root().resolve("conf/log4j2.xml").toUri());
        context.start();
        lines.accept(context);
      }
    } finally {
      if (before == null) {
        System.clearProperty(HOME);
      } else {
        System.setProperty(HOME, before);
      }
    }
  }

  /** Returns the root of the project: the folder that holds .mvn. */
  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve(".mvn"))) {
      folder = Objects.requireNonNull(folder.getParent(), "no .mvn above the working directory");
    }
    return folder;
  }
}
