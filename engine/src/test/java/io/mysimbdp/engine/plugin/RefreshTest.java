package io.mysimbdp.engine.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.mysimbdp.engine.config.PluginTrust;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.engine.plugin.PluginChanges.Replacement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a catalog makes of JARs that come, change and go while it follows their folder. */
class RefreshTest {

  private static final PluginChanges NOTHING =
      new PluginChanges(List.of(), List.of(), List.of(), List.of(), List.of());

  @TempDir Path home;

  private Path plugins = Path.of("");
  private FollowedFolder folder;

  @BeforeEach
  void follow() throws IOException {
    plugins = Files.createDirectory(home.resolve("plugins"));
    PluginJar.idle("toys").buildInto(plugins);
    folder = new FollowedFolder(plugins);
    folder.put(PluginJar.idle("toys"));
    folder.refresh();
  }

  @AfterEach
  void close() {
    folder.close();
  }

  @Test
  void nothing_new_is_nothing_to_report() {
    assertThat(folder.refresh()).isEqualTo(NOTHING);
    assertThat(NOTHING.isEmpty()).isTrue();
  }

  @Test
  void a_new_jar_is_added() {
    folder.put(PluginJar.idle("games"));
    PluginChanges changes = folder.refresh();
    assertThat(changes.added()).containsExactly(folder.serving("games"));
    assertThat(changes.isEmpty()).isFalse();
    assertThat(changes.replaced()).isEmpty();
    assertThat(folder.catalog.plugins())
        .extracting(LoadedPlugin::id)
        .containsExactly("games", "toys");
    assertThat(folder.refresh()).isEqualTo(NOTHING);
  }

  @Test
  void a_jar_that_is_gone_is_removed_and_can_be_found_until_it_is_retired() {
    LoadedPlugin toys = folder.serving("toys");
    folder.delete("toys.jar");
    assertThat(folder.refresh().removed()).containsExactly(toys);
    assertThat(folder.catalog.plugins()).isEmpty();
    assertThat(folder.catalog.find("toys")).isEmpty();
    assertThat(folder.catalog.find("toys", toys.sha256())).contains(toys);
    assertThat(toys.newApp()).isNotNull();
    toys.retire();
    assertThat(folder.catalog.find("toys", toys.sha256())).isEmpty();
    assertThat(folder.catalog.pin("toys", toys.sha256())).isEmpty();
  }

  @Test
  void a_jar_that_is_overwritten_is_replaced() {
    LoadedPlugin before = folder.serving("toys");
    folder.put(PluginJar.idle("toys").version("1.1.0"));
    PluginChanges changes = folder.refresh();
    LoadedPlugin now = folder.serving("toys");
    assertThat(changes.replaced()).containsExactly(new Replacement(before, now));
    assertThat(changes.added()).isEmpty();
    assertThat(changes.removed()).isEmpty();
    assertThat(now.version()).isEqualTo("1.1.0");
    assertThat(folder.catalog.find("toys", before.sha256())).contains(before);
    assertThat(folder.catalog.find("toys", now.sha256())).contains(now);
    assertThat(folder.catalog.find("games", now.sha256())).isEmpty();
  }

  @Test
  void a_jar_that_another_is_moved_over_is_replaced() {
    LoadedPlugin before = folder.serving("toys");
    Path jar = PluginJar.idle("toys").version("1.1.0").buildInto(home);
    folder.written(jar, Duration.ofDays(-9));
    folder.rename("../toys.jar", "toys.jar");
    assertThat(folder.refresh().replaced())
        .containsExactly(new Replacement(before, folder.serving("toys")));
  }

  @Test
  void a_file_of_the_same_size_and_time_is_not_taken_for_the_same() throws IOException {
    Path jar = plugins.resolve("toys.jar");
    byte[] bytes = Files.readAllBytes(jar);
    Files.write(jar, new byte[bytes.length]);
    folder.written(jar, Duration.ofDays(-1));
    assertThat(folder.refresh().failures())
        .extracting(PluginFailure::code)
        .containsExactly(FailureCode.PLUGIN_UNREADABLE);
  }

