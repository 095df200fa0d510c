package io.mysimbdp.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.JsonNode;
import io.mysimbdp.engine.CassandraServer;
import io.mysimbdp.engine.TestingProfiles;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.plugin.LoadedPlugin;
import io.mysimbdp.engine.plugin.PluginCatalog;
import io.mysimbdp.engine.staging.TenantFolder;
import io.mysimbdp.engine.trial.Trial;
import io.mysimbdp.engine.trial.TrialFaults;
import io.mysimbdp.engine.trial.TrialResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A JAR that was built against the first version of the tenant API runs, for ever. Nothing of it is
 * made here: see {@code compatibility/README.md}.
 */
class FirstVersionTest {

  private static final byte[] STREAM = gzip("a line of a stream\n");
  private static final byte[] RAW = gzip("a line, raw\n");

  @TempDir private Path home;

  @BeforeEach
  void drop_it_in() throws IOException {
    Path plugins = Files.createDirectories(home.resolve("plugins"));
    Files.copy(FirstVersion.JAR, plugins.resolve("first.jar"));
  }

  @Test
  void it_is_the_jar_that_was_made_then() throws IOException {
    assertThat(FirstVersion.sha256())
        .as("first-1.0.0.jar is never built again")
        .isEqualTo(FirstVersion.notedSha256())
        .isEqualTo("557a30709dd837750161de958f783d707b09be977aeff6782bbbb52b450d2d74");
  }

  @Test
  void the_engine_offers_the_version_that_is_built() throws IOException {
    assertThat(Files.readString(Path.of("../tenant-api/pom.xml")))
        .containsPattern(
            "<artifactId>tenant-api</artifactId>[^<]*(<!--[^>]*-->)?\\s*<version>"
                + Versions.TENANT_API
                + "(-SNAPSHOT)?</version>");
    assertThat(Files.readString(Path.of("../pom.xml")))
        .containsPattern("<tenant-api.version>" + Versions.TENANT_API + "(-SNAPSHOT)?<");
  }

  @Test
  void it_uses_all_that_was_promised_then() throws IOException {
    Set<String> used = FirstVersion.methodsUsed();
    assertThat(FirstVersion.methodsPromised())
        .hasSizeGreaterThan(60)
        .filteredOn(method -> !method.matches(".*\\.(equals|hashCode|toString)"))
        .isSubsetOf(used);
  }

  @Test
  void its_sources_compile_against_the_api_as_it_is() throws IOException {
    assertThat(FirstVersion.compiledNow())
        .containsKeys("first/First.class", "first/Contract.class", "first/Readings.class");
  }

  @Test
  void it_sees_what_it_saw_then() throws Exception {
    conf("first_contract", "first_wrangle");
    tenant(
        "first_contract",
        "way = contract, text = a text, texts = [a, b], number = 7, yes = true, time = 2 minutes");
    stage(
        "first_contract", "records.tsv", bytes("id\tname\n1\tone\n2\twhole\n3\tcolumn\n4\tskip\n"));
    stage("first_contract", "stream.tsv.gz", STREAM);
    stage("first_contract", "raw.gz", RAW);
    tenant("first_wrangle", "way = wrangle, unwanted = x9");
    stage(
        "first_wrangle",
        "good.tsv",
        bytes("sensor\tvalue\ns1\t1.50\nnone\t1\nx9\t1\ns2\tmany\ns2\t2.50\n"));
    stage("first_wrangle", "unusable.tsv", bytes("sensor\tvalue\nunusable\t1\n"));
    stage("first_wrangle", "headless.tsv", bytes("sensor\tvalue\nheadless\t1\n"));
    stage("first_wrangle", "other.tsv", bytes("sensr\tvalue\ns1\t1\n"));

    JsonNode summary = run();

    assertThat(summary.get("warnings")).as(summary.toPrettyString()).isEmpty();
    JsonNode contract = summary.get("tenants").get(0);
    assertThat(contract.get("state").asText())
        .as(summary.toPrettyString())
        .isEqualTo("done_with_rejects");
    assertThat(counts(file(contract, "records.tsv"))).isEqualTo("4 read, 2 rejects, 1 skipped");
    assertThat(rejects("first_contract", "records.tsv"))
        .contains("\"message\":\"rejected as a whole\"")
        .contains("\"message\":\"rejected for its name\"", "\"column\":\"name\"");
    assertThat(seen())
        .containsOnly(
            entry("tenant", "first_contract"),
            entry("run has an id", "true"),
            entry("keyspace is its own", "true"),
            entry("cancelled", "false"),
            entry("settings", "[number, text, texts, time, way, yes]"),
            entry("has", "true"),
            entry("text", "a text-"),
            entry("texts", "[a, b]"),
            entry("long", "8"),
            entry("double", "7.5"),
            entry("boolean", "true"),
            entry("duration", "PT2M1S"),
            entry("row", "seen[a, null] 2 a null seen [what, value]"),
            entry("equal", "true"),
            entry("unusable", "f reason"),
            entry("records.tsv bytes", "38"),
            entry("stream.tsv.gz bytes", String.valueOf(STREAM.length)),
            entry("raw.gz bytes", String.valueOf(RAW.length)),
            entry("columns", "[id, name]"),
            entry("record", "records.tsv 2 8 [id, name] one 1 1|one"),
            entry("stream", "a line of a stream"),
            entry("stream settled", "stream.tsv.gz"),
            entry("raw", "a line, raw"),
            entry("raw settled", "raw.gz"),
            entry("by text", "1"),
            entry("by statement", "2"),
            entry("by answer", "2"));

    JsonNode wrangle = summary.get("tenants").get(1);
    assertThat(counts(file(wrangle, "good.tsv"))).isEqualTo("5 read, 2 rejects, 1 skipped");
    assertThat(
            CassandraServer.session()
                .execute("SELECT sensor, day, value FROM first_wrangle.readings")
                .all()
                .stream()
                .map(
                    row ->
                        row.getString(0) + " " + row.getLocalDate(1) + " " + row.getBigDecimal(2)))
        .containsExactlyInAnyOrder("s1 2026-01-02 1.50", "s2 2026-01-02 2.50");
    assertThat(reason(wrangle, "unusable.tsv")).isEqualTo("refused: it is not wanted");
    assertThat(reason(wrangle, "headless.tsv")).isEqualTo("refused: it has no head");
    assertThat(reason(wrangle, "other.tsv"))
        .startsWith("refused: file other.tsv has no column sensor");
  }

