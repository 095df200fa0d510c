package io.mysimbdp.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mysimbdp.engine.CassandraServer;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.failure.Owner;
import io.mysimbdp.engine.plugin.PluginCatalog;
import io.mysimbdp.engine.plugin.PluginFailure;
import io.mysimbdp.engine.plugin.PluginJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every mistake of a newcomer has its code and its sentence, those of {@code conf/FAILURES.md}: in
 * {@code engine run}, and as far as it shows without running anything in {@code engine check}; the
 * test kit says the same. With {@code -Dmistakes.accept=true} the page is rewritten.
 */
class MistakesTest {

  private static final Path PAGE = Path.of("../conf/FAILURES.md");
  private static final String BEGIN = "<!-- mistakes: written by MistakesTest -->\n";
  private static final String END = "<!-- /mistakes -->\n";

  @TempDir private static Path home;
  private static JsonNode check;
  private static JsonNode run;
  private static String err = "";
  private static final Map<String, String> codes = new HashMap<>();
  private static final Map<String, Optional<String>> tried = new HashMap<>();
  private static List<PluginFailure> failures = List.of();

  @BeforeAll
  static void make_them_all() throws IOException {
    write(
        "conf/engine.conf",
        """
        tenants = [%s]
        platform-keyspace = mistakes
        profile {
          keyspace = acme, keyspaces = ["*"], write.consistency = ONE
          files.quiet-period = 0s, limits.batch.time = 1 minute
        }
        cassandra.contact-points = ["127.0.0.1:%d"]
        """
            .formatted(
                Mistakes.all().stream().map(Mistake::id).collect(Collectors.joining(", ")),
                CassandraServer.contactPoint().getPort()));
    Path plugins = Files.createDirectories(home.resolve("plugins"));
    for (Mistake each : Mistakes.all()) {
      write("tenants/" + each.id() + "/tenant.conf", each.profile());
      write("tenants/" + each.id() + "/staging/a.tsv", each.file());
      each.jar().apply(PluginJar.named(each.id())).buildInto(plugins);
    }
    check = said("check");
    run = said("run");
    CassandraServer.session()
        .execute("SELECT tenant, failure_code FROM mistakes.run_usage")
        .forEach(
            row -> {
              if (!row.isNull(1)) {
                codes.put(row.getString(0), row.getString(1));
              }
            });
    try (PluginCatalog catalog = PluginCatalog.load(plugins, Versions.TENANT_API)) {
      failures = catalog.failures();
    }
    if (Boolean.getBoolean("mistakes.accept")) {
      String page = Files.readString(PAGE);
      String table =
          "| mistake | code | told by | sentence |\n|---|---|---|---|\n"
              + Mistakes.all().stream().map(MistakesTest::rows).collect(Collectors.joining());
      Files.writeString(
          PAGE,
          page.substring(0, page.indexOf(BEGIN) + BEGIN.length())
              + table
              + page.substring(page.indexOf(END)));
    }
  }

