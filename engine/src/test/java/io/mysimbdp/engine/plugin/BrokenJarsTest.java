package io.mysimbdp.engine.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.mysimbdp.engine.failure.FailureCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A zoo of broken JARs, each refused with its own sentence. */
class BrokenJarsTest {

  private static final String INGEST = "public void ingest(BatchContext context) {}";

  private static final String APP =
      " class App implements io.mysimbdp.tenant.ClientBatchIngestApp {";
  private static final String INGEST_IN_FULL =
      " public void ingest(io.mysimbdp.tenant.BatchContext context) {} ";

  @TempDir Path plugins;

  @ParameterizedTest(name = "{2}")
  @MethodSource({"files", "manifests", "contents", "classes"})
  void refuses(Zoo zoo, FailureCode code, String message) throws IOException {
    zoo.putInto(plugins);
    PluginJar.idle("good").buildInto(plugins);
    try (PluginCatalog catalog = PluginCatalog.load(plugins, "1.2.0")) {
      assertThat(catalog.failures())
          .extracting(PluginFailure::code, PluginFailure::message)
          .containsExactly(tuple(code, message));
      assertThat(catalog.plugins()).extracting(LoadedPlugin::id).containsExactly("good");
    }
  }

  static Stream<Arguments> files() {
    return Stream.of(
        broken(
            folder -> Files.writeString(folder.resolve("x.jar"), "<html>404</html>"),
            FailureCode.PLUGIN_UNREADABLE,
            "plugins/x.jar is no JAR file, or was cut short while being copied: zip END header not"
                + " found"),
        broken(
            folder -> Files.createFile(folder.resolve("x.jar")),
            FailureCode.PLUGIN_UNREADABLE,
            "plugins/x.jar is empty (0 bytes): expected a JAR file"),
        broken(
            folder -> Files.createDirectory(folder.resolve("x.jar")),
            FailureCode.PLUGIN_UNREADABLE,
            "plugins/x.jar is a folder: expected a JAR file"),
        broken(
            folder -> Files.createSymbolicLink(folder.resolve("x.jar"), folder.resolve("gone")),
            FailureCode.PLUGIN_UNREADABLE,
            "plugins/x.jar is no file"),
        broken(
            folder -> cutShort(PluginJar.idle("x").buildInto(folder)),
            FailureCode.PLUGIN_UNREADABLE,
            "plugins/x.jar is no JAR file, or was cut short while being copied: zip END header not"
                + " found"),
        broken(
            folder -> damage(PluginJar.idle("x").buildInto(folder)),
            FailureCode.PLUGIN_UNREADABLE,
            "plugins/x.jar is damaged in acme/App.class: invalid block type"));
  }

