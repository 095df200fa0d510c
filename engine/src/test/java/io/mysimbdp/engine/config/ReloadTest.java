package io.mysimbdp.engine.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private Home home;

  @BeforeEach
  void makeHome(@TempDir Path folder) throws IOException {
    home =
        new Home(folder)
            .engine("tenants = [games, toys]\nplans.free.weight = 50\nplan-of.toys = free")
            .tenant("games", "include \"more.conf\"\nweight = 10")
            .file("tenants/games/more.conf", "priority = low")
            .tenant("toys", "weight = 20");
    age("conf/engine.conf", "tenants/games/tenant.conf", "tenants/games/more.conf");
    age("tenants/toys/tenant.conf");
  }

  /** Makes files so old that nobody doubts whether they are still being written. */
  private void age(String... files) throws IOException {
    for (String file : files) {
      Files.setLastModifiedTime(home.folder().resolve(file), FileTime.from(NOON.minusSeconds(60)));
    }
  }

  private Installation load() {
    return Installation.load(home.folder(), Map.of(), () -> NOON);
  }

  private static Registration of(Installation installation, String tenant) {
    return installation.registrations().stream()
        .filter(each -> each.tenantId().equals(tenant))
        .findFirst()
        .orElseThrow();
  }

  private static int weight(Installation installation, String tenant) {
    return of(installation, tenant).requireProfile().weight();
  }

  @Test
  void a_tenant_whose_files_are_the_same_is_taken_over() {
    Installation before = load();
    home.tenant("toys", "weight = 30");
    Installation after = before.reload(Map.of());
    assertThat(of(after, "games")).isSameAs(of(before, "games"));
    assertThat(weight(after, "toys")).isEqualTo(30);
    assertThat(after.sources()).isEqualTo(before.sources());
  }

  @Test
  void an_included_file_that_changes_changes_its_tenant() {
    Installation before = load();
    home.file("tenants/games/more.conf", "priority = high");
    Installation after = before.reload(Map.of());
    assertThat(of(after, "games").requireProfile().priority()).isEqualTo(Priority.HIGH);
    assertThat(of(after, "toys")).isSameAs(of(before, "toys"));
  }

  @Test
  void a_change_of_engine_conf_reaches_all_tenants() {
    Installation before = load();
    home.engine("tenants = [games, toys]\nplans.free.weight = 15\nplan-of.toys = free");
    Installation after = before.reload(Map.of());
    assertThat(of(after, "toys").problems()).isNotEmpty();
    assertThat(of(after, "games")).isNotSameAs(of(before, "games"));
  }

  @Test
  void a_file_written_just_before_it_was_read_is_read_again() throws IOException {
    Files.setLastModifiedTime(
        home.folder().resolve("tenants/toys/tenant.conf"), FileTime.from(NOON.minusSeconds(1)));
    Installation before = load();
    assertThat(of(before.reload(Map.of()), "toys")).isNotSameAs(of(before, "toys"));
  }

  @Test
  void a_broken_tenant_is_read_again_until_it_is_mended() throws IOException {
    Installation good = load();
    home.tenant("toys", "weight = 3000");
    age("tenants/toys/tenant.conf");
    Installation broken = good.reload(Map.of());
    assertThat(of(broken, "toys").problems()).isNotEmpty();
    Installation either = broken.orElse(good);
    assertThat(weight(either, "toys")).isEqualTo(20);
    assertThat(of(either.reload(Map.of()), "toys").problems()).isNotEmpty();
    home.tenant("toys", "weight = 40");
    assertThat(weight(either.reload(Map.of()), "toys")).isEqualTo(40);
  }

  @Test
  void a_tenant_that_is_gone_is_missed() throws IOException {
    Installation before = load();
    Files.delete(home.folder().resolve("tenants/toys/tenant.conf"));
    assertThat(of(before.reload(Map.of()), "toys").problems()).isNotEmpty();
  }
}
