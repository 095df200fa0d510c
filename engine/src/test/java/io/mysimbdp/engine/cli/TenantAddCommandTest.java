package io.mysimbdp.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code engine tenant add} with the profile of a project. */
class TenantAddCommandTest {

  @TempDir Path home;

  private Path profile = Path.of("");

  @BeforeEach
  void installation() throws IOException {
    Files.createDirectories(home.resolve("conf"));
    Files.createDirectories(home.resolve("plugins"));
    Files.writeString(home.resolve("conf/engine.conf"), "tenants = []\n");
    profile = Files.writeString(home.resolve("films.conf"), "dialect.format = csv # mine\n");
  }

  @Test
  void a_profile_is_copied_as_it_is() {
    String said = add("--conf", profile.toString());

    assertThat(said).contains("+ tenants/films/tenant.conf\n", "films is registered");
    assertThat(home.resolve("tenants/films/tenant.conf")).hasSameTextualContentAs(profile);
  }

  @Test
  void a_profile_that_is_wrong_registers_nobody() throws IOException {
    Files.writeString(profile, "dialect.format = cvs\n");

    assertThat(add("--conf", profile.toString()))
        .contains("tenant.conf:1: dialect.format: expected one of tsv, csv, got");
    assertThat(home.resolve("tenants/films/tenant.conf")).doesNotExist();
    assertThat(home.resolve("conf/engine.conf")).hasContent("tenants = []\n");
  }

  @Test
  void a_profile_that_is_there_is_not_overwritten() throws IOException {
    Path there = home.resolve("tenants/films/tenant.conf");
    Files.createDirectories(home.resolve("tenants/films"));
    Files.writeString(there, "# theirs\n");

    assertThat(add("--conf", profile.toString()))
        .startsWith("--conf: tenants/films/tenant.conf is there already");
    assertThat(there).hasContent("# theirs");
  }

  @Test
  void what_a_profile_sets_is_set_there_alone() {
    assertThat(add("--conf", profile.toString(), "--keyspace", "shop"))
        .startsWith("--keyspace: set keyspace in " + profile);
    assertThat(add("--conf", "missing.conf")).startsWith("--conf: there is no file missing.conf");
  }

  private String add(String... options) {
    String[] command = new String[3 + options.length];
    command[0] = "tenant";
    command[1] = "add";
    command[2] = "films";
    System.arraycopy(options, 0, command, 3, options.length);
    return SaidHere.by(home, Map.of(), command);
  }
}
