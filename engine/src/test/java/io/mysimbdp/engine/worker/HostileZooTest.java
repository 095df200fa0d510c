package io.mysimbdp.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import io.mysimbdp.engine.CassandraServer;
import io.mysimbdp.engine.TestingProfiles;
import io.mysimbdp.engine.TestingShares;
import io.mysimbdp.engine.plugin.LoadedPlugin;
import io.mysimbdp.engine.plugin.PluginCatalog;
import io.mysimbdp.engine.plugin.PluginJar;
import io.mysimbdp.engine.process.ProcessLauncher;
import io.mysimbdp.engine.run.FileResult;
import io.mysimbdp.engine.run.PluginRef;
import io.mysimbdp.engine.run.Run;
import io.mysimbdp.engine.run.RunCounters;
import io.mysimbdp.engine.run.RunFile;
import io.mysimbdp.engine.run.RunResult;
import io.mysimbdp.engine.session.SessionLender;
import io.mysimbdp.engine.staging.FileSource;
import io.mysimbdp.engine.staging.FileStamp;
import io.mysimbdp.engine.staging.Fingerprint;
import io.mysimbdp.engine.worker.Attack.Fate;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TimeZone;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every hostile app runs beside a good one, on real JARs and a real Cassandra: it comes to what the
 * documentation says, the good one's rows all arrive, and what all have in common stays as it was.
 */
class HostileZooTest {

  private static final int GOOD_ROWS = 300;

  private static final ScheduledExecutorService TIMER =
      Executors.newSingleThreadScheduledExecutor();
  private static String good = "";
  private static String hostile = "";
  private static int number;

  @TempDir private static Path folder;

  @BeforeAll
  static void create_tables() throws IOException {
    good = CassandraServer.newKeyspace("zoo_good");
    hostile = CassandraServer.newKeyspace("zoo_hostile");
    CqlSession session = CassandraServer.session();
    session.execute("CREATE TABLE " + good + ".t (k text, a text, PRIMARY KEY (k, a))");
    session.execute("CREATE TABLE " + hostile + ".t (a text PRIMARY KEY)");
    Files.createDirectories(folder.resolve("good"));
    Files.createDirectories(folder.resolve("hostile"));
    Files.writeString(folder.resolve("secret"), "secret");
    Files.createSymbolicLink(folder.resolve("hostile/link"), folder.resolve("secret"));
  }

  @AfterAll
  static void stop_timer() {
    TIMER.shutdownNow();
  }

  @Test
  void the_zoo_is_large_and_each_animal_has_a_name_of_its_own() {
    List<String> names = Attack.names(HostileZoo.all());

    assertThat(names).hasSizeGreaterThanOrEqualTo(60).doesNotHaveDuplicates();
  }

  @Test
  void the_documentation_says_what_becomes_of_each() throws IOException {
    StringBuilder table =
        new StringBuilder("| what the app does | classloader | process |\n|---|---|---|\n");
    for (Attack attack : HostileZoo.all()) {
      Fate process = attack.process();
      table
          .append("| ")
          .append(attack.name())
          .append(" | ")
          .append(attack.classloader().words())
          .append(" | ")
          .append(process == null ? "not stopped by this level" : process.words())
          .append(" |\n");
    }

    assertThat(project().resolve(".github/ISOLATION.md")).content().contains(table.toString());
  }

  static Stream<Arguments> attacks() {
    return HostileZoo.all().stream()
        .flatMap(
            attack ->
                Stream.of(
                        Arguments.of("classloader", attack.name(), attack, attack.classloader()),
                        Arguments.of("process", attack.name(), attack, attack.process()))
                    .filter(a -> claims((Fate) a.get()[3])));
  }

