package io.mysimbdp.engine.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Edits of conf/engine.conf leave all the rest as its owner has written it. */
class EngineConfFileTest {

  @TempDir Path folder;
  private Home home;

  @BeforeEach
  void make_home() {
    home = new Home(folder);
    for (String id : List.of("a", "b", "c", "toys")) {
      home.tenant(id, "");
    }
  }

  /** In the tables, {@code /} stands for a line end. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          tenants = []/                              | tenants = [toys]/
          tenants = [ ]/                             | tenants = [toys]/
          tenants = [a]/                             | tenants = [a, toys]/
          tenants = [a, b]/turn = 1 MiB/             | tenants = [a, b, toys]/turn = 1 MiB/
          tenants = [a, b,]/                         | tenants = [a, b, toys,]/
          tenants = [ a, b ] # all/                  | tenants = [ a, b, toys ] # all/
          tenants: ["a", "b"]/                       | tenants: ["a", "b", "toys"]/
          "tenants" = [a], turn = 1 MiB              | "tenants" = [a, toys], turn = 1 MiB
          tenants = [/  a/  b/]/                     | tenants = [/  a/  b/  toys/]/
          tenants = [/  a,/  b/]/                    | tenants = [/  a,/  b,/  toys/]/
          tenants = [/  a,/  b,/]/                   | tenants = [/  a,/  b,/  toys,/]/
          tenants = [/    a # x/    b # y/    # z/]/ | tenants = [/    a # x/    b # y/    # z/    toys/]/
          tenants = [/  a, # x/  b # y/]/            | tenants = [/  a, # x/  b, # y/  toys/]/
          tenants = [/  a, b/  c/]/                  | tenants = [/  a, b/  c,/  toys/]/
          tenants = [a/           b]/                | tenants = [a/           b/           toys]/
          tenants = [a,/           b]/               | tenants = [a,/           b,/           toys]/
          tenants = [/  # none yet/]/                | tenants = [/  # none yet/  toys/]/
          tenants = [/]/                             | tenants = [/  toys/]/
          tenants = [/  a/  b ]                      | tenants = [/  a/  b/  toys ]
          {/  tenants = [a]/}/                       | {/  tenants = [a, toys]/}/
          {/  tenants = [/    a/  ]/}/               | {/  tenants = [/    a/    toys/  ]/}/
          turn = 1 MiB                               | turn = 1 MiB/tenants = [toys]/
          # nothing                                  | # nothing/tenants = [toys]/
          {/  turn = 1 MiB/}/                        | {/  turn = 1 MiB/  tenants = [toys]/}/
          suspended = []/tenants = [a]               | suspended = []/tenants = [a, toys]
          """)
  void a_tenant_is_added_in_the_manner_of_the_others(String before, String after) {
    assertThat(added(lines(before), null)).isEqualTo(lines(after));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          tenants = [toys]/                             | tenants = []/
          tenants = [ toys ]/                           | tenants = [  ]/
          tenants = [toys, a]/                          | tenants = [a]/
          tenants = [a, toys]/                          | tenants = [a]/
          tenants = [a, toys, b]/                       | tenants = [a, b]/
          tenants = [a, toys,]/                         | tenants = [a,]/
          tenants = ["a", "toys"] # all/                | tenants = ["a"] # all/
          tenants = [/  a/  toys/  b/]/                 | tenants = [/  a/  b/]/
          tenants = [/  a,/  toys/]/                    | tenants = [/  a/]/
          tenants = [/  a, # x/  toys/]/                | tenants = [/  a # x/]/
          tenants = [/  a,/  toys,/]/                   | tenants = [/  a,/]/
          tenants = [/  toys/]/                         | tenants = [/]/
          tenants = [/  a/  toys # paid/  # end/]/      | tenants = [/  a/  # paid/  # end/]/
          tenants = [/  a, toys,/  b/]/                 | tenants = [/  a,/  b/]/
          tenants = [/  toys, a/]/                      | tenants = [/  a/]/
          tenants = [a/           toys]/                | tenants = [a/           ]/
          tenants = [toys/           a]/                | tenants = [/           a]/
          tenants = [a,toys], suspended = [toys]/       | tenants = [a], suspended = []/
          suspended = [a, toys] # x/tenants = [a,toys]/ | suspended = [a] # x/tenants = [a]/
          """)
  void a_tenant_is_taken_out_and_no_comment_is_lost(String before, String after) {
    assertThat(removed(lines(before), false)).isEqualTo(lines(after));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          plan-of {}/                       | plan-of {toys = free}/
          plan-of { a = free }/             | plan-of { a = free, toys = free }/
          plan-of {/  a = free # x/  # y/}/ | plan-of {/  a = free # x/  # y/  toys = free/}/
          turn = 1 MiB/                     | turn = 1 MiB/plan-of = { toys = free }/
          turn = 1 MiB                      | turn = 1 MiB/plan-of = { toys = free }/
          """)
  void the_plan_of_a_tenant_is_set(String before, String after) {
    String rest = "tenants = [a]/plans { free { weight = 50 } }/";

    assertThat(added(lines(rest + before), "free").replace("plan-of { toys", "plan-of {toys"))
        .isEqualTo(lines(rest.replace("[a]", "[a, toys]") + after));
    assertThat(home.load().registrations().get(1).requireProfile().plan()).isEqualTo("free");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          plan-of { toys = free, a = free }/           | plan-of { a = free }/
          plan-of { a = free, toys = free }/           | plan-of { a = free, }/
          plan-of {/  a = free # x/  toys = free/}/    | plan-of {/  a = free # x/}/
          plan-of {/  a = free/  toys = free # y/}/    | plan-of {/  a = free/  # y/}/
          turn = 1 MiB/plan-of.toys = free/lease = 9s/ | turn = 1 MiB/lease = 9s/
          grants {/  toys { keyspaces = [x] }/  a {}/}/ | grants {/  a {}/}/
          grants.toys.keyspaces = [x]/turn = 1 MiB/    | turn = 1 MiB/
          """)
  void the_settings_of_a_tenant_go_on_request(String before, String after) {
    String rest = "tenants = [a, toys]/plans { free { weight = 50 } }/";

    assertThat(removed(lines(rest + before), true))
        .isEqualTo(lines(rest.replace(", toys]", "]") + after));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          tenants += a/                        | conf/engine.conf:1: tenants: cannot be edited
          tenants = [a]/tenants += b/          | conf/engine.conf:1: tenants: cannot be edited
          turn = 1 MiB/tenants = [a] [b]/      | conf/engine.conf:2: tenants: cannot be edited
          tenants = [a]/tenants = [b]/         | conf/engine.conf:2: tenants: cannot be edited
          tenants = ${?NO} [a]/                | conf/engine.conf:1: tenants: cannot be edited
          tenants = [a, ${suspended}]/suspended = [b]/ | conf/engine.conf:1: tenants: expected
          include "more.conf"/                 | conf/more.conf:2: tenants: cannot be edited
          tenants = [a]/include "more.conf"/   | conf/more.conf:2: tenants: cannot be edited
          tenants = [a]/suspended = ${tenants}/ | conf/engine.conf:
          """)
  void what_cannot_be_edited_safely_is_refused_with_its_line(String text, String where)
      throws IOException {
    home.file("conf/more.conf", "\ntenants = [c]\n");
    home.engine(lines(text));
    String before = Files.readString(folder.resolve("conf/engine.conf"));
    assertThatThrownBy(
            () -> {
              EngineConfFile file = EngineConfFile.read(folder, Map.of());
              file.register("toys", null);
              file.write(profile -> {});
            })
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(where);
    assertThat(Files.readString(folder.resolve("conf/engine.conf"))).isEqualTo(before);
    assertThat(filesInConf()).containsExactlyInAnyOrder("engine.conf", "more.conf");
  }

  @Test
  void a_list_after_an_include_is_the_one_that_holds() {
    home.file("conf/more.conf", "tenants = [c]\n");

    assertThat(added("include \"more.conf\"\ntenants = [a]\n", null))
        .isEqualTo("include \"more.conf\"\ntenants = [a, toys]\n");
  }

  @Test
  void line_ends_of_windows_are_kept() {
    String before = lines("tenants = [/  a/]/plans { free {} }/plan-of {/  a = free/}");
    String after =
        lines("tenants = [/  a/  toys/]/plans { free {} }/plan-of {/  a = free/  toys = free/}/");

    assertThat(added(before.replace("\n", "\r\n"), "free")).isEqualTo(after.replace("\n", "\r\n"));
  }

  @Test
  void the_rights_of_the_file_are_kept() throws IOException {
    home.engine("tenants = [a]");
    Path file = folder.resolve("conf/engine.conf");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    edit("toys", null);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
    assertThat(filesInConf()).containsExactly("engine.conf");
  }

  @Test
  void nothing_is_written_when_the_new_tenant_cannot_be_served() throws IOException {
    home.engine("tenants = [a]\n");
    home.tenant("toys", "keyspace = a\n");

    assertThatThrownBy(() -> edit("toys", null))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("tenants/toys/tenant.conf:1: keyspace: ");
    assertThatThrownBy(() -> edit("nowhere", null))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("tenants/nowhere: folder not found");
    assertThat(Files.readString(folder.resolve("conf/engine.conf"))).isEqualTo("tenants = [a]\n");
    assertThat(filesInConf()).containsExactly("engine.conf");
  }

  @Test
  void nothing_is_written_when_somebody_else_has_written_meanwhile() throws IOException {
    home.engine("tenants = [a]\n");
    EngineConfFile file = EngineConfFile.read(folder, Map.of());
    file.register("toys", null);
    home.engine("tenants = [a, b]\n");

    assertThatThrownBy(() -> file.write(profile -> {}))
        .hasMessageContaining("was changed by somebody else just now; nothing was done, try again");
    assertThat(Files.readString(folder.resolve("conf/engine.conf")))
        .isEqualTo("tenants = [a, b]\n");
  }

  @Test
  void a_link_is_not_replaced_by_a_file() throws IOException {
    home.file("shared.conf", "tenants = [a]\n");
    Files.createDirectories(folder.resolve("conf"));
    Files.createSymbolicLink(folder.resolve("conf/engine.conf"), folder.resolve("shared.conf"));

    assertThatThrownBy(() -> EngineConfFile.read(folder, Map.of()))
        .hasMessage(
            "conf/engine.conf: expected a file to edit, got a symbolic link; edit what it leads to by"
                + " hand");
  }

  @Test
  void a_change_can_be_looked_at_before_it_is_made() {
    home.engine(lines("# x/tenants = [/  a/  b/]/plans { free {} }/"));
    EngineConfFile file = EngineConfFile.read(folder, Map.of());
    file.register("new_one", "free");
    file.check();

    assertThat(file.changes())
        .extracting(TextChange::line, TextChange::removed, TextChange::added)
        .containsExactly(
            tuple(5, List.of(), List.of("  new_one")),
            tuple(8, List.of(), List.of("plan-of = { new_one = free }")));
    assertThat(file.plans()).containsExactly("free");
    assertThat(file.placeOf("b")).isEqualTo("conf/engine.conf:4");
    assertThat(home.load().engine().tenants()).containsExactly("a", "b");
  }

  @Test
  void the_settings_of_a_tenant_are_told_with_their_places() {
    home.engine(
        "tenants = [toys]\nplans { free {} }\nplan-of { toys = free }\ngrants { toys { weight = 9 } }\n");

    EngineConfFile file = EngineConfFile.read(folder, Map.of());

    assertThat(file.settingsOf("toys"))
        .containsExactly("plan-of.toys (conf/engine.conf:3)", "grants.toys (conf/engine.conf:4)");
    assertThat(file.settingsOf("a")).isEmpty();
  }

  private String added(String before, @Nullable String plan) {
    home.engine(before);
    edit("toys", plan);
    return text();
  }

  private String removed(String before, boolean purge) {
    home.engine(before);
    EngineConfFile file = EngineConfFile.read(folder, Map.of());
    file.unregister("toys", purge);
    file.write(profile -> {});
    return text();
  }

  private void edit(String id, @Nullable String plan) {
    EngineConfFile file = EngineConfFile.read(folder, Map.of());
    file.register(id, plan);
    file.write(profile -> {});
  }

  private String text() {
    try {
      return Files.readString(folder.resolve("conf/engine.conf"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private List<String> filesInConf() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("conf"))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static String lines(String text) {
    return text.replace('/', '\n');
  }
}