  @Test
  void a_jar_with_another_id_removes_the_old_plugin_and_adds_the_new() {
    LoadedPlugin toys = folder.serving("toys");
    folder.put(PluginJar.idle("games").file("toys.jar"));
    PluginChanges changes = folder.refresh();
    assertThat(changes.removed()).containsExactly(toys);
    assertThat(changes.added()).containsExactly(folder.serving("games"));
    assertThat(changes.replaced()).isEmpty();
  }

  @Test
  void a_broken_replacement_leaves_the_old_version_serving_and_says_so_once() {
    LoadedPlugin toys = folder.serving("toys");
    folder.put("toys.jar", "no JAR");
    PluginFailure failure =
        new PluginFailure(
            "toys.jar",
            Optional.empty(),
            FailureCode.PLUGIN_UNREADABLE,
            "plugins/toys.jar is no JAR file, or was cut short while being copied: zip END header"
                + " not found; version 1.0.0 goes on serving");
    PluginChanges changes = folder.refresh();
    assertThat(changes)
        .isEqualTo(new PluginChanges(List.of(), List.of(), List.of(), List.of(failure), List.of()));
    assertThat(folder.serving("toys")).isSameAs(toys);
    assertThat(toys.newApp()).isNotNull();
    assertThat(folder.refresh()).isEqualTo(NOTHING);
    assertThat(folder.catalog.failures()).containsExactly(failure);
  }

  @Test
  void a_replacement_whose_app_does_not_load_leaves_the_old_version_serving() {
    folder.put(PluginJar.idle("toys").version("1.1.0").service("acme.Missing"));
    assertThat(messages(folder.refresh()))
        .containsExactly(
            "plugins/toys.jar names acme.Missing as its app, which it lacks; version 1.0.0 goes on"
                + " serving");
    assertThat(folder.serving("toys").version()).isEqualTo("1.0.0");
  }

  @Test
  void a_broken_replacement_with_another_id_leaves_the_old_plugin_serving() {
    folder.put(PluginJar.idle("games").file("toys.jar").service("acme.Missing"));
    assertThat(messages(folder.refresh()))
        .containsExactly(
            "plugins/toys.jar names acme.Missing as its app, which it lacks; version 1.0.0 of"
                + " Plugin-Id toys goes on serving");
    assertThat(folder.serving("toys").version()).isEqualTo("1.0.0");
  }

  @Test
  void a_broken_replacement_that_is_mended_or_taken_back_is_no_failure_any_more() {
    LoadedPlugin first = folder.serving("toys");
    folder.put("toys.jar", "no JAR");
    folder.refresh();
    folder.put(PluginJar.idle("toys").version("1.1.0"));
    PluginChanges mended = folder.refresh();
    assertThat(mended.replaced()).containsExactly(new Replacement(first, folder.serving("toys")));
    assertThat(folder.catalog.failures()).isEmpty();
    folder.put("toys.jar", "no JAR");
    assertThat(folder.refresh().failures()).hasSize(1);
    folder.delete("toys.jar");
    assertThat(folder.refresh().removed()).hasSize(1);
    assertThat(folder.catalog.failures()).isEmpty();
  }

  @Test
  void a_new_version_beside_the_old_one_takes_over_when_the_old_one_is_deleted() {
    LoadedPlugin before = folder.serving("toys");
    folder.put(PluginJar.idle("toys").file("toys-1.1.jar").version("1.1.0"));
    PluginChanges dropped = folder.refresh();
    assertThat(dropped.failures())
        .extracting(PluginFailure::code, PluginFailure::message)
        .containsExactly(
            tuple(
                FailureCode.PLUGIN_DUPLICATE_ID,
                "plugins/toys-1.1.jar has Plugin-Id toys in common with plugins/toys.jar: version"
                    + " 1.0.0 from plugins/toys.jar goes on serving; leave one"));
    assertThat(folder.serving("toys")).isSameAs(before);
    assertThat(folder.refresh()).isEqualTo(NOTHING);
    folder.delete("toys.jar");
    assertThat(folder.refresh().replaced())
        .containsExactly(new Replacement(before, folder.serving("toys")));
    assertThat(folder.serving("toys").version()).isEqualTo("1.1.0");
    assertThat(folder.catalog.failures()).isEmpty();
  }

