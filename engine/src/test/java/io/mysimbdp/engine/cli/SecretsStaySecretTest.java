package io.mysimbdp.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mysimbdp.engine.SigningKeys;
import io.mysimbdp.engine.plugin.PluginJar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Secrets that can be recognised, wherever there can be one: no command shows, logs or writes any
 * of them, though everything is logged that can be.
 */
class SecretsStaySecretTest {

  private static final String CANARY = "canary";

  private static final Map<String, String> SECRETS =
      Map.of(
          "DB_PASSWORD", "canary-environment",
          "DB_TOKEN", "canary-token",
          "API_KEY", "canary-key");

  /** The commands that need no Cassandra, and some that look for one in vain. */
  private static final List<List<String>> COMMANDS =
      List.of(
          List.of("check"),
          List.of("config"),
          List.of("config", "--output", "json"),
          List.of("config", "--tenant", "toys"),
          List.of("tenant", "list", "--offline"),
          List.of("tenant", "add", "games", "--dry-run"),
          List.of("tenant", "remove", "toys", "--purge-settings", "--dry-run"),
          List.of("run"),
          List.of("status"),
          List.of("cassandra", "status"));

  @TempDir Path home;

  @Test
  void no_command_tells_a_secret() throws Exception {
    installation(true);
    List<String> told = new ArrayList<>();
    for (List<String> command : COMMANDS) {
      told.add(engine(command));
    }
    assertThat(String.join("\n", told))
        .as("the configuration was read, and the cluster looked for")
        .contains(
            "******",
            "contact-points",
            "a line that is not shown",
            "Cannot connect to Cassandra at 127.0.0.1:1")
        .contains("settings.api.token: this seems to be a secret");
    assertNoCanary(told);
  }

  @Test
  void a_store_that_does_not_open_with_its_password_does_not_tell_it() throws Exception {
    installation(false);
    String told = engine(List.of("status"));
    assertThat(told).contains("cannot be read as PKCS12 or JKS with the configured password");
    assertNoCanary(List.of(told));
  }

  @Test
  void a_configuration_that_is_broken_beside_a_secret_does_not_quote_it() throws Exception {
    for (String broken :
        List.of(
            "cassandra.password = \"canary-open",
            "cassandra { password = canary-a canary-b = c }",
            "cassandra.password = [canary-list]",
            "cassandra.passwort = canary-typo",
            "cassandra.tls.key-store-password { env = \"canary-value\" }",
            "cassandra.password { file = \"conf/canary-secret\", env = CANARY }",
            "platform-keyspace = ${DB_TOKEN}",
            "turn = ${?API_KEY}",
            "cassandra.contact-points = [\"me:\"${DB_TOKEN}\"@host\"]",
            "concurrent-runs = ${DB_TOKEN} ]")) {
      file("conf/engine.conf", broken + "\n");
      String told = here("check") + here("run") + here("config", "--tenant", "toys");
      assertThat(told).as(broken).contains("conf/engine.conf");
      assertNoCanary(List.of(told));
    }
  }

  @Test
  void a_profile_that_is_broken_beside_a_secret_does_not_quote_it() throws Exception {
    for (String broken :
        List.of(
            "settings { token = \"canary-open",
            "settings { apiKey = canary-a ] }",
            "token = canary-token",
            "weight = canary-weight-secret { token = canary }")) {
      installation(true);
      file("tenants/toys/tenant.conf", broken + "\n");
      String told = here("check") + here("tenant", "list", "--offline");
      assertThat(told).as(broken).contains("tenants/toys/tenant.conf");
      assertNoCanary(List.of(told));
    }
  }

  private void installation(boolean isStoreRight) throws Exception {
    Files.createDirectories(home.resolve("stores"));
    Path store = home.resolve("stores/keys.p12");
    if (!Files.exists(store)) {
      new SigningKeys(home.resolve("stores")).make("engine", "CN=engine");
    }
    file(
        "conf/engine.conf",
        """
        tenants = [toys], grants.toys.limits.batch.files = 3, cassandra.tls.trust-store-password = "canary-line"
        plan-of {}
        staging.store { access-key = me, secret-key = "canary-store" }
        metrics.otlp {
          url = "http://127.0.0.1:1/v1/metrics"
          headers { Authorization = "canary-header", X-Scope = "canary-scope" }
        }
        cassandra {
          contact-points = ["127.0.0.1:1"]
          connect-timeout = 1s
          user = me
          password { env = DB_PASSWORD }
          tls {
            enabled = true
            key-store = "%s"
            key-store-password { file = "conf/store.password" }
          }
        }
        """
            .formatted(store));
    // A key store opens with its own password only; that is no canary.
    Path password = file("conf/store.password", isStoreRight ? "no-secret" : CANARY + "-of-a-file");
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
    file(
        "tenants/toys/tenant.conf",
        """
        settings {
          api { token = "canary-setting", url = "http://example.org" }
          password = "canary-password", apiKey = "canary-key", key = 1
        }
        """);
    Files.createDirectories(home.resolve("tenants/toys/staging"));
    file("tenants/toys/staging/a.tsv", "a\tb\n1\t2\n");
    file("tenants/games/tenant.conf", "");
    Files.createDirectories(home.resolve("tenants/games/staging"));
    PluginJar.idle("toys").buildInto(home.resolve("plugins"));
    PluginJar.idle("games").buildInto(home.resolve("plugins"));
    file(
        "log4j2.xml",
        """
        <Configuration status="warn" shutdownHook="disable"><Appenders>
          <Console name="console" target="SYSTEM_ERR"><PatternLayout pattern="%d %p %c %m%n%throwable"/></Console>
        </Appenders><Loggers><Root level="trace"><AppenderRef ref="console"/></Root></Loggers></Configuration>
        """);
  }

  /** Runs a command that logs nothing in this process, and returns all that it says. */
  private String here(String... command) {
    return SaidHere.by(home, SECRETS, command);
  }

  /** Runs a command in a process of its own, and returns all that it says. */
  private String engine(List<String> command) throws IOException, InterruptedException {
    List<String> whole = new ArrayList<>();
    whole.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    whole.add("-XX:TieredStopAtLevel=1");
    whole.add("-Dlog4j2.configurationFile=" + home.resolve("log4j2.xml"));
    whole.add("-cp");
    whole.add(System.getProperty("java.class.path"));
    whole.add(Main.class.getName());
    whole.addAll(command);
    whole.add("--home");
    whole.add(home.toString());
    ProcessBuilder builder = new ProcessBuilder(whole).redirectErrorStream(true);
    builder.environment().putAll(SECRETS);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }

  /** What is told holds no secret, nor does any file but those that it was written into. */
  private void assertNoCanary(List<String> told) throws IOException {
    for (String text : told) {
      assertThat(text.lines().filter(line -> line.contains(CANARY))).isEmpty();
    }
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        boolean isWrittenByHand =
            file.endsWith("engine.conf")
                || file.endsWith("tenant.conf")
                || file.endsWith("store.password");
        if (!isWrittenByHand) {
          assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
              .as(file.toString())
              .doesNotContain(CANARY);
        }
      }
    }
  }

  private Path file(String name, String text) throws IOException {
    Path file = home.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
