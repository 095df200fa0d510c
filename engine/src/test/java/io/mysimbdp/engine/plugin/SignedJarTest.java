package io.mysimbdp.engine.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.mysimbdp.engine.failure.FailureCode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signed JARs: the JDK holds their classes against the signature as it loads them. */
class SignedJarTest {

  @TempDir Path folder;

  private Path signed = Path.of("");

  @BeforeEach
  void sign() throws Exception {
    signed = PluginJar.idle("acme").buildInto(folder.resolve("plugins"));
    String store = folder.resolve("keys").toString();
    run(
        "keytool",
        "-genkeypair",
        "-keystore",
        store,
        "-storepass",
        "no-secret",
        "-keyalg",
        "RSA",
        "-alias",
        "acme",
        "-dname",
        "CN=acme");
    run("jarsigner", "-keystore", store, "-storepass", "no-secret", signed.toString(), "acme");
  }

  @Test
  void a_signed_jar_loads() {
    try (PluginCatalog catalog = PluginCatalog.load(folder.resolve("plugins"), "1.0.0")) {
      assertThat(catalog.failures()).isEmpty();
      assertThat(catalog.find("acme").orElseThrow().newApp()).isNotNull();
    }
  }

  @Test
  void a_class_changed_after_signing_is_refused() throws IOException {
    Path changed = folder.resolve("plugins").resolve("changed.jar");
    try (ZipFile from = new ZipFile(signed.toFile());
        OutputStream out = Files.newOutputStream(changed);
        ZipOutputStream to = new ZipOutputStream(out)) {
      for (ZipEntry entry : Collections.list(from.entries())) {
        byte[] bytes = from.getInputStream(entry).readAllBytes();
        if (entry.getName().equals("acme/App.class")) {
          bytes[7]--; // Compiled for one Java earlier.
        }
        to.putNextEntry(new ZipEntry(entry.getName()));
        to.write(bytes);
        to.closeEntry();
      }
    }
    Files.delete(signed);
    try (PluginCatalog catalog = PluginCatalog.load(folder.resolve("plugins"), "1.0.0")) {
      assertThat(catalog.failures())
          .containsExactly(
              new PluginFailure(
                  "changed.jar",
                  Optional.of("acme"),
                  FailureCode.PLUGIN_BROKEN_CLASS,
                  "plugins/changed.jar has an app acme.App that cannot be loaded:"
                      + " java.lang.SecurityException: SHA-256 digest error for acme/App.class"));
    }
  }

  /** Runs a tool of the JDK. */
  private static void run(String tool, String... arguments) throws Exception {
    Path program = Path.of(System.getProperty("java.home"), "bin", tool);
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }
}
