package io.mysimbdp.engine.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.DriverTimeoutException;
import io.mysimbdp.engine.config.ConfigException;
import io.mysimbdp.engine.config.EngineConfig;
import io.mysimbdp.engine.config.Installation;
import io.mysimbdp.engine.config.SandboxConf;
import io.mysimbdp.engine.config.SandboxProfile;
import io.mysimbdp.engine.config.TenantProfile;
import io.mysimbdp.engine.failure.EngineException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a throw-away installation is made of, and that it goes. */
class SandboxesTest {

  private static final SandboxServer SERVER = new SandboxServer("embedded", List.of("127.0.0.1:9"));
  private static final Map<String, String> ENVIRONMENT = Map.of("TURN", "2 MiB");

  @TempDir Path folder;
  private Path home;
  private Path given;
  private final List<String> dropped = new ArrayList<>();

  @BeforeEach
  void make_an_installation() throws IOException {
    home = folder.resolve("home");
    write(
        home.resolve("conf/engine.conf"),
        """
        include "plans.conf"
        tenants = [toys, games]
        suspended = [toys]
        turn = ${TURN}
        plan-of { toys = free, games = large }
        grants { toys { keyspaces = [shop], tables = ["toy_*"] }, games { weight = 7 } }
        caps { keyspaces = ["shop*"], run-windows = ["* 3 * * *"], weight = 500 }
        cassandra { user = u, password { file = "conf/secret" } }
        notify.url = "http://127.0.0.1:1/"
        profile.replication { class = SimpleStrategy, replication_factor = 2 }
        """);
    write(home.resolve("conf/secret"), "hush");
    write(
        home.resolve("conf/plans.conf"),
        """
        plans {
          free { files.max-size = 1 MiB, weight = 50 }
          large { weight = 400, run-windows = ["* 4 * * *"], session = own }
        }
        default-plan = free
        """);
    given = folder.resolve("given");
    write(
        given.resolve("tenant.conf"),
        """
        include "more.conf"
        keyspace = shop
        run-windows = ["* 5 * * *"]
        schema-file = "sql/tables.cql"
        """);
    write(given.resolve("more.conf"), "files { completion = marker, max-size = 64 KiB }\n");
    write(given.resolve("sql/tables.cql"), "-- none\n");
    write(folder.resolve("toys.jar"), "a jar");
  }

  @Test
  void it_has_the_limits_of_the_installation_and_keyspaces_of_its_own() {
    try (Sandbox sandbox = sandboxes().make(conf(), spec("toys", null), SERVER)) {
      Installation made = sandbox.load(ENVIRONMENT);
      EngineConfig engine = made.engine();
      assertThat(engine.tenants()).containsExactly("toys");
      assertThat(engine.suspended()).isEmpty();
      assertThat(engine.turnBytes()).isEqualTo(2 << 20);
      assertThat(engine.platformKeyspace()).isEqualTo(sandbox.keyspaces().ledger());
      assertThat(engine.cassandra().contactPoints()).containsExactly("127.0.0.1:9");
      assertThat(Objects.requireNonNull(engine.cassandra().auth()).password().reveal())
          .isEqualTo("hush");
      assertThat(engine.notifications().url()).isNull();
      TenantProfile profile = made.registrations().get(0).requireProfile();
      assertThat(profile.plan()).isEqualTo("free");
      assertThat(profile.keyspace()).isEqualTo(sandbox.keyspaces().tables());
      assertThat(profile.tables().allow("toy_reviews")).isTrue();
      assertThat(profile.tables().allow("reviews")).isFalse();
      assertThat(profile.weight()).isEqualTo(50);
      assertThat(profile.files().maxBytes()).isEqualTo(64 << 10);
      assertThat(profile.runWindows().groups()).as("it is tried now").hasSize(1);
      assertThat(profile.replication()).containsEntry("replication_factor", "2");
      assertThat(profile.schemaFile()).isEqualTo(".given/sql/tables.cql");
      assertThat(sandbox.folder().resolve(".given/sql/tables.cql")).exists();
      sandbox.discard();
    }
    assertThat(home.resolve(".mysimbdp/sandboxes")).isDirectoryNotContaining("glob:**sandbox_*");
  }

  @Test
  void who_is_not_registered_may_be_on_any_plan() {
    try (Sandbox sandbox = sandboxes().make(conf(), spec("newcomer", "large"), SERVER)) {
      TenantProfile profile = sandbox.load(ENVIRONMENT).registrations().get(0).requireProfile();
      assertThat(profile.plan()).isEqualTo("large");
      assertThat(profile.weight()).isEqualTo(400);
      sandbox.discard();
    }
  }

  @Test
  void mistakes_are_told_in_terms_of_the_files_that_were_given() throws IOException {
    write(given.resolve("more.conf"), "files.completion = marker\nfiles.max-size = 64 MiB\n");
    try (Sandbox sandbox = sandboxes().make(conf(), spec("toys", null), SERVER)) {
      assertThatThrownBy(() -> sandbox.load(ENVIRONMENT))
          .isInstanceOf(ConfigException.class)
          .hasMessage(
              given.resolve("more.conf")
                  + ":2: files.max-size: expected at most 1 MiB, which plan free grants"
                  + " (conf/plans.conf:2), got \"64 MiB\"");
      assertThat(sandbox.original("plugins/toys.jar holds no app"))
          .isEqualTo(folder.resolve("toys.jar") + " holds no app");
      sandbox.discard();
    }
  }

