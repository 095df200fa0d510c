package io.mysimbdp.engine.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A JAR that makes the JVM itself give up. Loaded in a JVM of its own: where a stack overflow
 * strikes is up to chance, and it might leave a class of this one half initialised.
 */
class JvmErrorTest {

  private static final int DEPTH = 20_000;
  private static final int PATIENCE_SECONDS = 120;

  @TempDir Path folder;

  @Test
  void a_stack_overflow_while_loading_one_jar_stops_no_other() throws Exception {
    Path plugins = folder.resolve("plugins");
    PluginJar.idle("aaa").buildInto(plugins);
    deep().buildInto(plugins);
    PluginJar.idle("zzz").buildInto(plugins);
    Path report = folder.resolve("report");
    Path output = folder.resolve("output");
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Loading.class.getName(),
                plugins.toString(),
                report.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(jvm.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    } finally {
      jvm.destroyForcibly();
    }
    assertThat(report).as(Files.readString(output)).exists();
    assertThat(Files.readAllLines(report))
        .containsExactly(
            "aaa 1.0.0 (plugins/aaa.jar)",
            "zzz 1.0.0 (plugins/zzz.jar)",
            "PLUGIN_BROKEN_CLASS plugins/deep.jar has an app acme.C00000 that cannot be loaded:"
                + " java.lang.StackOverflowError");
  }

  /** An app with thousands of superclasses, made from one class file by renaming. */
  private static PluginJar deep() {
    PluginJar jar = PluginJar.named("deep").service(name(0));
    Map<String, byte[]> compiled =
        JavaSources.compile(
            Map.of(
                "acme.C00000",
                "package acme; public class C00000 extends C00001 {}",
                "acme.C00001",
                "package acme; class C00001 {}"));
    byte[] first = Objects.requireNonNull(compiled.get("acme/C00000.class"));
    String text = new String(first, StandardCharsets.ISO_8859_1);
    for (int i = 0; i < DEPTH; i++) {
      String renamed = text.replace("C00001", "#").replace("C00000", simple(i));
      jar.entry(
          "acme/" + simple(i) + ".class",
          renamed.replace("#", simple(i + 1)).getBytes(StandardCharsets.ISO_8859_1));
    }
    return jar;
  }

  private static String name(int i) {
    return "acme." + simple(i);
  }

  private static String simple(int i) {
    return String.format("C%05d", i);
  }

  /** The other JVM: loads a folder and writes down what came of it. */
  static final class Loading {

    private Loading() {}

    public static void main(String[] arguments) throws IOException {
      try (PluginCatalog catalog = PluginCatalog.load(Path.of(arguments[0]), "1.0.0")) {
        List<String> lines =
            Stream.concat(
                    catalog.plugins().stream().map(LoadedPlugin::toString),
                    catalog.failures().stream().map(f -> f.code() + " " + f.message()))
                .toList();
        Files.write(Path.of(arguments[1]), lines);
      }
    }
  }
}
