package io.mysimbdp.engine.scaffold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.mysimbdp.engine.config.NamePatterns;
import io.mysimbdp.engine.failure.EngineException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of a project, and how they come into a folder. */
class TenantProjectTest {

  private static final byte[] CSV = "id,name\n1,x\n2,y\n".getBytes(StandardCharsets.UTF_8);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ORDERS.CSV",
        "orders.Csv",
        "ORDERS.TXT",
        "orders.txt",
        "ORDERS.CSV.gz",
        "orders.csv.GZ",
        "ORDERS.TXT.ZST",
        "ORDERS"
      })
  void a_profile_takes_the_file_that_it_was_made_from(String name) {
    List<String> patterns =
        ConfigFactory.parseString(text(project(name), "tenant.conf"))
            .getStringList("files.patterns");

    assertThat(new NamePatterns(patterns).allow(name)).as(patterns.toString()).isTrue();
    assertThat(project(name).files().keySet().stream().filter(f -> f.contains("/sample")))
        .allMatch(f -> new NamePatterns(patterns).allow(f.substring(f.lastIndexOf('/') + 1)));
  }

  @ParameterizedTest
  @CsvSource({"orders.csv", "orders.tsv.gz", "orders.csv.zst"})
  void a_profile_says_nothing_of_names_that_are_usual(String name) {
    assertThat(text(project(name), "tenant.conf")).doesNotContain("files.patterns");
  }

  @Test
  void where_a_file_cannot_be_written_nothing_stays(@TempDir Path folder) {
    TenantProject project = project("orders.csv");

    // A channel is closed under an interrupted thread: after the file was made, before it has
    // bytes.
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> project.write(folder.resolve("project")))
          .isInstanceOf(EngineException.class)
          .hasMessageStartingWith("The project cannot be written: ");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }

    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"order", "table", "my_tenant"})
  void the_archetype_has_a_table_that_no_id_makes_a_reserved_word(String tenant) {
    Map<String, Object> properties = new HashMap<>();
    for (String name : List.of("groupId", "version", "mysimbdpVersion", "repository")) {
      properties.put(name, "none");
    }
    properties.put("artifactId", tenant);
    properties.put("package", "com.example.films");
    properties.put("gitignore", ".gitignore");
    properties.put("nothing", List.of());

    Map<String, String> files = ProjectTemplates.fill(properties);

    assertThat(files.get("src/main/resources/META-INF/mysimbdp/schema.cql"))
        .contains("CREATE TABLE IF NOT EXISTS records (");
    assertThat(files.get("src/main/java/com/example/films/IngestApp.java"))
        .contains("row of table records.", "\"records\",");
    assertThat(files.get("src/test/java/com/example/films/IngestAppTest.java"))
        .contains(".wrote(\"records\").rows(2)");
    assertThat(files.get("README.md")).contains("a row of table `records`.");
  }

  private static String text(TenantProject project, String file) {
    return new String(Objects.requireNonNull(project.files().get(file)), StandardCharsets.UTF_8);
  }

  private static TenantProject project(String name) {
    return TenantProject.of(
        Guess.of(Sample.of(name, CSV)),
        new TenantProject.Settings("films", "com.example", "1.0.0", null),
        name,
        "");
  }
}
