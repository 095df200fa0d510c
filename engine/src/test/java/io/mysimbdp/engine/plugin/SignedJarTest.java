package io.mysimbdp.engine.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.mysimbdp.engine.SigningKeys;
import io.mysimbdp.engine.failure.FailureCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signed JARs: the JDK holds their classes against the signature as it loads them. */
class SignedJarTest {

  @TempDir Path folder;

  private Path signed = Path.of("");

  @BeforeEach
  void sign() throws Exception {
    signed =
        PluginJar.idle("acme")
            .entry("acme/readme.txt", "read me")
            .buildInto(folder.resolve("plugins"));
    new SigningKeys(folder).make("acme", "CN=acme").sign(signed, "acme");
  }

  @Test
  void a_signed_jar_loads() {
    try (PluginCatalog catalog = PluginCatalog.load(folder.resolve("plugins"), "1.0.0")) {
      assertThat(catalog.failures()).isEmpty();
      assertThat(catalog.find("acme").orElseThrow().newApp()).isNotNull();
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "acme/App.class,    SHA-256 digest error for acme/App.class",
    "acme/readme.txt,   SHA-256 digest error for acme/readme.txt",
    "META-INF/MANIFEST.MF, Invalid signature file digest for Manifest main attributes"
  })
  void what_was_changed_after_signing_is_refused_by_its_name(String entry, String fault)
      throws IOException {
    JarRewrite.of(signed)
        .change(
            entry,
            bytes ->
                new String(bytes, StandardCharsets.ISO_8859_1)
                    .replace("Plugin-Version: 1.0.0", "Plugin-Version: 1.0.1")
                    .replace("read me", "read it")
                    .replace("acme/App", "acme/Apq")
                    .getBytes(StandardCharsets.ISO_8859_1));
    try (PluginCatalog catalog = PluginCatalog.load(folder.resolve("plugins"), "1.0.0")) {
      assertThat(catalog.failures())
          .containsExactly(
              new PluginFailure(
                  "acme.jar",
                  Optional.of("acme"),
                  FailureCode.PLUGIN_SIGNATURE,
                  "plugins/acme.jar is not what was signed: "
                      + fault
                      + "; it was changed or damaged after it was signed: build and sign it once"
                      + " more"));
    }
  }
}