  static Stream<Arguments> manifests() {
    return Stream.of(
        broken(
            PluginJar.idle("x").withoutManifest(),
            FailureCode.PLUGIN_MANIFEST,
            "plugins/x.jar has no META-INF/MANIFEST.MF: expected one with Plugin-Id, Plugin-Version"
                + " and Plugin-Requires"),
        broken(
            PluginJar.idle("x").manifest("Plugin-Id", null),
            FailureCode.PLUGIN_MANIFEST,
            "plugins/x.jar has no Plugin-Id in its manifest: add for example Plugin-Id: acme"),
        broken(
            PluginJar.idle("x").manifest("Plugin-Id", "../x"),
            FailureCode.PLUGIN_MANIFEST,
            "plugins/x.jar has Plugin-Id '../x' in its manifest: expected a letter or digit, then at"
                + " most 127 letters, digits, '.', '_' or '-'"),
        broken(
            PluginJar.idle("x").manifest("Plugin-Id", ".."),
            FailureCode.PLUGIN_MANIFEST,
            "plugins/x.jar has Plugin-Id '..' in its manifest: expected a letter or digit, then at"
                + " most 127 letters, digits, '.', '_' or '-'"),
        broken(
            PluginJar.idle("x").manifest("Plugin-Version", null),
            FailureCode.PLUGIN_MANIFEST,
            "plugins/x.jar has no Plugin-Version in its manifest: add for example Plugin-Version:"
                + " 1.0.0"),
        broken(
            PluginJar.idle("x").version("latest"),
            FailureCode.PLUGIN_MANIFEST,
            "plugins/x.jar has Plugin-Version 'latest' in its manifest: expected a semantic version,"
                + " for example 1.0.0"),
        broken(
            PluginJar.idle("x").manifest("Plugin-Requires", null),
            FailureCode.PLUGIN_MANIFEST,
            "plugins/x.jar has no Plugin-Requires in its manifest: add for example Plugin-Requires:"
                + " >=1.2.0 & <2.0.0"),
        broken(
            PluginJar.idle("x").manifest("Plugin-Requires", "at least 1"),
            FailureCode.PLUGIN_MANIFEST,
            "plugins/x.jar has Plugin-Requires 'at least 1' in its manifest: expected the version"
                + " it is built against, or a range of versions, for example >=1.2.0 & <2.0.0"),
        broken(
            PluginJar.idle("x").manifest("Plugin-Requires", ">=2.0.0 & <3.0.0"),
            FailureCode.PLUGIN_API_VERSION,
            "plugins/x.jar requires tenant API >=2.0.0 & <3.0.0 but the engine has 1.2.0, which is"
                + " older: build it against tenant-api 1.2.0, or have the engine upgraded"),
        broken(
            PluginJar.idle("x").manifest("Plugin-Requires", "1.2.1"),
            FailureCode.PLUGIN_API_VERSION,
            "plugins/x.jar requires tenant API 1.2.1 but the engine has 1.2.0, which is older: build"
                + " it against tenant-api 1.2.0, or have the engine upgraded"),
        broken(
            PluginJar.idle("x").manifest("Plugin-Requires", "0.9.0"),
            FailureCode.PLUGIN_API_VERSION,
            "plugins/x.jar requires tenant API 0.9.0 but the engine has 1.2.0, in which things may"
                + " have been removed: build it against tenant-api 1.2.0"),
        broken(
            PluginJar.idle("x").manifest("Plugin-Requires", ">=1.1.0 & <1.2.0"),
            FailureCode.PLUGIN_API_VERSION,
            "plugins/x.jar requires tenant API >=1.1.0 & <1.2.0 but the engine has 1.2.0, which has"
                + " all that was there before: write Plugin-Requires: 1.1.0"),
        broken(
            PluginJar.idle("x").manifest("Plugin-Requires", ">=1.0.0"),
            FailureCode.PLUGIN_MANIFEST,
            "plugins/x.jar has Plugin-Requires '>=1.0.0' in its manifest, of more than one major"
                + " version: nobody can know that it works with another one, so write for example"
                + " >=1.2.0 & <2.0.0"),
        broken(
            PluginJar.idle("x").manifest("Plugin-Requires", "<2.0.0"),
            FailureCode.PLUGIN_MANIFEST,
            "plugins/x.jar has Plugin-Requires '<2.0.0' in its manifest, of more than one major"
                + " version: nobody can know that it works with another one, so write for example"
                + " >=1.2.0 & <2.0.0"),
        broken(
            PluginJar.idle("x").manifest("Class-Path", "../engine.jar"),
            FailureCode.PLUGIN_MANIFEST,
            "plugins/x.jar names '../engine.jar' as Class-Path in its manifest: a tenant ships one"
                + " JAR, so shade what it needs into it"),
        broken(
            PluginJar.idle("x").manifest("Plugin-Dependencies", "other"),
            FailureCode.PLUGIN_MANIFEST,
            "plugins/x.jar names 'other' as Plugin-Dependencies in its manifest: a tenant ships one"
                + " JAR, so shade what it needs into it"),
        broken(
            PluginJar.idle("x").manifest("Plugin-Class", "acme.Life"),
            FailureCode.PLUGIN_MANIFEST,
            "plugins/x.jar names 'acme.Life' as Plugin-Class in its manifest: the engine would never"
                + " start it, so leave it out"));
  }

