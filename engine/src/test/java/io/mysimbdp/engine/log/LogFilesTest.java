package io.mysimbdp.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.LoggerContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.slf4j.Logger;

/** Which line gets into which file, with the configuration that the engine comes with. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class LogFilesTest {

  private static final String HOME = "mysimbdp.home";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private final LoggerContext context = new LoggerContext("test");

  @BeforeEach
  void begin() {
    System.setProperty(HOME, folder.toString());
    context.setConfigLocation(
        Path.of(System.getProperty("user.dir"), "src/main/resources/log4j2.xml").toUri());
    context.start();
  }

  @AfterEach
  void end() {
    context.close();
    System.clearProperty(HOME);
  }

  @Test
  void a_tenants_log_has_what_is_about_it_and_nothing_else() throws IOException {
    EventLog events = events();
    events.info(Event.BATCH_BEGAN, About.tenant("toys").run("r1"), "{}: batch begins", "toys");
    events.info(Event.BATCH_BEGAN, About.tenant("games").run("r2"), "{}: batch begins", "games");
    events.warn(Event.CONFIGURATION_WARNING, About.platform(), "for the platform");

    assertThat(read("tenants/toys.log")).hasSize(1);
    assertThat(read("tenants/toys.log").get(0)).endsWith(" INFO  toys: batch begins");
    assertThat(read("tenants/games.log")).hasSize(1);
    assertThat(read("engine.log"))
        .extracting(line -> line.substring(line.indexOf(" - ") + 3))
        .containsExactly("toys: batch begins", "games: batch begins", "for the platform");
    try (Stream<Path> tenants = Files.list(folder.resolve(".mysimbdp/logs/tenants"))) {
      assertThat(tenants).as("nobody gets what is about nobody").hasSize(2);
    }
  }

  @Test
  void events_are_json_with_numbers_as_numbers() throws IOException {
    events()
        .warn(
            Event.BATCH_ENDED,
            About.tenant("toys")
                .run("r1")
                .with("rows_written", 5_000)
                .with("seconds", 1.5)
                .with("code", (String) null)
                .with("reason", "it said \"no\"\nand left"),
            "toys: batch 1 failed");
    events().defect(About.platform(), "Internal error", new IllegalStateException("broken"));

    List<JsonNode> lines = json();
    JsonNode ended = lines.get(0);
    assertThat(ended.fieldNames())
        .toIterable()
        .containsExactly(
            "time",
            "level",
            "event",
            "tenant",
            "run",
            "reason",
            "rows_written",
            "seconds",
            "message",
            "logger",
            "thread");
    assertThat(ended.get("time").asText()).matches("\\d{4}-\\d\\d-\\d\\dT[0-9:.]{12}Z");
    assertThat(ended.get("event").asText()).isEqualTo("batch_ended");
    assertThat(ended.get("tenant").asText()).isEqualTo("toys");
    assertThat(ended.get("rows_written").isIntegralNumber()).isTrue();
    assertThat(ended.get("seconds").isNumber()).isTrue();
    assertThat(ended.get("reason").asText()).isEqualTo("it said \"no\"\\nand left");
    assertThat(ended.get("message").asText()).isEqualTo("toys: batch 1 failed");
    assertThat(lines.get(1).has("tenant")).isFalse();
    assertThat(lines.get(1).get("trace").asText()).startsWith("java.lang.IllegalStateException");
  }

  @Test
  void an_app_logs_for_its_tenant_whatever_thread_it_is_on() throws Exception {
    Logger app = app("toys");
    Thread own = new Thread(() -> app.info("{} of {}", 3, "them"));
    own.start();
    own.join();
    app.warn("careful");
    app.debug("not asked for");

    assertThat(read("tenants/toys.log"))
        .extracting(line -> line.replaceFirst("^\\S+ ", ""))
        .containsExactly("INFO  app, run r1: 3 of them", "WARN  app, run r1: careful");
    assertThat(read("engine.log")).as("of apps only warnings").hasSize(1);
    assertThat(read("engine.log").get(0)).endsWith("tenant.toys - careful");
    assertThat(json()).extracting(line -> line.get("event").asText()).containsExactly("app", "app");
    assertThat(json()).extracting(line -> line.get("tenant").asText()).containsOnly("toys");
  }

  @Test
  void nobody_can_begin_a_line_in_the_name_of_another() throws IOException {
    String forged = "x\r\n2026-01-01T00:00:00 ERROR games: it was them\u001b[2J\u2028y";
    Exception thrown = new IllegalStateException(forged);
    thrown.setStackTrace(new StackTraceElement[] {new StackTraceElement(forged, "m", "F.java", 1)});
    app("toys").warn("{}", forged, thrown);
    events().info(Event.FILE_JUDGED, About.tenant("toys").with("file", forged), "toys/{}", forged);
    context.getLogger("io.mysimbdp.engine.x").warn(forged);

    for (String file : List.of("engine.log", "tenants/toys.log", "events.jsonl")) {
      assertThat(read(file))
          .as(file)
          .hasSizeGreaterThan(1)
          .noneMatch(line -> line.startsWith("2026-01-01T00:00:00 ERROR"))
          .noneMatch(line -> line.contains("\u001b"));
    }
    assertThat(read("tenants/toys.log"))
        .contains(
            "io.mysimbdp.engine.failure.RetoldException: java.lang.IllegalStateException: x ↵"
                + " 2026-01-01T00:00:00 ERROR games: it was them ↵ [2J ↵ y");
  }

  @Test
  void what_is_about_a_tenant_leaves_no_trace_on_the_thread() {
    ThreadContext.put(EventLog.TENANT, "games");
    try {
      events().info(Event.TENANT_GONE, About.tenant("toys").run("r"), "toys: is served no more");

      assertThat(ThreadContext.getContext()).isEqualTo(Map.of("tenant", "games"));
      assertThat(About.current().context()).isEqualTo(Map.of("tenant", "games"));
    } finally {
      ThreadContext.clearMap();
    }
  }

  @Test
  void what_libraries_say_is_for_the_platform_and_not_without_end() throws IOException {
    ThreadContext.put(EventLog.TENANT, "toys");
    try {
      for (int i = 0; i < 1_000; i++) {
        context.getLogger("com.datastax.oss.driver.x").warn("node {} is down", i);
      }
      context.getLogger("io.netty.x").info("not asked for");
    } finally {
      ThreadContext.clearMap();
    }

    assertThat(read("engine.log")).hasSizeBetween(50, 200);
    assertThat(folder.resolve(".mysimbdp/logs/tenants")).doesNotExist();
  }

  @Test
  void a_thousand_tenants_have_a_file_each() throws IOException {
    for (int i = 0; i < 1_000; i++) {
      events().info(Event.TENANT_GONE, About.tenant("t" + i), "t{}: is served no more", i);
    }

    for (int i = 0; i < 1_000; i++) {
      assertThat(read("tenants/t" + i + ".log"))
          .singleElement()
          .asString()
          .endsWith(" t" + i + ": is served no more");
    }
  }

  @Test
  void who_says_nothing_makes_no_files_but_one() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(".mysimbdp/logs"))) {
      assertThat(files).extracting(Path::getFileName).hasToString("[engine.log]");
    }
  }

  private EventLog events() {
    return new EventLog(context.getLogger("io.mysimbdp.engine.x"));
  }

  private Logger app(String tenant) {
    return new AppLog(context.getLogger("tenant." + tenant), tenant, "r1");
  }

  private List<String> read(String file) throws IOException {
    return Files.readAllLines(folder.resolve(".mysimbdp/logs").resolve(file));
  }

  private List<JsonNode> json() throws IOException {
    List<JsonNode> nodes = new ArrayList<>();
    for (String line : read("events.jsonl")) {
      nodes.add(JSON.readTree(line));
    }
    return nodes;
  }
}