  private static boolean claims(Fate fate) {
    return fate != null && !fate.words().startsWith("not stopped");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("attacks")
  void harms_only_itself(String level, String name, Attack attack, Fate fate) throws Exception {
    Common before = Common.now();
    Path plugins = Files.createDirectories(folder.resolve("plugins" + ++number));
    PluginJar.named("hostile")
        .source("acme.App", source(attack.members(), filled(attack.body())))
        .service("acme.App")
        .buildInto(plugins);
    PluginJar.named("good")
        .source(
            "fine.App",
            "package fine; import io.mysimbdp.tenant.*; public class App extends WranglingApp {"
                + " static final Table T = Table.of(\"t\", \"k\", \"a\"); public Outcome"
                + " wrangle(InputRecord r) { return Outcome.write(T.row(r.get(0), r.get(1))); } }")
        .service("fine.App")
        .buildInto(plugins);
    try (PluginCatalog catalog = PluginCatalog.load(plugins, "1.0.0")) {
      assertThat(catalog.failures()).isEmpty();
      LocalWorker worker = worker(catalog);
      Run attacker =
          run(catalog, "hostile", hostile, "isolation = " + level + "\n" + attack.settings(), 20);
      CompletableFuture<RunResult> attacked =
          CompletableFuture.supplyAsync(
              () -> worker.execute(attacker, new StopSignal(), new RunCounters()));
      RunResult neighbour =
          worker.execute(
              run(catalog, "good", good, "", GOOD_ROWS), new StopSignal(), new RunCounters());
      RunResult result = attacked.get(2, TimeUnit.MINUTES);

      assertThat(neighbour.reason()).isNull();
      assertThat(goodRows()).isEqualTo(GOOD_ROWS);
      assertThat(String.valueOf(result.reason())).contains(filled(fate.reason()));
      assertThat(result.code()).isEqualTo(fate.code());
      assertThat(result.files().get(0).state() == FileResult.State.DONE)
          .isEqualTo(fate.code() == null);
      assertThat(Common.now()).isEqualTo(before);
    }
  }

  /** Returns how many rows of this case have arrived. */
  private static long goodRows() {
    return Objects.requireNonNull(
            CassandraServer.session()
                .execute("SELECT count(*) FROM " + good + ".t WHERE k = 'case" + number + "'")
                .one())
        .getLong(0);
  }

  /** What all in this JVM share. */
  private record Common(
      Locale locale,
      TimeZone timeZone,
      int properties,
      Object out,
      Object handler,
      List<String> providers) {

    static Common now() {
      return new Common(
          Locale.getDefault(),
          TimeZone.getDefault(),
          new HashSet<>(System.getProperties().keySet()).hashCode(),
          System.out,
          String.valueOf(Thread.getDefaultUncaughtExceptionHandler()),
          Arrays.stream(Security.getProviders()).map(p -> p.getName() + p.size()).toList());
    }
  }

  private static String source(String members, String body) {
    return "package acme; import io.mysimbdp.tenant.*; public class App implements"
        + " ClientBatchIngestApp { "
        + members
        + " public void ingest(BatchContext context) throws Exception { "
        + body
        + " } }";
  }

  private static String filled(String text) {
    InetSocketAddress node =
        (InetSocketAddress)
            CassandraServer.session()
                .getMetadata()
                .getNodes()
                .values()
                .iterator()
                .next()
                .getEndPoint()
                .resolve();
    return text.replace("FOLDER", folder.resolve("hostile").toString())
        .replace("PORT", Integer.toString(node.getPort()))
        .replace("OTHER", good);
  }

  private static LocalWorker worker(PluginCatalog catalog) {
    return new LocalWorker(
        catalog,
        SessionLender.shared(CassandraServer.session()),
        TIMER,
        System::nanoTime,
        () -> 0.5,
        Duration.ofMillis(300),
        TestingShares.all(),
        new ProcessLauncher(LocalWorkerTest.QUICK_APPS, "1.0.0"),
        null,
        FileSource.ofFolders());
  }

  private static Run run(
      PluginCatalog catalog, String id, String keyspace, String settings, int records)
      throws IOException {
    Path file = folder.resolve(id).resolve("a.tsv");
    StringBuilder text = new StringBuilder("k\ta\n");
    for (int i = 0; i < records; i++) {
      text.append("case").append(number).append("\trow").append(i).append('\n');
    }
    Files.writeString(file, text);
    LoadedPlugin plugin = catalog.find(id).orElseThrow();
    return new Run(
        "run-" + id + number,
        TestingProfiles.of(id, "keyspace = " + keyspace + "\n" + settings),
        new PluginRef(id, "1.0.0", id + ".jar", plugin.sha256()),
        folder.resolve(id).toString(),
        List.of(new RunFile("a.tsv", file.toString(), Fingerprint.of(file), FileStamp.of(file))),
        Instant.EPOCH,
        1);
  }

  private static Path project() {
    Path up = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(up.resolve(".mvn"))) {
      up = Objects.requireNonNull(up.getParent());
    }
    return up;
  }
}
