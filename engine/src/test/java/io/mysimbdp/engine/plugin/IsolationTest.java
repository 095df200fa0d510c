package io.mysimbdp.engine.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import io.mysimbdp.engine.confine.SharedPackages;
import io.mysimbdp.tenant.ClientBatchIngestApp;
import java.net.URL;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;

/** A tenant sees the JDK, the shared packages and its own JAR, and nothing else. */
class IsolationTest {

  @TempDir Path plugins;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io.mysimbdp.engine.failure.EngineException",
        "io.mysimbdp.engine.plugin.PluginCatalog",
        "com.typesafe.config.Config",
        "picocli.CommandLine",
        "com.univocity.parsers.csv.CsvParser",
        "com.fasterxml.jackson.databind.ObjectMapper",
        "org.apache.logging.slf4j.SLF4JServiceProvider",
        "org.apache.logging.log4j.LogManager",
        "org.pf4j.PluginManager",
        "com.datastax.oss.driver.internal.core.util.Strings",
        "org.junit.jupiter.api.Test"
      })
  void hides_the_engine_and_its_libraries(String name) throws Exception {
    PluginJar.idle("acme").buildInto(plugins);
    assertThat(Class.forName(name, false, getClass().getClassLoader())).isNotNull();
    try (PluginCatalog catalog = catalog()) {
      ClassLoader loader = loader(catalog, "acme");
      assertThatThrownBy(() -> loader.loadClass(name)).isInstanceOf(ClassNotFoundException.class);
      assertThat(loader.getResource(name.replace('.', '/') + ".class")).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        ClientBatchIngestApp.class,
        CqlIdentifier.class,
        com.datastax.dse.driver.api.core.cql.reactive.ReactiveSession.class,
        Logger.class,
        org.jspecify.annotations.Nullable.class,
        java.sql.Connection.class
      })
  void shares_the_types_that_cross_the_border(Class<?> type) throws Exception {
    PluginJar.idle("acme").buildInto(plugins);
    try (PluginCatalog catalog = catalog()) {
      assertThat(loader(catalog, "acme").loadClass(type.getName())).isSameAs(type);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "reference.conf",
        "log4j2.xml",
        "META-INF/services/org.slf4j.spi.SLF4JServiceProvider",
        "META-INF/services/org.junit.platform.engine.TestEngine"
      })
  void hides_the_resources_of_the_engine(String path) throws Exception {
    PluginJar.idle("acme").buildInto(plugins);
    assertThat(getClass().getClassLoader().getResource(path)).isNotNull();
    try (PluginCatalog catalog = catalog()) {
      ClassLoader loader = loader(catalog, "acme");
      assertThat(loader.getResource(path)).isNull();
      assertThat(loader.getResourceAsStream(path)).isNull();
      assertThat(Collections.list(loader.getResources(path))).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "io/mysimbdp/tenant/Row.class, true",
    "com/datastax/oss/driver/api/core/CqlIdentifier.class, true",
    "io/mysimbdp/tenant/../engine/Main.class, false",
    "io/mysimbdp/tenants/Row.class, false",
    "reference.conf, false"
  })
  void a_path_is_shared_when_it_lies_in_a_shared_package(String path, boolean shared) {
    assertThat(SharedPackages.holdResource(path)).isEqualTo(shared);
  }

  @Test
  void finds_the_resources_of_the_jar_alone_where_both_have_them() throws Exception {
    PluginJar.idle("acme").entry("reference.conf", "own = 1").buildInto(plugins);
    assertThat(getClass().getClassLoader().getResource("reference.conf")).isNotNull();
    try (PluginCatalog catalog = catalog()) {
      ClassLoader loader = loader(catalog, "acme");
      URL found = loader.getResource("reference.conf");
      assertThat(found).isNotNull().asString().contains("/acme.jar!/");
      assertThat(Collections.list(loader.getResources("reference.conf"))).containsExactly(found);
    }
  }

  @Test
  void finds_shared_classes_as_resources_too() throws Exception {
    PluginJar.idle("acme").buildInto(plugins);
    String path = "io/mysimbdp/tenant/Row.class";
    URL expected = getClass().getClassLoader().getResource(path);
    try (PluginCatalog catalog = catalog()) {
      ClassLoader loader = loader(catalog, "acme");
      assertThat(loader.getResource(path)).isEqualTo(expected).isNotNull();
      assertThat(Collections.list(loader.getResources(path))).containsExactly(expected);
    }
  }

  @Test
  void service_loaders_see_one_jar_each() throws Exception {
    PluginJar.idle("one").buildInto(plugins);
    PluginJar.idle("two").buildInto(plugins);
    try (PluginCatalog catalog = catalog()) {
      for (String id : List.of("one", "two")) {
        assertThat(ServiceLoader.load(ClientBatchIngestApp.class, loader(catalog, id)))
            .singleElement()
            .satisfies(app -> assertThat(app.getClass().getClassLoader().getName()).isEqualTo(id));
      }
    }
  }

  @Test
  void two_tenants_may_bundle_different_versions_of_a_library() throws Exception {
    for (String version : List.of("1", "2")) {
      Reports.jar("v" + version, "", "return lib.Library.version() + lib.Library.calls();")
          .source(
              "lib.Library",
              "package lib; public class Library { private static int calls; public static int"
                  + " calls() { return ++calls; } public static String version() { return \""
                  + version
                  + "/\"; } }")
          .buildInto(plugins);
    }
    try (PluginCatalog catalog = catalog()) {
      assertThat(Reports.ask(catalog, "v1")).isEqualTo("1/1");
      assertThat(Reports.ask(catalog, "v1")).isEqualTo("1/2");
      assertThat(Reports.ask(catalog, "v2")).isEqualTo("2/1");
    }
  }

  @Test
  void a_tenant_may_bundle_a_library_that_the_engine_uses_too() throws Exception {
    Reports.jar("acme", "", "return com.typesafe.config.ConfigFactory.own();")
        .source(
            "com.typesafe.config.ConfigFactory",
            "package com.typesafe.config; public class ConfigFactory { public static String own()"
                + " { return \"own\"; } }")
        .buildInto(plugins);
    try (PluginCatalog catalog = catalog()) {
      assertThat(Reports.ask(catalog, "acme")).isEqualTo("own");
    }
  }

  @Test
  void says_whose_loader_it_is() {
    PluginJar.idle("acme").version("2.3.4").buildInto(plugins);
    try (PluginCatalog catalog = catalog()) {
      assertThat(loader(catalog, "acme")).hasToString("tenant app acme 2.3.4");
      assertThat(loader(catalog, "acme").getName()).isEqualTo("acme");
      assertThat(loader(catalog, "acme").getParent()).hasToString("shared packages");
    }
  }

  private PluginCatalog catalog() {
    PluginCatalog catalog = PluginCatalog.load(plugins, "1.0.0");
    assertThat(catalog.failures()).isEmpty();
    return catalog;
  }

  private static ClassLoader loader(PluginCatalog catalog, String id) {
    return catalog.find(id).orElseThrow().classLoader();
  }
}