  @Test
  void of_two_new_files_with_one_id_none_is_loaded_until_one_is_gone() {
    folder.put(PluginJar.idle("games").file("a.jar"));
    folder.put(PluginJar.idle("games").file("b.jar").version("2.0.0"));
    assertThat(messages(folder.refresh()))
        .containsExactly(
            "plugins/a.jar has Plugin-Id games in common with plugins/b.jar: none of them is"
                + " loaded; leave one",
            "plugins/b.jar has Plugin-Id games in common with plugins/a.jar: none of them is"
                + " loaded; leave one");
    assertThat(folder.catalog.find("games")).isEmpty();
    folder.delete("a.jar");
    assertThat(folder.refresh().added()).containsExactly(folder.serving("games"));
    assertThat(folder.serving("games").version()).isEqualTo("2.0.0");
  }

  @Test
  void a_renamed_or_touched_jar_is_not_loaded_again() {
    LoadedPlugin toys = folder.serving("toys");
    folder.rename("toys.jar", "toys-1.0.jar");
    assertThat(folder.refresh()).isEqualTo(NOTHING);
    assertThat(folder.serving("toys")).isSameAs(toys);
    assertThat(toys.jar()).isEqualTo(plugins.resolve("toys-1.0.jar"));
    folder.written(toys.jar(), Duration.ofHours(-1));
    assertThat(folder.refresh()).isEqualTo(NOTHING);
    assertThat(folder.serving("toys")).isSameAs(toys);
  }

  @Test
  void two_jars_that_swap_names_are_not_loaded_again() {
    folder.put(PluginJar.idle("games"));
    folder.refresh();
    LoadedPlugin toys = folder.serving("toys");
    LoadedPlugin games = folder.serving("games");
    folder.rename("toys.jar", "aside");
    folder.rename("games.jar", "toys.jar");
    folder.rename("aside", "games.jar");
    assertThat(folder.refresh()).isEqualTo(NOTHING);
    assertThat(folder.serving("toys")).isSameAs(toys);
    assertThat(folder.serving("games")).isSameAs(games);
    assertThat(folder.catalog.failures()).isEmpty();
  }

  @Test
  void new_versions_under_swapped_names_replace_the_old_ones() {
    folder.put(PluginJar.idle("games"));
    folder.refresh();
    folder.put(PluginJar.idle("games").file("toys.jar").version("2.0.0"));
    folder.put(PluginJar.idle("toys").file("games.jar").version("2.0.0"));
    PluginChanges changes = folder.refresh();
    assertThat(changes.replaced())
        .extracting(replaced -> replaced.now().toString())
        .containsExactly("games 2.0.0 (plugins/toys.jar)", "toys 2.0.0 (plugins/games.jar)");
    assertThat(changes.failures()).isEmpty();
  }

  @Test
  void a_file_whose_new_id_is_taken_goes_on_serving_its_old_one() {
    folder.put(PluginJar.idle("games"));
    folder.refresh();
    LoadedPlugin games = folder.serving("games");
    folder.put(PluginJar.idle("toys").file("games.jar").version("3.0.0"));
    PluginChanges changes = folder.refresh();
    assertThat(messages(changes))
        .containsExactly(
            "plugins/games.jar has Plugin-Id toys in common with plugins/toys.jar: version 1.0.0"
                + " from plugins/toys.jar goes on serving; leave one; version 1.0.0 of Plugin-Id"
                + " games goes on serving");
    assertThat(changes.removed()).isEmpty();
    assertThat(folder.serving("games")).isSameAs(games);
    folder.delete("toys.jar");
    PluginChanges freed = folder.refresh();
    assertThat(freed.removed()).containsExactly(games);
    assertThat(freed.replaced()).hasSize(1);
  }

