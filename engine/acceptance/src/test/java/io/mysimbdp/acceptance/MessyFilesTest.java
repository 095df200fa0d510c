package io.mysimbdp.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.cql.Row;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mysimbdp.engine.PollockOracle;
import io.mysimbdp.engine.SharedData;
import io.mysimbdp.engine.plugin.PluginJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Messy files all the way into Cassandra: each a tenant of its own, with the dialect of its file in
 * its {@code tenant.conf}, all with one app that writes whatever it gets.
 */
class MessyFilesTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The lines that must be rejected; for the files not named here, none. */
  private static final Map<String, int[]> REJECTED =
      Map.of(
          "file_escape_char_0x00", new int[] {11, 13, 22, 23, 40, 84},
          "file_quotation_char_0x27",
              new int[] {
                3, 5, 7, 8, 10, 13, 16, 19, 20, 21, 22, 23, 25, 36, 40, 41, 42, 43, 47, 50, 51, 57,
                59, 66, 67, 68, 69, 70, 73, 76, 77, 79, 84
              },
          "row_extra_quote10_col6", new int[] {11},
          "row_field_delimiter_10_0x20", new int[] {11},
          "row_less_sep_row10_col3", new int[] {11},
          "row_more_sep_row10_col5", new int[] {11},
          "file_multitable_less", IntStream.rangeClosed(85, 167).toArray(),
          "file_multitable_more", IntStream.rangeClosed(85, 167).toArray());

  /** Files whose header is broken: refused as a whole. */
  private static final List<String> REFUSED =
      List.of("row_extra_quote0_col1", "row_more_sep_row0_col1");

  /** Files that other dialects could read as well as the one they were made with. */
  private static final List<String> AMBIGUOUS =
      List.of("file_multitable_same", "file_field_delimiter_0x20");

  @TempDir private Path folder;

  @Test
  void polluted_files_end_up_as_their_oracles_say_or_as_rejects_by_line() throws IOException {
    Map<String, JsonNode> files = new TreeMap<>();
    for (Path path : SharedData.filesIn("messy/pollock/parameters")) {
      String name = path.getFileName().toString().replace(".csv_parameters.json", "");
      if (!AMBIGUOUS.contains(name)) {
        files.put(name, JSON.readTree(path.toFile()));
      }
    }
    assertThat(files).hasSizeGreaterThan(20);
    TestingHome home = home(files);

    Engine.Result result = home.engine().call("run", "--output", "json");

    assertThat(result.exitCode()).as(result.err()).isEqualTo(3);
    JsonNode summary = result.json();
    int number = 0;
    for (Map.Entry<String, JsonNode> file : files.entrySet()) {
      String name = file.getKey();
      JsonNode outcome = MainJobTest.tenant(summary, "t" + number++).at("/files/0");
      if (REFUSED.contains(name)) {
        assertThat(outcome.get("state").asText()).as(name).isEqualTo("refused");
        assertThat(outcome.get("reason").asText()).contains("line 1, is broken: ");
        continue;
      }
      assertThat(outcome.get("state").asText()).as(name).isEqualTo("done");
      assertSame(name, file.getValue(), outcome);
      assertThat(rejectedLines(home, "t" + (number - 1)))
          .as(name)
          .containsExactly(REJECTED.getOrDefault(name, new int[0]));
    }
  }

  @Test
  void csv_spectrum_ends_up_as_its_oracles_say() throws IOException {
    TestingHome home =
        new TestingHome(folder).tenant("spectrum", "plugin = messy\ndialect.format = csv");
    List<Path> files = SharedData.filesIn("messy/csv-spectrum/csvs");
    assertThat(files).hasSize(12);
    files.forEach(file -> home.stage("spectrum", file, file.getFileName().toString()));
    messyApp().buildInto(home.plugins());
    home.conf(new String[] {"spectrum"}, SharedCassandra.conf("spectrum_platform"));

    Engine.Result result = home.engine().call("run", "--output", "json");

    assertThat(result.exitCode()).as(result.err()).isZero();
    long rows = 0;
    for (Path file : files) {
      String name = file.getFileName().toString();
      JsonNode outcome = outcome(result.json(), name);
      if (outcome.get("state").asText().equals("duplicate")) {
        // In the copies at hand all line ends are LF, so some files are the same.
        assertThat(outcome.get("reason").asText())
            .startsWith("the same content was ingested as " + name.replace("_crlf", "") + " at ");
        continue;
      }
      List<List<String>> expected = spectrumOracle(name.replace(".csv", ".json"));
      List<List<String>> actual = new ArrayList<>();
      for (Row row :
          SharedCassandra.session()
              .execute("SELECT fields FROM spectrum.records WHERE file = ?", name)) {
        actual.add(new ArrayList<>(row.getList("fields", String.class)));
      }
      if (name.equals("location_coordinates.csv")) {
        // The oracle has another telephone number than its file.
        expected.get(0).set(0, "2095257564");
      }
      assertThat(actual).as(name).isEqualTo(expected);
      rows += expected.size();
    }
    assertThat(result.json().at("/total/rows_written").asLong()).isEqualTo(rows);
  }

  private static JsonNode outcome(JsonNode summary, String name) {
    for (JsonNode file : summary.at("/tenants/0/files")) {
      if (file.get("name").asText().equals(name)) {
        return file;
      }
    }
    throw new AssertionError("no file " + name + " in " + summary);
  }

  private static List<List<String>> spectrumOracle(String name) throws IOException {
    JsonNode oracle = JSON.readTree(SharedData.file("messy/csv-spectrum/json/" + name).toFile());
    List<List<String>> rows = new ArrayList<>();
    // One oracle is an object instead of a list of one.
    for (JsonNode object : oracle.isArray() ? oracle : JSON.createArrayNode().add(oracle)) {
      List<String> row = new ArrayList<>();
      // In the copies at hand all line ends are LF.
      object.forEach(value -> row.add(value.asText().replace("\r\n", "\n")));
      rows.add(row);
    }
    return rows;
  }

  private void assertSame(String name, JsonNode parameters, JsonNode outcome) throws IOException {
    int skipped = parameters.get("header_lines").asInt() + parameters.get("preamble_lines").asInt();
    List<List<String>> oracle = PollockOracle.rows(name);
    if (parameters.get("header_lines").asInt() > 0) {
      oracle = oracle.subList(1, oracle.size());
    }
    Map<Long, List<String>> expected = new TreeMap<>();
    for (int i = 0; i < oracle.size(); i++) {
      expected.put((long) i + 1 + skipped, oracle.get(i));
    }
    int[] rejected = REJECTED.getOrDefault(name, new int[0]);
    for (int line : rejected) {
      expected.remove((long) line);
    }
    Map<Long, List<String>> actual = new TreeMap<>();
    for (Row row :
        SharedCassandra.session()
            .execute("SELECT line, fields FROM messy.records WHERE file = ?", name + ".csv")) {
      actual.put(row.getLong("line"), row.getList("fields", String.class));
    }
    assertThat(actual).as(name).isEqualTo(expected);
    assertThat(outcome.get("rows_written").asLong()).as(name).isEqualTo(expected.size());
    assertThat(outcome.get("rejects").asLong()).as(name).isEqualTo(rejected.length);
  }

  private TestingHome home(Map<String, JsonNode> files) throws IOException {
    List<String> tenants = new ArrayList<>();
    TestingHome home = new TestingHome(folder);
    int number = 0;
    for (Map.Entry<String, JsonNode> file : files.entrySet()) {
      String tenant = "t" + number++;
      tenants.add(tenant);
      home.tenant(tenant, profile(file.getValue()))
          .stage(
              tenant,
              SharedData.file("messy/pollock/csv/" + file.getKey() + ".csv"),
              file.getKey() + ".csv");
    }
    messyApp().buildInto(home.plugins());
    return home.conf(tenants.toArray(new String[0]), SharedCassandra.conf("messy_platform"));
  }

  /** Returns an app that writes every record with its position. */
  private static PluginJar messyApp() {
    return PluginJarApps.app(
            "messy",
            "Table t = Table.of(\"records\", \"file\", \"line\", \"fields\");"
                + " context.wrangle(record -> { java.util.List<String> f = new"
                + " java.util.ArrayList<>(); for (int i = 0; i < record.columns().size(); i++)"
                + " f.add(record.get(i)); return Outcome.write(t.row(record.file(), record.line(),"
                + " f)); });")
        .entry(
            "META-INF/mysimbdp/schema.cql",
            "CREATE TABLE records (file text, line bigint, fields list<text>, PRIMARY KEY ((file),"
                + " line));");
  }

  /** Returns the profile of a tenant whose files were made with these parameters. */
  private static String profile(JsonNode parameters) throws IOException {
    StringBuilder profile =
        new StringBuilder("plugin = messy\nkeyspace = messy\nrejects.max-ratio = 1\n");
    profile.append("dialect {\n  format = csv\n");
    String delimiter = parameters.get("delimiter").asText();
    String quote = parameters.get("quotechar").asText();
    String escape = parameters.get("escapechar").asText();
    if (!delimiter.isEmpty()) {
      profile.append("  delimiter = ").append(JSON.writeValueAsString(delimiter)).append('\n');
    }
    if (!quote.isEmpty()) {
      profile.append("  quote = ").append(JSON.writeValueAsString(quote)).append('\n');
    }
    profile
        .append("  escape = ")
        .append(escape.isEmpty() || escape.equals("\0") ? "none" : JSON.writeValueAsString(escape))
        .append('\n');
    profile.append("  skip-lines = ").append(parameters.get("preamble_lines")).append('\n');
    profile.append("  header-lines = ").append(parameters.get("header_lines")).append('\n');
    if (parameters.get("header_lines").asInt() == 0) {
      profile.append("  columns = [c0, c1, c2, c3, c4, c5, c6, c7, c8]\n");
    }
    return profile.append("}\n").toString();
  }

  private static int[] rejectedLines(TestingHome home, String tenant) throws IOException {
    Path rejects = home.folder(tenant, "rejects");
    if (!Files.isDirectory(rejects)) {
      return new int[0];
    }
    List<String> logs =
        MainJobTest.filesIn(rejects).stream().filter(name -> name.endsWith(".jsonl")).toList();
    assertThat(logs).hasSize(1);
    List<Integer> lines = new ArrayList<>();
    for (String line : Files.readAllLines(rejects.resolve(logs.get(0)))) {
      lines.add(JSON.readTree(line).get("line").asInt());
    }
    return lines.stream().mapToInt(line -> line).toArray();
  }
}