  @Test
  void files_are_copied_and_complete() throws IOException {
    Path sample = write(folder.resolve("sample.csv"), "a,b\n1,2\n");
    try (Sandbox sandbox = sandboxes().make(conf(), spec("toys", null), SERVER)) {
      Path copy = sandbox.stage(sample);
      assertThat(copy).hasSameTextualContentAs(sample);
      assertThat(sandbox.filesIn("staging")).containsExactly(copy);
      assertThat(Files.getLastModifiedTime(copy)).isLessThan(Files.getLastModifiedTime(sample));
      assertThatThrownBy(() -> sandbox.stage(folder.resolve("other.csv")))
          .isInstanceOf(EngineException.class)
          .hasMessage("Expected a file with records, found none at " + folder.resolve("other.csv"));
      sandbox.discard();
    }
    assertThat(sample).exists();
  }

  @Test
  void what_a_killed_process_has_left_is_removed_and_what_is_in_use_is_not() throws Exception {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                home.toString(),
                given.toString(),
                folder.resolve("toys.jar").toString())
            .redirectErrorStream(true)
            .start();
    try (BufferedReader told = other.inputReader();
        Sandbox own = sandboxes().make(conf(), spec("toys", null), SERVER)) {
      String line = told.readLine();
      while (line != null && !SandboxKeyspaces.isName(line)) {
        line = told.readLine(); // The JVM has something to say first.
      }
      String name = Objects.requireNonNull(line);
      assertThat(sandboxes().sweep(SERVER, this::drop)).isEmpty();
      other.destroyForcibly().waitFor();

      assertThat(sandboxes().sweep(new SandboxServer("another", List.of()), this::drop)).isEmpty();
      assertThat(
              sandboxes()
                  .sweep(
                      SERVER,
                      each -> {
                        throw new DriverTimeoutException("too busy");
                      }))
          .isEmpty();
      assertThat(dropped).isEmpty();

      assertThat(sandboxes().sweep(SERVER, this::drop)).containsExactly(name);
      assertThat(dropped).containsExactly(name);
      assertThat(home.resolve(".mysimbdp/sandboxes").resolve(name)).doesNotExist();
      assertThat(own.folder()).exists();
      own.discard();
    } finally {
      other.destroyForcibly().waitFor();
    }
  }

  /** A process with a sandbox, until it is killed. */
  static final class Holder {

    private Holder() {}

    public static void main(String[] arguments) throws Exception {
      Path home = Path.of(arguments[0]);
      Sandbox sandbox =
          new Sandboxes(home.resolve(".mysimbdp"), new SecureRandom(), InstantSource.system())
              .make(
                  SandboxConf.read(home, ENVIRONMENT),
                  new SandboxSpec(
                      "toys",
                      null,
                      Path.of(arguments[2]),
                      "toys",
                      SandboxProfile.read(Path.of(arguments[1]).resolve("tenant.conf")),
                      List.of(),
                      List.of()),
                  SERVER);
      System.out.println(sandbox.keyspaces().name());
      new CountDownLatch(1).await();
    }
  }

  @Test
  void what_is_kept_stays_until_that_is_asked_for() {
    String name;
    try (Sandbox sandbox = sandboxes().make(conf(), spec("toys", null), SERVER)) {
      name = sandbox.keyspaces().name();
      sandbox.keep();
    }
    assertThat(sandboxes().sweep(SERVER, this::drop)).isEmpty();
    assertThat(sandboxes().kept()).containsExactly(name);
    assertThat(sandboxes().removeKept(SERVER, this::drop)).containsExactly(name);
    assertThat(dropped).containsExactly(name);
    assertThat(sandboxes().kept()).isEmpty();
  }

  @Test
  void one_whose_keyspaces_are_not_dropped_is_found_by_the_next() {
    String name;
    try (Sandbox sandbox = sandboxes().make(conf(), spec("toys", null), SERVER)) {
      name = sandbox.keyspaces().name();
    }
    assertThat(sandboxes().sweep(SERVER, this::drop)).containsExactly(name);
  }

  @Test
  void only_what_has_the_name_of_a_sandbox_is_ever_removed() throws IOException {
    Path place = home.resolve(".mysimbdp/sandboxes");
    Files.createDirectories(place.resolve("reviews"));
    Files.createDirectories(place.resolve("sandbox_a"));
    Path link =
        Files.createSymbolicLink(
            place.resolve("sandbox_" + "0".repeat(20)), folder.resolve("given"));
    assertThat(sandboxes().sweep(SERVER, this::drop)).isEmpty();
    assertThat(dropped).isEmpty();
    assertThat(link).exists();
    try (Stream<Path> left = Files.list(place)) {
      assertThat(left.filter(Files::isDirectory)).hasSize(3);
    }
    assertThat(given.resolve("tenant.conf")).exists();
  }

  private void drop(SandboxKeyspaces keyspaces) {
    dropped.add(keyspaces.name());
  }

  private Sandboxes sandboxes() {
    return new Sandboxes(home.resolve(".mysimbdp"), new SecureRandom(), InstantSource.system());
  }

  private SandboxConf conf() {
    return SandboxConf.read(home, ENVIRONMENT);
  }

  private SandboxSpec spec(String tenant, @Nullable String plan) {
    return new SandboxSpec(
        tenant,
        plan,
        folder.resolve("toys.jar"),
        "toys",
        SandboxProfile.read(given.resolve("tenant.conf")),
        List.of(),
        List.of());
  }

  private static Path write(Path file, String text) throws IOException {
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    return Files.writeString(file, text);
  }
}
