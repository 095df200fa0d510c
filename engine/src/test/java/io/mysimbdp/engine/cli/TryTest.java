package io.mysimbdp.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mysimbdp.engine.CassandraServer;
import io.mysimbdp.engine.config.Installation;
import io.mysimbdp.engine.plugin.PluginJar;
import io.mysimbdp.engine.report.Tried;
import io.mysimbdp.engine.worker.StopSignal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code engine try} on a real Cassandra. */
class TryTest {

  private static final String APP =
      "public Outcome wrangle(InputRecord r) { String n = r.get(\"n\");"
          + " if (n.equals(\"bad\")) return Outcome.reject(\"expected a number, got \" + n);"
          + " if (n.equals(\"worse\")) throw new IllegalStateException(\"no idea\");"
          + " return Outcome.write("
          + "Table.of(\"numbers\", \"n\", \"t\").row(Integer.valueOf(n), r.get(\"t\"))); }";

  @TempDir private Path folder;
  private Path home;
  private Path jar;
  private String err = "";
  private int code;

  @BeforeEach
  void make_an_installation() throws IOException {
    home = folder.resolve("home");
    InetSocketAddress node = CassandraServer.contactPoint();
    Files.createDirectories(home.resolve("conf"));
    Files.writeString(
        home.resolve("conf/engine.conf"),
        "plans { free { files.max-size = 1 KiB }, large {} }\ndefault-plan = free\n"
            + "prices.standard.gigabyte = 2\n"
            + "cassandra { contact-points = [\""
            + node.getHostString()
            + ":"
            + node.getPort()
            + "\"] }\n");
    jar =
        PluginJar.named("numbers")
            .source(
                "acme.Numbers",
                "package acme; import io.mysimbdp.tenant.*;"
                    + " public class Numbers extends WranglingApp { "
                    + APP
                    + " }")
            .service("acme.Numbers")
            .entry(
                "META-INF/mysimbdp/schema.cql",
                "CREATE TABLE IF NOT EXISTS numbers (n int PRIMARY KEY, t text);")
            .buildInto(folder.resolve("build"));
  }

  @AfterEach
  void nothing_is_left() throws IOException {
    assertThat(sandboxes()).isEmpty();
    Path place = home.resolve(".mysimbdp/sandboxes");
    if (Files.exists(place)) {
      assertThat(place).isDirectoryNotContaining("glob:**sandbox_*");
    }
  }

  @Test
  void rows_rejects_refusals_and_an_estimate_are_shown() throws IOException {
    Path good = write("a.csv", "n,t\n3,c\n1,a\nbad,x\n2,\"b\nb\"\nworst,y,z\n");
    Path large = write("b.csv", "n,t\n" + "7,seven\n".repeat(200));

    JsonNode tried =
        new ObjectMapper()
            .readTree(
                engine(
                    "try",
                    jar.toString(),
                    good.toString(),
                    large.toString(),
                    "--rows=2",
                    "--full-size=2 GB",
                    "--output=json"));

    assertThat(code).as(err).isEqualTo(ExitCode.REJECTS.number());
    assertThat(tried.at("/plan").asText()).isEqualTo("free");
    assertThat(tried.at("/profile").asText())
        .isEqualTo("guessed from the name of a.csv: dialect.format = csv");
    assertThat(tried.at("/tables/0/table").asText()).isEqualTo("numbers");
    assertThat(tried.at("/tables/0/rows_in_all").asInt()).isEqualTo(3);
    assertThat(tried.at("/tables/0/rows").toString())
        .as("in the order of the file")
        .isEqualTo("[{\"n\":\"3\",\"t\":\"c\"},{\"n\":\"1\",\"t\":\"a\"}]");
    assertThat(tried.at("/rejects")).hasSize(2);
    assertThat(tried.at("/rejects").toString())
        .contains("\"line\":4,\"message\":\"expected a number, got bad\"")
        .contains("\"line\":7,\"message\":\"expected 2 columns, found 3\"");
    assertThat(tried.at("/tenants/0/files").toString())
        .contains("\"name\":\"b.csv\",\"state\":\"refused\"")
        .contains("files.max-size");
    assertThat(tried.at("/measured/rows").asInt()).isEqualTo(3);
    assertThat(tried.at("/estimate/price/total").asText()).isEqualTo("4.00");
    assertThat(tried.at("/estimate/limits").toString()).contains("files.max-size");
    assertThat(good).as("only copied").exists();

    String shown = engine("try", jar.toString(), good.toString(), "--full-size=2 GB");
    assertThat(shown)
        .contains("Table numbers, 3 rows, the first ones written:\n")
        .contains("int key  text\n      3  c\n      1  a\n      2  b\\nb\n")
        .contains("1 reject by APP:\n  a.csv:4: expected a number, got bad\n")
        .contains("limit: files.max-size allows 1 KiB, it would have 2,000,000,000 bytes")
        .contains("price    4.00 EUR in a month with nothing else")
        .endsWith("Nothing of it is left in Cassandra.\n");
  }

