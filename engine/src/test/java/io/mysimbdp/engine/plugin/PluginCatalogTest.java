package io.mysimbdp.engine.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.mysimbdp.engine.failure.FailureCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which JARs a catalog holds, and what it tells of them. */
class PluginCatalogTest {

  @TempDir Path plugins;

  @Test
  void lists_good_jars_by_id_and_bad_ones_by_name() throws IOException {
    PluginJar.idle("zeta").file("1.jar").buildInto(plugins);
    PluginJar.idle("alpha").file("2.jar").buildInto(plugins);
    Files.createFile(plugins.resolve("y.jar"));
    PluginJar.named("mu").file("b.jar").buildInto(plugins);
    try (PluginCatalog catalog = PluginCatalog.load(plugins, "1.0.0")) {
      assertThat(catalog.plugins()).extracting(LoadedPlugin::id).containsExactly("alpha", "zeta");
      assertThat(catalog.failures())
          .extracting(PluginFailure::jar, PluginFailure::pluginId, PluginFailure::code)
          .containsExactly(
              tuple("b.jar", Optional.of("mu"), FailureCode.PLUGIN_NO_SERVICE),
              tuple("y.jar", Optional.empty(), FailureCode.PLUGIN_UNREADABLE));
      assertThat(catalog.find("mu")).isEmpty();
    }
  }

  @Test
  void tells_what_it_loaded() throws IOException {
    Path jar =
        PluginJar.idle("acme")
            .version("2.1.0-rc.1")
            .entry("META-INF/mysimbdp/schema.cql", "CREATE TABLE größe (id int PRIMARY KEY);")
            .buildInto(plugins);
    try (PluginCatalog catalog = PluginCatalog.load(plugins, "1.0.0")) {
      LoadedPlugin plugin = catalog.find("acme").orElseThrow();
      assertThat(plugin.id()).isEqualTo("acme");
      assertThat(plugin.version()).isEqualTo("2.1.0-rc.1");
      assertThat(plugin.jar()).isEqualTo(jar);
      assertThat(plugin.sha256()).isEqualTo(Sha256.of(jar)).matches("[0-9a-f]{64}");
      assertThat(plugin.schema()).contains("CREATE TABLE größe (id int PRIMARY KEY);");
      assertThat(plugin.newApp()).isNotSameAs(plugin.newApp());
      assertThat(plugin).hasToString("acme 2.1.0-rc.1 (plugins/acme.jar)");
    }
  }

  @Test
  void digests_the_bytes_of_a_file() throws IOException {
    assertThat(Sha256.of(Files.writeString(plugins.resolve("abc"), "abc")))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void loads_none_of_the_jars_that_have_an_id_in_common() {
    PluginJar.idle("acme").file("a.jar").buildInto(plugins);
    PluginJar.idle("acme").file("b.jar").version("2.0.0").buildInto(plugins);
    PluginJar.idle("other").buildInto(plugins);
    try (PluginCatalog catalog = PluginCatalog.load(plugins, "1.0.0")) {
      assertThat(catalog.plugins()).extracting(LoadedPlugin::id).containsExactly("other");
      assertThat(catalog.failures())
          .containsExactly(
              duplicate(
                  "a.jar",
                  "plugins/a.jar has Plugin-Id acme in common with plugins/b.jar: none of them is"
                      + " loaded; leave one"),
              duplicate(
                  "b.jar",
                  "plugins/b.jar has Plugin-Id acme in common with plugins/a.jar: none of them is"
                      + " loaded; leave one"));
    }
  }

  @Test
  void an_old_jar_does_not_stand_in_for_a_broken_new_one() {
    PluginJar.idle("acme").file("new.jar").manifest("Plugin-Requires", null).buildInto(plugins);
    PluginJar.idle("acme").file("old.jar").buildInto(plugins);
    try (PluginCatalog catalog = PluginCatalog.load(plugins, "1.0.0")) {
      assertThat(catalog.plugins()).isEmpty();
      assertThat(catalog.failures())
          .extracting(PluginFailure::jar, PluginFailure::code)
          .containsExactly(
              tuple("new.jar", FailureCode.PLUGIN_MANIFEST),
              tuple("old.jar", FailureCode.PLUGIN_DUPLICATE_ID));
    }
  }

  @Test
  void ignores_what_is_no_jar_of_the_folder_itself() throws IOException {
    PluginJar.idle("deeper").buildInto(plugins.resolve("folder"));
    PluginJar.idle("half").file(".half.jar").buildInto(plugins);
    PluginJar.idle("part").file("part.jar.tmp").buildInto(plugins);
    Files.writeString(plugins.resolve("README.md"), "drop JARs here");
    try (PluginCatalog catalog = PluginCatalog.load(plugins, "1.0.0")) {
      assertThat(catalog.plugins()).isEmpty();
      assertThat(catalog.failures()).isEmpty();
    }
  }

  @Test
  void a_missing_folder_is_one_failure() {
    Path gone = plugins.resolve("gone");
    try (PluginCatalog catalog = PluginCatalog.load(gone, "1.0.0")) {
      assertThat(catalog.plugins()).isEmpty();
      assertThat(catalog.failures())
          .containsExactly(
              new PluginFailure(
                  "gone",
                  Optional.empty(),
                  FailureCode.PLUGIN_MISSING,
                  "plugins/ cannot be listed: expected a folder with the tenants' JARs at "
                      + gone));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1.0.0, >=1.0.0 & <2.0.0, true",
    "1.9.3, >=1.0.0 & <2.0.0, true",
    "2.0.0, >=1.0.0 & <2.0.0, false",
    "1.0.0, >=1.1.0 & <2.0.0, false",
    "1.1.0-SNAPSHOT, >=1.1.0 & <2.0.0, true",
    "1.1.0, 1.1.0, true",
    "1.2.0, 1.1.0, true",
    "1.1.0, 1.2.0, false",
    "2.0.0, 1.9.0, false",
    "1.2.0, >=1.0.0, false",
    "1.2.0, <2.0.0, false",
    "1.2.0, *, false",
    "1.2.0, ^1.0.0, true",
    "1.2.0, 1.x, true",
    "1.2.0, ~1.2, true"
  })
  void holds_the_api_version_against_the_range(String api, String requires, boolean loaded) {
    PluginJar.idle("acme").manifest("Plugin-Requires", requires).buildInto(plugins);
    try (PluginCatalog catalog = PluginCatalog.load(plugins, api)) {
      assertThat(catalog.find("acme").isPresent()).isEqualTo(loaded);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "1.0", "unknown", "1.0.0-rc.1"})
  void insists_on_an_api_version_of_three_numbers(String api) {
    assertThatThrownBy(() -> PluginCatalog.load(plugins, api))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("API version '" + api + "': expected three numbers, for example 1.0.0");
  }

  private static PluginFailure duplicate(String jar, String message) {
    return new PluginFailure(jar, Optional.of("acme"), FailureCode.PLUGIN_DUPLICATE_ID, message);
  }
}