  static Stream<Arguments> contents() {
    return Stream.of(
        broken(
            PluginJar.idle("x")
                .entry("org/slf4j/Logger.class", new byte[8])
                .entry("io/mysimbdp/tenant/Row.class", new byte[8]),
            FailureCode.PLUGIN_BUNDLES_SHARED,
            "plugins/x.jar bundles io.mysimbdp.tenant.Row, which the engine provides: give the"
                + " dependency tenant-api <scope>provided</scope>"),
        broken(
            PluginJar.idle("x").entry("META-INF/versions/9/org/slf4j/Logger.class", new byte[8]),
            FailureCode.PLUGIN_BUNDLES_SHARED,
            "plugins/x.jar bundles org.slf4j.Logger, which the engine provides: give the"
                + " dependency slf4j-api <scope>provided</scope>"),
        broken(
            PluginJar.idle("x").entry("io/mysimbdp/tenant/acme/Own.class", new byte[8]),
            FailureCode.PLUGIN_BUNDLES_SHARED,
            "plugins/x.jar bundles io.mysimbdp.tenant.acme.Own, in a package kept for classes of the"
                + " engine, which has none of this name: leave it out or move it to another"
                + " package"),
        broken(
            folder -> twice(PluginJar.idle("x"), "acme/App.class", folder),
            FailureCode.PLUGIN_UNREADABLE,
            "plugins/x.jar holds acme/App.class twice: build it so that each entry is there once"),
        broken(
            folder -> twice(schema(), "META-INF/mysimbdp/schema.cql", folder),
            FailureCode.PLUGIN_UNREADABLE,
            "plugins/x.jar holds META-INF/mysimbdp/schema.cql twice: build it so that each entry is"
                + " there once"),
        broken(
            PluginJar.named("x"),
            FailureCode.PLUGIN_NO_SERVICE,
            "plugins/x.jar has no META-INF/services/io.mysimbdp.tenant.ClientBatchIngestApp: add that"
                + " file with one line, the name of the class that implements"
                + " ClientBatchIngestApp"),
        broken(
            PluginJar.named("x")
                .source("acme.App", "package acme; public" + APP + INGEST_IN_FULL + "}")
                .source("acme.Other", "package acme; public class Other {}"),
            FailureCode.PLUGIN_NO_SERVICE,
            "plugins/x.jar has no META-INF/services/io.mysimbdp.tenant.ClientBatchIngestApp: add that"
                + " file with one line, acme.App"),
        broken(
            PluginJar.named("x").service("# nothing yet"),
            FailureCode.PLUGIN_NO_SERVICE,
            "plugins/x.jar names no class in"
                + " META-INF/services/io.mysimbdp.tenant.ClientBatchIngestApp: expected one line, the"
                + " name of the class that implements ClientBatchIngestApp"),
        broken(
            PluginJar.idle("x").service("acme.App", "acme.Other"),
            FailureCode.PLUGIN_NO_SERVICE,
            "plugins/x.jar names 2 classes [acme.App, acme.Other] in"
                + " META-INF/services/io.mysimbdp.tenant.ClientBatchIngestApp: expected one; ship a"
                + " JAR for each app"),
        broken(
            PluginJar.idle("x")
                .entry("META-INF/mysimbdp/schema.cql", new byte[] {(byte) 0xC3, (byte) 0x28}),
            FailureCode.SCHEMA_INVALID,
            "plugins/x.jar holds META-INF/mysimbdp/schema.cql that is not UTF-8"),
        broken(
            PluginJar.idle("x").entry("META-INF/mysimbdp/schema.cql", new byte[(1 << 20) + 1]),
            FailureCode.SCHEMA_INVALID,
            "plugins/x.jar holds META-INF/mysimbdp/schema.cql of more than 1048576 bytes"));
  }