  @Test
  void it_sees_that_it_is_cancelled_and_says_what_it_does() throws IOException {
    TrialResult result =
        trial("way = until-cancelled", new TrialFaults(2, TrialFaults.NEVER, TrialFaults.NEVER));

    assertThat(result.run().code()).isEqualTo(FailureCode.CANCELLED);
    assertThat(result.activities()).containsExactly("cancelled");
    assertThat(result.skipped()).hasSize(3);
  }

  @Test
  void a_wrangler_may_be_a_lambda() throws IOException {
    TrialResult result = trial("way = skip-all", TrialFaults.NONE);

    assertThat(result.run().code()).isNull();
    assertThat(result.skipped()).hasSize(5).allMatch(each -> each.reason().equals("seen"));
  }

  private TrialResult trial(String settings, TrialFaults faults) throws IOException {
    TenantFolder folder = new TenantFolder(home.resolve("tenants/first"));
    Files.createDirectories(folder.staging());
    Files.writeString(folder.staging().resolve("a.tsv"), "id\n1\n2\n3\n4\n5\n");
    try (PluginCatalog catalog = PluginCatalog.load(home.resolve("plugins"), Versions.TENANT_API)) {
      LoadedPlugin plugin = catalog.find("first").orElseThrow();
      return new Trial(
              TestingProfiles.of("first", "settings { " + settings + " }"),
              folder,
              plugin.schema().orElseThrow(),
              "schema.cql",
              faults,
              Instant.EPOCH,
              System::nanoTime)
          .run(plugin.newApp(), List.of("a.tsv"));
    }
  }

  private void conf(String... tenants) throws IOException {
    Path conf = Files.createDirectories(home.resolve("conf"));
    Files.writeString(
        conf.resolve("engine.conf"),
        """
        tenants = [%s]
        platform-keyspace = first_version
        profile { files.quiet-period = 0s, files.patterns = ["*"], rejects.max-ratio = 1, write.consistency = ONE }
        cassandra.contact-points = ["127.0.0.1:%d"]
        """
            .formatted(String.join(", ", tenants), CassandraServer.contactPoint().getPort()));
  }

  private void tenant(String id, String settings) throws IOException {
    Path folder = Files.createDirectories(home.resolve("tenants").resolve(id));
    Files.createDirectories(folder.resolve("staging"));
    Files.writeString(
        folder.resolve("tenant.conf"), "plugin = first\nsettings { " + settings + " }\n");
  }

  private void stage(String tenant, String name, byte[] content) throws IOException {
    Files.write(home.resolve("tenants").resolve(tenant).resolve("staging").resolve(name), content);
  }

  private JsonNode run() throws IOException {
    return Called.engine(home, "run", "--output", "json").json();
  }

  private static Map<String, String> seen() {
    Map<String, String> seen = new HashMap<>();
    CassandraServer.session()
        .execute("SELECT what, value FROM first_contract.seen")
        .forEach(row -> seen.put(row.getString(0), row.getString(1)));
    return seen;
  }

  private String rejects(String tenant, String file) throws IOException {
    try (var logs = Files.list(home.resolve("tenants").resolve(tenant).resolve("rejects"))) {
      for (Path log : logs.filter(path -> path.toString().endsWith(".jsonl")).toList()) {
        if (String.valueOf(log.getFileName()).startsWith(file)) {
          return Files.readString(log);
        }
      }
    }
    return "";
  }

  private static JsonNode file(JsonNode tenant, String name) {
    for (JsonNode file : tenant.get("files")) {
      if (file.get("name").asText().equals(name)) {
        return file;
      }
    }
    throw new AssertionError("no " + name + " in " + tenant.toPrettyString());
  }

  private static String counts(JsonNode file) {
    return file.get("records_read")
        + " read, "
        + file.get("rejects")
        + " rejects, "
        + file.get("skipped")
        + " skipped";
  }

  private static String reason(JsonNode tenant, String name) {
    JsonNode file = file(tenant, name);
    return file.get("state").asText() + ": " + file.get("reason").asText();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] gzip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(bytes(text));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