  @Test
  void what_goes_wrong_is_said_and_nothing_is_left() throws IOException {
    Path fatal = write("a.csv", "n,t\n1,a\nworse,x\n");
    String shown = engine("try", jar.toString(), fatal.toString(), "--plan=large");
    assertThat(code).as(err + shown).isEqualTo(ExitCode.TENANT_FAILED.number());
    assertThat(shown).contains("a.csv: failed: ").contains("no idea");
  }

  @Test
  void what_was_stopped_leaves_nothing() throws Exception {
    StopSignal stop = new StopSignal();
    stop.trip("the engine was stopped");
    Tried tried =
        new TryRun(
                new Home(home),
                Installation.load(home, Map.of()),
                Map.of(),
                new Console(
                    new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter())),
                stop)
            .run(
                new TryRequest(
                    jar, List.of(write("a.csv", "n,t\n1,a\n")), null, null, 10, null, true));
    assertThat(tried.kept()).isNull();
    assertThat(tried.measured().isEmpty()).isTrue();
  }

  @Test
  void what_is_kept_is_there_until_it_is_removed() throws IOException {
    Path sample = write("a.csv", "n,t\n1,a\n");
    String shown = engine("try", jar.toString(), sample.toString(), "--keep");
    assertThat(code).as(err).isZero();
    assertThat(sandboxes()).hasSize(2);
    String keyspace = sandboxes().get(0);
    assertThat(shown).contains("Kept: keyspace " + keyspace);
    assertThat(engine("cql", "SELECT t FROM " + keyspace + ".numbers")).contains("a");
    assertThat(engine("try", "--clean")).isEqualTo("Removed " + keyspace + "\n");
    assertThat(engine("try", "--clean")).isEqualTo("Nothing to remove.\n");
  }

  @Test
  void mistakes_are_sentences_before_anything_is_started() throws IOException {
    Files.writeString(
        home.resolve("conf/engine.conf"),
        """
        plans { free { files.max-size = 1 KiB } }
        cassandra { contact-points = ["127.0.0.1:1"], connect-timeout = 1s }
        """);
    String sample = write("a.csv", "n,t\n1,a\n").toString();
    Path text = write("text.jar", "no JAR");
    Path empty = PluginJar.named("empty").buildInto(folder.resolve("build"));

    refused(ExitCode.USAGE, "Try what? Expected a JAR and at least one file", "try");
    refused(ExitCode.USAGE, "on what? Expected at least one file", "try", jar.toString());
    refused(
        ExitCode.USAGE,
        """
        Expected a file with records, found none at nowhere.csv
        Expected files of different names, got two called a.csv
        """,
        "try",
        jar.toString(),
        "nowhere.csv",
        sample,
        sample);
    refused(ExitCode.USAGE, "did you mean free?", "try", jar.toString(), sample, "--plan=fre");
    refused(
        ExitCode.USAGE,
        "--full-size: expected a size such as 40 KiB or 64 MiB, got \"much\"",
        "try",
        jar.toString(),
        sample,
        "--full-size=much");
    refused(
        ExitCode.USAGE,
        "--full: expected a file compressed as ",
        "try",
        jar.toString(),
        sample,
        "--full=" + write("all.csv.gz", "x"));
    refused(ExitCode.TENANT_FAILED, text + " is no JAR file", "try", text.toString(), sample);
    refused(
        ExitCode.TENANT_FAILED,
        empty + " has no META-INF/services/",
        "try",
        empty.toString(),
        sample);
    Path other = write("other.conf", "plugin = games\n");
    refused(
        ExitCode.CONFIGURATION,
        other + " asks for Plugin-Id games, but " + jar + " has numbers",
        "try",
        jar.toString(),
        sample,
        "--conf=" + other);
    Path greedy = write("build/tenant.conf", "# beside the JAR\nfiles.max-size = 1 GiB\n");
    refused(
        ExitCode.CONFIGURATION,
        greedy
            + ":2: files.max-size: expected at most 1 KiB, which plan free grants"
            + " (conf/engine.conf:1), got \"1 GiB\"",
        "try",
        jar.toString(),
        sample,
        "--plan=free");
  }

  private void refused(ExitCode expected, String message, String... command) {
    String shown = engine(command);
    assertThat(err).contains(message);
    assertThat(code).as(err + shown).isEqualTo(expected.number());
  }

  private String engine(String... command) {
    Called called = Called.engine(home, command);
    code = called.code();
    err = called.err();
    return called.out();
  }

  private static List<String> sandboxes() {
    return CassandraServer.session()
        .execute("SELECT keyspace_name FROM system_schema.keyspaces")
        .map(row -> Objects.requireNonNull(row.getString(0)))
        .all()
        .stream()
        .filter(name -> name.startsWith("sandbox_"))
        .sorted()
        .toList();
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    return Files.writeString(file, text);
  }
}
