package io.mysimbdp.engine.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.mysimbdp.engine.config.PluginTrust;
import io.mysimbdp.engine.failure.FailureCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of JARs that are loaded when the provider trusts others. */
class TrustChangesTest {

  @TempDir Path home;

  private Path plugins = Path.of("");
  private FollowedFolder folder;

  @BeforeEach
  void follow() throws IOException {
    plugins = Files.createDirectory(home.resolve("plugins"));
    folder = new FollowedFolder(plugins);
    folder.put(PluginJar.idle("toys"));
    folder.refresh();
  }

  @AfterEach
  void close() {
    folder.close();
  }

  @Test
  void a_loaded_jar_that_is_trusted_no_more_is_chosen_no_more_and_a_run_on_it_ends() {
    LoadedPlugin toys = folder.serving("toys");
    try (Pin pin = toys.pin()) {
      folder.catalog.trust(only("toys", "0".repeat(64)));
      PluginChanges changes = folder.refresh();
      assertThat(changes.removed()).containsExactly(toys);
      assertThat(changes.failures())
          .extracting(PluginFailure::code)
          .containsExactly(FailureCode.PLUGIN_NOT_TRUSTED);
      assertThat(folder.catalog.find("toys")).isEmpty();
      toys.retire();
      assertThat(pin.plugin().newApp()).isNotNull();
    }
    assertThat(folder.catalog.pin("toys", toys.sha256())).isEmpty();
    assertThat(folder.refresh().isEmpty()).as("is told once").isTrue();
  }

  @Test
  void a_jar_that_is_trusted_at_last_is_loaded_though_its_file_is_the_same() {
    String sha256 = folder.serving("toys").sha256();
    folder.catalog.trust(only("toys", "0".repeat(64)));
    folder.refresh();
    folder.catalog.trust(only("toys", sha256));
    assertThat(folder.refresh().added()).containsExactly(folder.serving("toys"));
    assertThat(folder.catalog.failures()).isEmpty();
  }

  @Test
  void lists_that_still_allow_a_jar_leave_it_serving() {
    LoadedPlugin toys = folder.serving("toys");
    folder.catalog.trust(only("toys", toys.sha256()));
    assertThat(folder.refresh().isEmpty()).isTrue();
    assertThat(folder.serving("toys")).isSameAs(toys);
  }

  @Test
  void a_jar_that_is_not_trusted_does_not_replace_the_one_that_is() {
    LoadedPlugin toys = folder.serving("toys");
    folder.catalog.trust(only("toys", toys.sha256()));
    folder.put(PluginJar.idle("toys").version("1.1.0"));
    PluginChanges changes = folder.refresh();
    assertThat(changes.replaced()).isEmpty();
    assertThat(changes.failures().get(0).message())
        .startsWith("plugins/toys.jar is not trusted: ")
        .endsWith("; version 1.0.0 goes on serving");
    assertThat(folder.serving("toys")).isSameAs(toys);

    folder.catalog.trust(only("toys", "0".repeat(64)));
    assertThat(folder.refresh().removed()).containsExactly(toys);
    assertThat(folder.catalog.failures().get(0).message()).doesNotContain("goes on serving");
  }

  @Test
  void a_strangers_jar_with_the_same_id_keeps_nobody_from_serving() {
    String sha256 = folder.serving("toys").sha256();
    folder.put(PluginJar.idle("toys").version("6.6.6").file("a.jar"));
    try (PluginCatalog fresh = PluginCatalog.load(plugins, "1.0.0", only("toys", sha256))) {
      assertThat(fresh.find("toys").orElseThrow().sha256()).isEqualTo(sha256);
      assertThat(fresh.failures()).extracting(PluginFailure::jar).containsExactly("a.jar");
    }
  }

  @Test
  void a_folder_that_cannot_be_listed_protects_no_jar() throws IOException {
    LoadedPlugin toys = folder.serving("toys");
    folder.catalog.trust(only("toys", "0".repeat(64)));
    Files.move(plugins, home.resolve("elsewhere"));
    assertThat(folder.refresh().removed()).containsExactly(toys);
    Files.move(home.resolve("elsewhere"), plugins);
  }

  private static PluginTrust only(String id, String sha256) {
    return new PluginTrust(true, Map.of(id, Set.of(sha256)), Map.of());
  }
}