  @Test
  void a_spare_copy_of_a_replaced_version_can_still_take_over_later() {
    folder.copy("toys.jar", "spare.jar");
    folder.refresh();
    LoadedPlugin first = folder.serving("toys");
    folder.put(PluginJar.idle("toys").version("1.1.0"));
    assertThat(folder.refresh().replaced()).hasSize(1);
    first.retire();
    folder.delete("toys.jar");
    assertThat(folder.refresh().replaced()).hasSize(1);
    LoadedPlugin spare = folder.serving("toys");
    assertThat(spare).isNotSameAs(first);
    assertThat(spare.sha256()).isEqualTo(first.sha256());
    assertThat(spare.newApp()).isNotNull();
  }

  @Test
  void a_version_that_comes_back_is_loaded_anew_and_found_first() {
    LoadedPlugin first = folder.serving("toys");
    folder.put(PluginJar.idle("toys").version("1.1.0"));
    folder.refresh();
    folder.put(PluginJar.idle("toys"));
    folder.refresh();
    LoadedPlugin third = folder.serving("toys");
    assertThat(third).isNotSameAs(first);
    assertThat(folder.catalog.find("toys", first.sha256())).containsSame(third);
    first.retire();
    assertThat(third.newApp()).isNotNull();
  }

  @Test
  void a_jar_is_waited_for_until_it_is_quiet() {
    LoadedPlugin before = folder.serving("toys");
    folder.written(folder.put(PluginJar.idle("toys").version("1.1.0")), Duration.ofSeconds(-4));
    folder.written(folder.put("half.jar", "PK"), Duration.ofSeconds(-1));
    PluginChanges young = folder.refresh();
    assertThat(young.settling()).containsExactly("half.jar", "toys.jar");
    assertThat(young.isEmpty()).isTrue();
    assertThat(folder.serving("toys")).isSameAs(before);
    folder.pass(Duration.ofSeconds(1));
    PluginChanges quiet = folder.refresh();
    assertThat(quiet.settling()).containsExactly("half.jar");
    assertThat(quiet.replaced()).hasSize(1);
    folder.pass(FollowedFolder.QUIET);
    assertThat(folder.refresh().failures()).hasSize(1);
  }

  @Test
  void a_jar_from_the_future_is_taken_in_when_two_refreshes_find_it_the_same() {
    Path jar = folder.put(PluginJar.idle("games"));
    folder.written(jar, Duration.ofHours(1));
    assertThat(folder.refresh().settling()).containsExactly("games.jar");
    folder.written(jar, Duration.ofHours(2));
    assertThat(folder.refresh().settling()).containsExactly("games.jar");
    assertThat(folder.refresh().added()).hasSize(1);
    assertThat(folder.refresh()).isEqualTo(NOTHING);
  }

  @Test
  void an_idle_refresh_copies_no_jar() {
    for (int i = 0; i < 100; i++) {
      folder.refresh();
    }
    folder.put(PluginJar.idle("games"));
    folder.refresh();
    folder.refresh();
    folder.put(PluginJar.idle("puzzles"));
    folder.refresh();
    assertThat(number(folder.serving("puzzles")))
        .as("copies are numbered, so none was made between these two")
        .isEqualTo(number(folder.serving("games")) + 1);
    assertThat(number(folder.serving("games")))
        .as("two looks at toys.jar came before")
        .isEqualTo(3);
  }

