package io.mysimbdp.engine.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From load to close. */
class LifeCycleTest {

  private static final int MOST_COLLECTIONS = 50;

  @TempDir Path plugins;

  @Test
  void a_running_app_does_not_notice_that_its_jar_is_replaced() throws Exception {
    Path jar = late("old").buildInto(plugins);
    try (PluginCatalog catalog = PluginCatalog.load(plugins, "1.0.0")) {
      Callable<?> app = (Callable<?>) catalog.find("acme").orElseThrow().newApp();
      Files.writeString(jar, "no JAR any more");
      assertThat(app.call()).isEqualTo("old");
    }
    late("new").buildInto(plugins);
    try (PluginCatalog catalog = PluginCatalog.load(plugins, "1.0.0")) {
      assertThat(Reports.ask(catalog, "acme")).isEqualTo("new");
    }
  }

  @Test
  void close_deletes_the_copies_and_leaves_the_jars() throws IOException {
    Path jar = PluginJar.idle("acme").buildInto(plugins);
    Files.writeString(plugins.resolve("bad.jar"), "bad");
    PluginCatalog catalog = PluginCatalog.load(plugins, "1.0.0");
    Path copy = copyOf(catalog);
    assertThat(copy).hasSameBinaryContentAs(jar);
    catalog.close();
    assertThat(copy.getParent()).doesNotExist();
    assertThat(jar).exists();
    assertThat(plugins.resolve("bad.jar")).exists();
  }

  @Test
  void after_close_no_further_class_is_found() {
    late("old").buildInto(plugins);
    PluginCatalog catalog = PluginCatalog.load(plugins, "1.0.0");
    ClassLoader loader = catalog.find("acme").orElseThrow().classLoader();
    catalog.close();
    assertThatThrownBy(() -> loader.loadClass("acme.Late"))
        .isInstanceOf(ClassNotFoundException.class);
  }

  @Test
  void a_second_close_does_nothing() {
    PluginJar.idle("acme").buildInto(plugins);
    PluginCatalog catalog = PluginCatalog.load(plugins, "1.0.0");
    catalog.close();
    catalog.close();
    assertThat(catalog.plugins()).hasSize(1);
  }

  @Test
  void the_loader_can_be_collected_after_close() throws Exception {
    PluginJar.idle("acme").buildInto(plugins);
    WeakReference<ClassLoader> loader = loadUseAndClose();
    for (int i = 0; i < MOST_COLLECTIONS && loader.get() != null; i++) {
      System.gc();
    }
    assertThat(loader.get()).isNull();
  }

  private WeakReference<ClassLoader> loadUseAndClose() {
    try (PluginCatalog catalog = PluginCatalog.load(plugins, "1.0.0")) {
      LoadedPlugin plugin = catalog.find("acme").orElseThrow();
      assertThat(plugin.newApp().getClass().getClassLoader()).isSameAs(plugin.classLoader());
      return new WeakReference<>(plugin.classLoader());
    }
  }

  /** An app that first needs its second class when it is called. */
  private static PluginJar late(String answer) {
    return Reports.jar("acme", "", "return Late.answer();")
        .source(
            "acme.Late",
            "package acme; class Late { static String answer() { return \"" + answer + "\"; } }");
  }

  private static Path copyOf(PluginCatalog catalog) {
    String url =
        String.valueOf(
            catalog.find("acme").orElseThrow().classLoader().getResource("acme/App.class"));
    return Path.of(URI.create(url.substring("jar:".length(), url.indexOf("!/"))));
  }
}