  static Stream<Arguments> classes() {
    String app = APP;
    String ingest = INGEST_IN_FULL;
    return Stream.of(
        broken(
            PluginJar.idle("x").service("acme.Missing"),
            FailureCode.PLUGIN_BROKEN_CLASS,
            "plugins/x.jar names acme.Missing as its app, which it lacks"),
        broken(
            PluginJar.idle("x").service("acme.app"),
            FailureCode.PLUGIN_BROKEN_CLASS,
            "plugins/x.jar names acme.app as its app, which it lacks; did you mean acme.App?"),
        broken(
            PluginJar.named("x").service("io.mysimbdp.engine.plugin.PluginCatalog"),
            FailureCode.PLUGIN_BROKEN_CLASS,
            "plugins/x.jar names io.mysimbdp.engine.plugin.PluginCatalog as its app, which it"
                + " lacks"),
        broken(
            PluginJar.named("x").service("io.mysimbdp.tenant.WranglingApp"),
            FailureCode.PLUGIN_BROKEN_CLASS,
            "plugins/x.jar names io.mysimbdp.tenant.WranglingApp as its app, which is no class of"
                + " the JAR"),
        broken(
            app("package acme; public abstract" + app + "}"),
            FailureCode.PLUGIN_BROKEN_CLASS,
            "plugins/x.jar names acme.App as its app, which is abstract: name a class that is not"),
        broken(
            app("package acme;" + app + ingest + "}"),
            FailureCode.PLUGIN_BROKEN_CLASS,
            "plugins/x.jar names acme.App as its app, which is not public: make it public"),
        broken(
            app("package acme; public class App {}"),
            FailureCode.PLUGIN_BROKEN_CLASS,
            "plugins/x.jar names acme.App as its app, which does not implement"
                + " io.mysimbdp.tenant.ClientBatchIngestApp"),
        broken(
            app("package acme; public" + app + ingest + " App() {} }"),
            FailureCode.PLUGIN_BROKEN_CLASS,
            "plugins/x.jar names acme.App as its app, which has no public constructor without"
                + " parameters: add one"),
        broken(
            app("package acme; public" + app + ingest + " public App(int size) {} }"),
            FailureCode.PLUGIN_BROKEN_CLASS,
            "plugins/x.jar names acme.App as its app, which has no public constructor without"
                + " parameters: add one"),
        broken(
            PluginJar.idle("x").entry("acme/App.class", compiledForJava21()),
            FailureCode.PLUGIN_BROKEN_CLASS,
            "plugins/x.jar has an app acme.App that cannot be loaded: class acme.App is compiled"
                + " for Java 21; the engine runs on Java "
                + Runtime.version().feature()
                + ": compile with --release "
                + Runtime.version().feature()),
        broken(
            PluginJar.idle("x")
                .entry("java/acme/App.class", compiledForJava21())
                .service("java.acme.App"),
            FailureCode.PLUGIN_BROKEN_CLASS,
            "plugins/x.jar has an app java.acme.App that cannot be loaded:"
                + " java.lang.SecurityException: Prohibited package name: java.acme"),
        broken(
            PluginJar.idle("x").entry("acme/App.class", "no class file"),
            FailureCode.PLUGIN_BROKEN_CLASS,
            "plugins/x.jar has an app acme.App that cannot be loaded: java.lang.ClassFormatError:"
                + " Incompatible magic value 1852776547 in class file acme/App"),
        broken(
            app("package acme; public class App extends lib.Base {" + ingest + "}")
                .source(
                    "lib.Base",
                    "package lib; public abstract class Base"
                        + " implements io.mysimbdp.tenant.ClientBatchIngestApp {}")
                .without("lib/Base.class"),
            FailureCode.PLUGIN_BROKEN_CLASS,
            "plugins/x.jar has an app acme.App that cannot be loaded: class lib.Base is missing:"
                + " shade the library that holds it into the JAR"),
        broken(
            app("package acme; public class App extends io.mysimbdp.tenant.Newer {" + ingest + "}")
                .source(
                    "io.mysimbdp.tenant.Newer",
                    "package io.mysimbdp.tenant; public abstract class Newer"
                        + " implements ClientBatchIngestApp {}")
                .without("io/mysimbdp/tenant/Newer.class"),
            FailureCode.PLUGIN_BROKEN_CLASS,
            "plugins/x.jar has an app acme.App that cannot be loaded: class"
                + " io.mysimbdp.tenant.Newer is not in the version that the engine provides: build"
                + " against that one"));
  }

  private static PluginJar app(String source) {
    return PluginJar.named("x").source("acme.App", source).service("acme.App");
  }

  private static byte[] compiledForJava21() {
    Map<String, byte[]> classes =
        JavaSources.compile(
            Map.of(
                "acme.App",
                "package acme; import io.mysimbdp.tenant.*;"
                    + " public class App implements ClientBatchIngestApp { "
                    + INGEST
                    + " }"));
    byte[] bytes = Objects.requireNonNull(classes.get("acme/App.class"));
    bytes[7] = 65;
    return bytes;
  }

  private static PluginJar schema() {
    return PluginJar.idle("x").entry("META-INF/mysimbdp/schema.cql", "CREATE TABLE t ...;");
  }

  /** Puts an entry in twice, by renaming one of the same length: the JDK writes no such JAR. */
  private static void twice(PluginJar jar, String path, Path folder) throws IOException {
    String other = path.replaceFirst("[a-z]", "z");
    Path file = jar.entry(other, "the other one").buildInto(folder);
    String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
    Files.writeString(file, bytes.replace(other, path), StandardCharsets.ISO_8859_1);
  }

  private static void cutShort(Path jar) throws IOException {
    byte[] bytes = Files.readAllBytes(jar);
    Files.write(jar, Arrays.copyOf(bytes, bytes.length / 2));
  }

  private static void damage(Path jar) throws IOException {
    byte[] bytes = Files.readAllBytes(jar);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int content = text.indexOf("acme/App.class") + "acme/App.class".length();
    Arrays.fill(bytes, content, content + 100, (byte) 0xFF);
    Files.write(jar, bytes);
  }

  private static Arguments broken(PluginJar jar, FailureCode code, String message) {
    return broken(jar::buildInto, code, message);
  }

  private static Arguments broken(Zoo zoo, FailureCode code, String message) {
    return arguments(zoo, code, message);
  }

  /** Puts a broken {@code x.jar} into a folder. */
  private interface Zoo {
    void putInto(Path folder) throws IOException;
  }
}