  @Test
  void a_folder_that_cannot_be_listed_is_one_failure_and_removes_nothing() throws IOException {
    folder.put("bad.jar", "bad");
    folder.refresh();
    Path aside = home.resolve("aside");
    Files.move(plugins, aside);
    PluginChanges changes = folder.refresh();
    assertThat(messages(changes))
        .containsExactly(
            "plugins/ cannot be listed: expected a folder with the tenants' JARs at "
                + plugins
                + "; what was loaded before goes on serving");
    assertThat(changes.removed()).isEmpty();
    assertThat(folder.refresh()).isEqualTo(NOTHING);
    assertThat(folder.catalog.failures())
        .extracting(PluginFailure::jar)
        .containsExactly("bad.jar", "plugins");
    assertThat(folder.serving("toys").newApp()).isNotNull();
    Files.move(aside, plugins);
    assertThat(folder.refresh()).isEqualTo(NOTHING);
    assertThat(folder.catalog.failures()).extracting(PluginFailure::jar).containsExactly("bad.jar");
  }

  @Test
  void a_folder_that_appears_only_later_is_followed() {
    Path later = home.resolve("later");
    try (FollowedFolder followed = new FollowedFolder(later)) {
      assertThat(followed.catalog.failures()).hasSize(1);
      assertThat(followed.refresh()).isEqualTo(NOTHING);
      followed.put(PluginJar.idle("games"));
      assertThat(followed.refresh().added()).hasSize(1);
      assertThat(followed.catalog.failures()).isEmpty();
    }
  }

  @Test
  void a_failure_of_the_first_look_is_not_reported_again() {
    Path other = home.resolve("other");
    PluginJar.idle("games").service("acme.Missing").buildInto(other);
    try (FollowedFolder followed = new FollowedFolder(other)) {
      assertThat(followed.catalog.failures()).hasSize(1);
      assertThat(followed.refresh()).isEqualTo(NOTHING);
      followed.put(PluginJar.idle("games").service("acme.Other"));
      assertThat(followed.refresh().failures()).hasSize(1);
    }
  }

  @Test
  void a_copy_that_cannot_be_made_is_tried_again() throws IOException {
    Path copies = PrivateCopy.allBeside(folder.serving("toys"));
    Path aside = home.resolve("copies");
    Files.move(copies, aside);
    folder.put(PluginJar.idle("games"));
    assertThat(messages(folder.refresh()))
        .singleElement()
        .asString()
        .startsWith("plugins/games.jar cannot be copied to " + copies + ": ");
    assertThat(folder.refresh()).isEqualTo(NOTHING);
    Files.move(aside, copies);
    assertThat(folder.refresh().added()).hasSize(1);
    assertThat(folder.catalog.failures()).isEmpty();
  }

  @Test
  void new_permissions_make_a_jar_be_looked_at_again() throws IOException {
    Path jar = plugins.resolve("toys.jar");
    JarStamp before = JarStamp.of(jar).orElseThrow();
    Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-------"));
    Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("r--------"));
    assertThat(JarStamp.of(jar)).isPresent().get().isNotEqualTo(before);
  }

  @Test
  void a_link_to_nowhere_is_a_failure_and_follows_its_target() throws IOException {
    Path target = home.resolve("target");
    Files.createSymbolicLink(plugins.resolve("games.jar"), target);
    assertThat(messages(folder.refresh())).containsExactly("plugins/games.jar is no file");
    Files.move(
        folder.written(PluginJar.idle("games").buildInto(home), Duration.ofDays(-1)), target);
    assertThat(folder.refresh().added()).hasSize(1);
  }

  @Test
  void a_closed_catalog_refuses_to_refresh() {
    folder.catalog.close();
    assertThatThrownBy(folder::refresh)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The catalog of " + plugins + " is closed");
  }

  @Test
  void a_negative_quiet_period_is_refused() {
    assertThatThrownBy(
            () ->
                PluginCatalog.load(
                    plugins, "1.0.0", PluginTrust.ANY, Duration.ofSeconds(-1), () -> Instant.EPOCH))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("quiet is negative: PT-1S");
  }

  private static List<String> messages(PluginChanges changes) {
    return changes.failures().stream().map(PluginFailure::message).toList();
  }

  private static int number(LoadedPlugin plugin) {
    return Integer.parseInt(String.valueOf(folderOf(PrivateCopy.of(plugin)).getFileName()));
  }

  private static Path folderOf(Path file) {
    return Objects.requireNonNull(file.getParent());
  }
}
