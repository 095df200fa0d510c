package io.mysimbdp.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.plugin.PluginJar;
import io.mysimbdp.engine.sandbox.SandboxSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which profile {@code engine verify-app} takes. */
class RehearsalOrderTest {

  @TempDir private Path folder;
  private final List<String> told = new ArrayList<>();
  private Path home;
  private Path project;
  private Path jar;
  private Path sample;

  @BeforeEach
  void make_a_project_and_an_installation() throws IOException {
    home = Files.createDirectory(folder.resolve("home"));
    project = folder.resolve("films");
    jar = PluginJar.idle("films").buildInto(project.resolve("target"));
    sample = Files.writeString(folder.resolve("films.csv"), "id;title\n1;a\n");
    install("tenants = []\n");
  }

  @Test
  void that_of_the_project_is_found_before_the_tenant_is_registered() throws IOException {
    Path own = profile(project);

    SandboxSpec order = order(null);

    assertThat(order.profile().file()).contains(own);
    assertThat(order.tenant()).isEqualTo("films");
    assertThat(told).containsExactly("The profile: " + own);
  }

  @Test
  void one_that_is_named_comes_first_and_that_of_a_registered_tenant_after_the_project()
      throws IOException {
    install("tenants = [films]\n");
    Path registered = profile(home.resolve("tenants/films"));
    assertThat(order(null).profile().file()).contains(registered);

    Path own = profile(project);
    assertThat(order(null).profile().file()).contains(own);

    Path named = profile(folder.resolve("named"));
    assertThat(order(named).profile().file()).contains(named);
    assertThat(told)
        .containsExactly(
            "The profile: tenants/films/tenant.conf",
            "The profile: " + own,
            "The profile: " + named);
  }

  @Test
  void a_guess_is_called_one() {
    assertThat(order(null).profile().file()).isEmpty();
    assertThat(told)
        .containsExactly("The profile: guessed from the name of films.csv: dialect.format = csv");
  }

  @Test
  void a_profile_for_another_app_is_not_taken() throws IOException {
    Path other = profile(folder.resolve("other"));
    Files.writeString(other, "plugin = toys\n");

    assertThatThrownBy(() -> order(other))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("asks for Plugin-Id toys");
  }

  @Test
  void a_plan_must_be_there() throws IOException {
    install("tenants = []\nplans { free {}, large {} }\n");

    assertThat(order(null, "large").plan()).isEqualTo("large");
    assertThat(order(null).plan()).isNull();
    assertThatThrownBy(() -> order(null, "fre"))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("There is no plan 'fre' in conf/engine.conf")
        .hasMessageContaining("free");
  }

  private SandboxSpec order(@Nullable Path conf) {
    return order(conf, null);
  }

  private SandboxSpec order(@Nullable Path conf, @Nullable String plan) {
    return RehearsalOrder.of(new Home(home), Map.of(), jar, sample, conf, plan, told::add);
  }

  private void install(String conf) throws IOException {
    Files.createDirectories(home.resolve("conf"));
    Files.writeString(home.resolve("conf/engine.conf"), conf);
  }

  private static Path profile(Path place) throws IOException {
    Files.createDirectories(place);
    return Files.writeString(
        place.resolve("tenant.conf"), "dialect { format = csv, delimiter = \";\" }\n");
  }
}
