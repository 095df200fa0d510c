package io.mysimbdp.engine.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mysimbdp.engine.failure.EngineException;
import io.mysimbdp.engine.failure.FailureCode;
import io.mysimbdp.tenant.ClientBatchIngestApp;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PluginCatalogTest {

  private static final String APP =
      """
      package acme;
      import io.mysimbdp.tenant.*;
      public class App implements ClientBatchIngestApp {
        public static final String WHO = "acme";
        public void ingest(BatchContext context) {}
      }
      """;

  @TempDir private Path folder;

  static Stream<Arguments> bad_jars() {
    return Stream.of(
        bad(
            "no Plugin-Id",
            good().manifest("Plugin-Id", null),
            FailureCode.PLUGIN_MANIFEST,
            "has no Plugin-Id in its manifest"),
        bad(
            "path tricks in Plugin-Id",
            good().manifest("Plugin-Id", "../acme"),
            FailureCode.PLUGIN_MANIFEST,
            "has the Plugin-Id '../acme'; expected letters, digits, dots, dashes, underscores"),
        bad(
            "no Plugin-Version",
            good().manifest("Plugin-Version", null),
            FailureCode.PLUGIN_MANIFEST,
            "has no Plugin-Version in its manifest"),
        bad(
            "odd Plugin-Version",
            good().version("one"),
            FailureCode.PLUGIN_MANIFEST,
            "has the Plugin-Version 'one'; expected a semantic version such as 1.2.3"),
        bad(
            "no Plugin-Requires",
            good().manifest("Plugin-Requires", null),
            FailureCode.PLUGIN_MANIFEST,
            "has no Plugin-Requires in its manifest; expected the versions of tenant-api that it"
                + " works with, such as >=1.0.0 & <2.0.0"),
        bad(
            "odd Plugin-Requires",
            good().manifest("Plugin-Requires", "the newest"),
            FailureCode.PLUGIN_MANIFEST,
            "has the Plugin-Requires 'the newest'; expected a range of versions such as >=1.0.0 &"
                + " <2.0.0"),
        bad(
            "another API version",
            good().manifest("Plugin-Requires", ">=2.0.0"),
            FailureCode.PLUGIN_API_VERSION,
            "needs tenant-api >=2.0.0, but this engine has 1.0.0"),
        bad(
            "dependencies",
            good().manifest("Plugin-Dependencies", "other"),
            FailureCode.PLUGIN_MANIFEST,
            "has Plugin-Dependencies in its manifest, which are not supported; shade what is needed"
                + " into the JAR"),
        bad(
            "bundled tenant-api",
            good().entry("io/mysimbdp/tenant/Table.class", "x"),
            FailureCode.PLUGIN_BUNDLES_SHARED,
            bundles("io/mysimbdp/tenant/Table.class")),
        bad(
            "bundled driver",
            good().entry("com/datastax/oss/driver/api/core/CqlSession.class", "x"),
            FailureCode.PLUGIN_BUNDLES_SHARED,
            bundles("com/datastax/oss/driver/api/core/CqlSession.class")),
        bad(
            "bundled slf4j, hidden in a multi-release folder",
            good().entry("META-INF/versions/9/org/slf4j/Logger.class", "x"),
            FailureCode.PLUGIN_BUNDLES_SHARED,
            bundles("org/slf4j/Logger.class")),
        bad(
            "no service file",
            PluginJar.named("acme").source("acme.App", APP),
            FailureCode.PLUGIN_NO_SERVICE,
            "has no file " + PluginJar.SERVICE + " that names its app"),
        bad(
            "empty service file",
            good().entry(PluginJar.SERVICE, "# nothing\n\n"),
            FailureCode.PLUGIN_NO_SERVICE,
            "names no app in " + PluginJar.SERVICE + "; expected exactly one"),
        bad(
            "two apps",
            good().service("acme.App", "acme.Other"),
            FailureCode.PLUGIN_NO_SERVICE,
            "names the apps acme.App, acme.Other in "
                + PluginJar.SERVICE
                + "; expected exactly one"),
        bad(
            "service of a missing class",
            good().service("acme.Ap"),
            FailureCode.PLUGIN_NO_SERVICE,
            "names acme.Ap as its app, but holds no such class"),
        bad(
            "service of another type",
            good()
                .source("acme.Other", "package acme; public class Other {}")
                .service("acme.Other"),
            FailureCode.PLUGIN_NO_SERVICE,
            "names acme.Other as its app, which is no ClientBatchIngestApp"),
        bad(
            "abstract app",
            good()
                .source("acme.Half", "package acme; public abstract class Half extends App {}")
                .service("acme.Half"),
            FailureCode.PLUGIN_NO_SERVICE,
            "names acme.Half as its app, which is abstract"),
        bad(
            "private constructor",
            good()
                .source(
                    "acme.Shy", "package acme; public class Shy extends App { private Shy() {} }")
                .service("acme.Shy"),
            FailureCode.PLUGIN_NO_SERVICE,
            "names acme.Shy as its app, which is not public or has no public constructor without"
                + " parameters"),
        bad(
            "constructor with parameters",
            good()
                .source(
                    "acme.Needy",
                    "package acme; public class Needy extends App { public Needy(int x) {} }")
                .service("acme.Needy"),
            FailureCode.PLUGIN_NO_SERVICE,
            "names acme.Needy as its app, which is not public or has no public constructor without"
                + " parameters"),
        bad(
            "missing superclass",
            good()
                .source("lib.Base", "package lib; public abstract class Base {}")
                .source(
                    "acme.Heir",
                    "package acme; import io.mysimbdp.tenant.*; public class Heir extends lib.Base"
                        + " implements ClientBatchIngestApp { public void ingest(BatchContext c)"
                        + " {} }")
                .without("lib.Base")
                .service("acme.Heir"),
            FailureCode.PLUGIN_BROKEN_CLASS,
            "needs the class lib.Base, which is neither in the JAR nor shared by the engine; shade"
                + " it into the JAR"),
        bad(
            "a class of a newer Java",
            PluginJar.named("acme")
                .entry("acme/App.class", classFileOfVersion(65))
                .service("acme.App"),
            FailureCode.PLUGIN_BROKEN_CLASS,
            "is compiled for Java 21; the engine runs on Java " + Runtime.version().feature()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bad_jars")
  void a_bad_jar_is_reported_in_a_sentence(
      String what, PluginJar jar, FailureCode code, String message) {
    jar.buildInto(folder);

    try (PluginCatalog catalog = load()) {
      assertThat(catalog.plugins()).isEmpty();
      assertThat(catalog.failures()).hasSize(1);
      assertThat(catalog.failures().get(0).code()).isEqualTo(code);
      assertThat(catalog.failures().get(0).message()).isEqualTo("plugins/acme.jar " + message);
    }
  }

  @Test
  void what_is_no_jar_at_all_is_reported_and_stops_nobody() throws IOException {
    good().buildInto(folder);
    Files.writeString(folder.resolve("text.jar"), "no archive");
    Files.createFile(folder.resolve("empty.jar"));
    byte[] whole = Files.readAllBytes(good().buildAs(folder.resolve("half.jar")));
    Files.write(folder.resolve("half.jar"), Arrays.copyOf(whole, whole.length / 2));
    Files.createDirectory(folder.resolve("folder.jar"));
    Files.createFile(folder.resolve(".gitkeep"));
    Files.createFile(folder.resolve("upload.jar.tmp"));

    try (PluginCatalog catalog = load()) {
      assertThat(catalog.plugins()).extracting(LoadedPlugin::id).containsExactly("acme");
      assertThat(catalog.failures())
          .extracting(PluginFailure::jar)
          .containsExactly("empty.jar", "folder.jar", "half.jar", "text.jar");
      assertThat(catalog.failures())
          .extracting(PluginFailure::message)
          .allSatisfy(
              message ->
                  assertThat(message)
                      .matches(
                          "plugins/\\w+\\.jar is (not a JAR, or only a part of one: .*|a folder or something else, not a file)"));
    }
  }

  @Test
  void of_two_jars_with_one_id_none_is_loaded_and_both_are_named() {
    good().buildAs(folder.resolve("a.jar"));
    good().version("2.0.0").buildAs(folder.resolve("b.jar"));

    try (PluginCatalog catalog = load()) {
      assertThat(catalog.plugins()).isEmpty();
      assertThat(catalog.failures())
          .extracting(PluginFailure::message)
          .containsExactly(
              "plugins/a.jar has the Plugin-Id acme, and so has b.jar; remove all but one",
              "plugins/b.jar has the Plugin-Id acme, and so has a.jar; remove all but one");
    }
  }

  @Test
  void a_missing_folder_is_a_failure() {
    try (PluginCatalog catalog = PluginCatalog.load(folder.resolve("none"), "1.0.0")) {
      assertThat(catalog.failures())
          .extracting(PluginFailure::message)
          .containsExactly(
              "The folder " + folder.resolve("none") + " for tenant JARs does not exist");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("throwing_apps")
  void an_app_that_cannot_be_created_is_a_failure_of_the_tenant(String body, String message) {
    PluginJar.named("acme")
        .source(
            "acme.App",
            "package acme; import io.mysimbdp.tenant.*; public class App implements"
                + " ClientBatchIngestApp { public void ingest(BatchContext c) {} "
                + body
                + " }")
        .service("acme.App")
        .buildInto(folder);

    try (PluginCatalog catalog = load()) {
      LoadedPlugin plugin = catalog.find("acme").orElseThrow();
      assertThatThrownBy(plugin::newApp)
          .isInstanceOfSatisfying(
              EngineException.class,
              e -> assertThat(e.code()).isEqualTo(FailureCode.PLUGIN_BROKEN_CLASS))
          .hasMessage("app acme.App cannot be created: " + message);
    }
  }

  static Stream<Arguments> throwing_apps() {
    return Stream.of(
        Arguments.of(
            "public App() { throw new IllegalStateException(\"no licence\"); }",
            "IllegalStateException: no licence"),
        Arguments.of("static { if (true) throw new Error(\"bad day\"); }", "Error: bad day"),
        Arguments.of(
            "static int x = Integer.parseInt(\"x\");",
            "NumberFormatException: For input string: \"x\""));
  }

  @Test
  void an_app_sees_its_own_library_not_that_of_another_tenant() throws Exception {
    for (String version : List.of("one", "two")) {
      PluginJar.named(version)
          .source(
              "lib.Library",
              "package lib; public class Library { public static String version() { return \""
                  + version
                  + "\"; } }")
          .source("acme.App", APP.replace("\"acme\"", "lib.Library.version()"))
          .service("acme.App")
          .buildInto(folder);
    }

    try (PluginCatalog catalog = load()) {
      for (LoadedPlugin plugin : catalog.plugins()) {
        Class<?> app = plugin.newApp().getClass();
        assertThat(app.getField("WHO").get(null)).isEqualTo(plugin.id());
      }
    }
  }

  @Test
  void a_tenant_sees_shared_classes_and_nothing_of_the_engine() throws Exception {
    good().entry("acme/data.txt", "mine").buildInto(folder);

    try (PluginCatalog catalog = load()) {
      ClassLoader loader = catalog.find("acme").orElseThrow().classLoader();
      for (String shared :
          List.of(
              "io.mysimbdp.tenant.Table",
              "com.datastax.oss.driver.api.core.cql.SimpleStatement",
              "com.datastax.oss.driver.api.core.data.CqlVector",
              "com.datastax.oss.driver.api.core.type.codec.TypeCodecs",
              "org.slf4j.LoggerFactory",
              "org.jspecify.annotations.Nullable")) {
        assertThat(loader.loadClass(shared)).isSameAs(Class.forName(shared));
      }
      for (String hidden :
          List.of(
              "io.mysimbdp.engine.plugin.LoadedPlugin",
              "com.typesafe.config.Config",
              "com.univocity.parsers.csv.CsvParser",
              "picocli.CommandLine",
              "org.pf4j.Plugin",
              "org.apache.logging.log4j.LogManager",
              "com.fasterxml.jackson.databind.ObjectMapper",
              "com.datastax.oss.driver.internal.core.session.DefaultSession")) {
        assertThatThrownBy(() -> loader.loadClass(hidden))
            .as(hidden)
            .isInstanceOf(ClassNotFoundException.class);
      }
      assertThat(loader.getResource("acme/data.txt")).isNotNull();
      assertThat(loader.getResource("reference.conf")).isNull();
      assertThat(loader.getResources("log4j2.xml").hasMoreElements()).isFalse();
      assertThat(loader.getResources("META-INF/services/org.slf4j.spi.SLF4JServiceProvider"))
          .matches(found -> !found.hasMoreElements());
      assertThat(java.util.ServiceLoader.load(ClientBatchIngestApp.class, loader))
          .singleElement()
          .matches(app -> app.getClass().getName().equals("acme.App"));
    }
  }

  @Test
  void tenant_code_can_use_the_driver_s_public_api() throws Exception {
    PluginJar.named("acme")
        .source(
            "acme.App",
            """
            package acme;
            import com.datastax.oss.driver.api.core.*;
            import com.datastax.oss.driver.api.core.cql.*;
            import com.datastax.oss.driver.api.core.data.*;
            import com.datastax.oss.driver.api.core.type.*;
            import io.mysimbdp.tenant.*;
            public class App implements ClientBatchIngestApp {
              public static final String WHO =
                  SimpleStatement.newInstance("SELECT x").setIdempotent(true).getQuery()
                      + CqlIdentifier.fromCql("a").asCql(true)
                      + CqlVector.newInstance(1.0f, 2.0f)
                      + DataTypes.listOf(DataTypes.INT).asCql(false, true)
                      + BatchStatement.newInstance(BatchType.UNLOGGED).size()
                      + org.slf4j.LoggerFactory.getLogger("tenant").getName();
              public void ingest(BatchContext context) {}
            }
            """)
        .service("acme.App")
        .buildInto(folder);

    try (PluginCatalog catalog = load()) {
      Class<?> app = catalog.find("acme").orElseThrow().newApp().getClass();
      assertThat(app.getField("WHO").get(null)).isEqualTo("SELECT xa[1.0, 2.0]list<int>0tenant");
    }
  }

  @Test
  void a_jar_replaced_or_deleted_on_disk_does_not_break_what_is_loaded() throws Exception {
    Path jar =
        good()
            .source("acme.Late", "package acme; public class Late {}")
            .entry("META-INF/mysimbdp/schema.cql", "CREATE TABLE t (a int PRIMARY KEY);")
            .buildInto(folder);

    try (PluginCatalog catalog = load()) {
      LoadedPlugin plugin = catalog.find("acme").orElseThrow();
      Files.writeString(jar, "overwritten");
      Files.delete(jar);

      assertThat(plugin.classLoader().loadClass("acme.Late").getName()).isEqualTo("acme.Late");
      assertThat(plugin.schema()).contains("CREATE TABLE t (a int PRIMARY KEY);");
      assertThat(plugin.sha256()).matches("[0-9a-f]{64}");
      assertThat(plugin.newApp()).isNotNull();
    }
  }

  @Test
  void a_closed_catalog_frees_its_class_loaders() throws InterruptedException {
    good().buildInto(folder);
    WeakReference<ClassLoader> loader = loadUseAndClose();

    for (int i = 0; i < 50 && loader.get() != null; i++) {
      System.gc();
      Thread.onSpinWait();
    }

    assertThat(loader.get()).isNull();
  }

  @Test
  void the_context_class_loader_is_swapped_and_restored() {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    ClassLoader other = new ClassLoader() {};

    try (LoaderSwap ignored = LoaderSwap.to(other)) {
      assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(other);
    }

    assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
  }

  private WeakReference<ClassLoader> loadUseAndClose() {
    try (PluginCatalog catalog = load()) {
      LoadedPlugin plugin = catalog.find("acme").orElseThrow();
      assertThat(plugin.newApp().getClass().getClassLoader()).isSameAs(plugin.classLoader());
      return new WeakReference<>(plugin.classLoader());
    }
  }

  private PluginCatalog load() {
    return PluginCatalog.load(folder, "1.0.0");
  }

  private static PluginJar good() {
    return PluginJar.named("acme").source("acme.App", APP).service("acme.App");
  }

  private static String bundles(String name) {
    return "bundles "
        + name
        + ", which must come from the engine; give tenant-api and what comes with it"
        + " <scope>provided</scope>";
  }

  private static Arguments bad(String what, PluginJar jar, FailureCode code, String message) {
    return Arguments.of(what, jar, code, message);
  }

  /** The beginning of a class file is enough for its version to be looked at. */
  private static byte[] classFileOfVersion(int version) {
    return new byte[] {
      (byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe, 0, 0, 0, (byte) version, 0, 1, 0, 0, 0, 0
    };
  }
}