  static List<Mistake> mistakes() {
    return Mistakes.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void a_mistake_has_its_code_and_its_sentence(Mistake mistake) throws IOException {
    assertThat(Files.readString(PAGE)).contains(rows(mistake));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void the_test_kit_says_the_same(Mistake mistake) {
    Optional<String> told = ofTestKit(mistake);
    if (told.isPresent()) {
      assertThat(told).contains(ofRun(mistake));
    }
  }

  @Test
  void the_page_lists_no_mistake_that_is_not_made_here() throws IOException {
    String page = Files.readString(PAGE);
    String table = page.substring(page.indexOf(BEGIN) + BEGIN.length(), page.indexOf(END));
    assertThat(table.lines().skip(2).collect(Collectors.joining("\n", "", "\n")))
        .isEqualTo(Mistakes.all().stream().map(MistakesTest::rows).collect(Collectors.joining()));
  }

  @Test
  void nobody_sees_a_stack_trace_and_a_tenants_mistake_is_the_tenants() {
    assertThat(run.toString() + check + err).doesNotContain("\\tat ").doesNotContain("\tat ");
    assertThat(codes.values())
        .isNotEmpty()
        .extracting(code -> FailureCode.valueOf(code).owner())
        .containsOnly(Owner.TENANT_CODE, Owner.TENANT_DATA);
  }

  @Test
  void most_of_them_are_tried_by_the_test_kit_as_well() {
    assertThat(Mistakes.all())
        .filteredOn(each -> ofTestKit(each).isPresent())
        .hasSizeGreaterThan(25);
  }

  private static Optional<String> ofTestKit(Mistake mistake) {
    return tried.computeIfAbsent(mistake.id(), id -> TriedMistake.sentence(mistake, home));
  }

  /** Returns the rows of the page for a mistake. */
  private static String rows(Mistake mistake) {
    String ofRun = ofRun(mistake);
    List<String> ofCheck = ofCheck(mistake);
    StringBuilder rows = new StringBuilder();
    rows.append(
        row(mistake.what(), code(mistake), ofCheck.contains(ofRun) ? "check, run" : "run", ofRun));
    for (String sentence : ofCheck) {
      if (!sentence.equals(ofRun)) {
        rows.append(row(mistake.what(), "", "check", sentence));
      }
    }
    return rows.toString();
  }

  private static String row(String what, String code, String by, String sentence) {
    return "| " + what + " | " + code + " | " + by + " | `" + sentence + "` |\n";
  }

  /** Returns the code in the ledger, or that of the JAR. */
  private static String code(Mistake mistake) {
    String code = codes.get(mistake.id());
    if (code == null) {
      code = codeOfJar(mistake);
    }
    return code.equals(Mistake.NONE) ? "a reject" : "`" + code + "`";
  }

  private static String codeOfJar(Mistake mistake) {
    return failures.stream()
        .filter(failure -> ofRun(mistake).contains(failure.message()))
        .map(failure -> failure.code().name())
        .findFirst()
        .orElse(mistake.code());
  }

  /** Returns why the tenant, its file or its first record was not ingested. */
  private static String ofRun(Mistake mistake) {
    for (JsonNode tenant : run.get("tenants")) {
      if (tenant.get("tenant").asText().equals(mistake.id())) {
        JsonNode file = tenant.at("/files/0/reason");
        return tenant.get("reason").isTextual()
            ? tenant.get("reason").asText()
            : file.isTextual() ? file.asText() : firstReject(mistake);
      }
    }
    throw new AssertionError(mistake.id() + " is not in " + run.toPrettyString());
  }

  private static String firstReject(Mistake mistake) {
    Path rejects = home.resolve("tenants/" + mistake.id() + "/rejects");
    try (Stream<Path> files = Files.list(rejects)) {
      for (Path log : files.filter(file -> file.toString().endsWith(".jsonl")).toList()) {
        return new ObjectMapper().readTree(Files.readAllLines(log).get(0)).get("message").asText();
      }
    } catch (IOException e) {
      throw new AssertionError(mistake.id() + " has made no mistake", e);
    }
    throw new AssertionError(mistake.id() + " has made no mistake");
  }

  private static List<String> ofCheck(Mistake mistake) {
    List<String> found = new ArrayList<>();
    for (JsonNode finding : check.get("findings")) {
      if (finding.get("tenant").asText().equals(mistake.id())) {
        String where = finding.get("where").isNull() ? "" : finding.get("where").asText() + ": ";
        String key = finding.get("key").isNull() ? "" : finding.get("key").asText() + ": ";
        found.add(where + key + finding.get("message").asText());
      }
    }
    return found;
  }

  private static JsonNode said(String command) throws IOException {
    Called called = Called.engine(home, command, "--output", "json");
    err += called.err();
    return called.json();
  }

  private static void write(String file, String text) throws IOException {
    Path path = home.resolve(file);
    Files.createDirectories(Objects.requireNonNull(path.getParent()));
    Files.writeString(path, text);
  }
}
