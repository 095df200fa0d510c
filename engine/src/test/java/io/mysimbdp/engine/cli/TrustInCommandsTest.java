package io.mysimbdp.engine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mysimbdp.engine.config.Installation;
import io.mysimbdp.engine.plugin.PluginCatalog;
import io.mysimbdp.engine.plugin.PluginJar;
import io.mysimbdp.engine.schedule.Tenant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands and the service make of JARs that are not trusted, and of links in folders. */
class TrustInCommandsTest {

  private static final String NOBODY = "plugins.sha256.toys = []\n";

  @TempDir Path home;

  @BeforeEach
  void make_an_installation() throws IOException {
    Files.createDirectories(home.resolve("conf"));
    Files.createDirectories(home.resolve("tenants/toys/staging"));
    Files.writeString(home.resolve("tenants/toys/tenant.conf"), "");
    PluginJar.idle("toys").buildInto(home.resolve("plugins"));
    engineConf("");
  }

  @Test
  void check_and_run_tell_of_a_jar_that_is_not_trusted() throws IOException {
    assertThat(engine("check")).doesNotContain("is not trusted");
    engineConf(NOBODY);
    String why =
        "plugins/toys.jar is not trusted: plugins.sha256 of toys expects none; found SHA-256 ";
    assertThat(engine("check")).contains(why);
    assertThat(engine("run")).contains(why);
  }

  @Test
  void a_jar_that_is_not_trusted_is_not_added() throws IOException {
    engineConf("plugins.listed-only = true\n");
    Path jar = PluginJar.idle("games").buildInto(home.resolve("new"));
    assertThat(engine("tenant", "add", "games", "--jar", jar.toString()))
        .contains(jar + " is not trusted: plugins.listed-only holds");
    assertThat(home.resolve("plugins/games.jar")).doesNotExist();
    assertThat(home.resolve("tenants/games")).doesNotExist();
  }

  @Test
  void a_service_follows_a_change_of_whom_the_provider_trusts() throws IOException {
    Installation first = Installation.load(home, Map.of());
    try (PluginCatalog plugins =
        PluginCatalog.load(
            home.resolve("plugins"),
            "1.0.0",
            first.engine().plugins(),
            Duration.ZERO,
            () -> Instant.MAX)) {
      TenantRegistry registry =
          new TenantRegistry(first, before -> before.reload(Map.of()), plugins, Map::of);
      registry.followConfiguration();
      assertThat(registry.tenants()).extracting(Tenant::id).containsExactly("toys");

      engineConf(NOBODY);
      assertThat(registry.followConfiguration()).isTrue();
      assertThat(registry.followPlugins()).isTrue();
      assertThat(registry.tenants()).isEmpty();
      assertThat(registry.takeRetired()).hasSize(1);

      engineConf("# whoever it is\n");
      assertThat(registry.followConfiguration()).isTrue();
      assertThat(registry.followPlugins()).isTrue();
      assertThat(registry.tenants()).extracting(Tenant::id).containsExactly("toys");
    }
  }

  @Test
  void check_tells_of_folders_that_are_links() throws IOException {
    Files.createSymbolicLink(home.resolve("tenants/toys/done"), home.resolve("conf"));
    assertThat(engine("check"))
        .contains("tenants/toys/done: expected a folder, got a symbolic link");
    Files.delete(home.resolve("tenants/toys/staging"));
    Files.createSymbolicLink(home.resolve("tenants/toys/staging"), home.resolve("conf"));
    assertThat(engine("check"))
        .contains("tenants/toys/staging: expected a folder, got a symbolic link");
  }

  private void engineConf(String more) throws IOException {
    Files.writeString(home.resolve("conf/engine.conf"), "tenants = [toys]\n" + more);
  }

  private String engine(String... command) {
    return SaidHere.by(home, Map.of(), command);
  }
}
