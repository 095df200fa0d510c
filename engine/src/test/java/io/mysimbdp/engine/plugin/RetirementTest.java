package io.mysimbdp.engine.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The end of a version that was replaced or removed. */
class RetirementTest {

  private static final int VERSIONS = 200;
  private static final int MOST_COLLECTIONS = 50;

  /** More than JUnit, the JIT and the JDK load by the way, and fewer than the versions bring. */
  private static final int CLASSES_BY_THE_WAY = 150;

  @TempDir Path plugins;

  @Test
  void a_retired_version_is_closed_and_its_copy_deleted() {
    try (FollowedFolder folder = first()) {
      LoadedPlugin old = replace(folder);
      ClassLoader loader = old.classLoader();
      Path copy = PrivateCopy.of(old);
      assertThat(copy).exists();
      old.retire();
      assertClosed(old);
      assertThat(copy).doesNotExist();
      assertThat(copy.getParent()).doesNotExist();
      assertThat(loader.getResource("acme/App.class")).isNull();
      assertThat(old).hasToString("acme 1.0.0 (plugins/acme.jar)");
      assertThat(folder.serving("acme").newApp()).isNotNull();
      old.retire();
    }
  }

  @Test
  void a_pinned_version_is_closed_with_its_last_pin() {
    try (FollowedFolder folder = first()) {
      LoadedPlugin old = replace(folder);
      Pin first = old.pin();
      Pin second = folder.catalog.pin("acme", old.sha256()).orElseThrow();
      assertThat(second.plugin()).isSameAs(old);
      old.retire();
      assertThat(folder.catalog.find("acme", old.sha256())).contains(old);
      first.close();
      first.close();
      assertThat(old.newApp()).isNotNull();
      Pin third = old.pin();
      second.close();
      assertThat(old.newApp()).isNotNull();
      third.close();
      assertClosed(old);
      assertThat(folder.catalog.find("acme", old.sha256())).isEmpty();
    }
  }

  @Test
  void a_version_that_nobody_retires_stays_open_without_pins() {
    try (FollowedFolder folder = first()) {
      LoadedPlugin old = replace(folder);
      old.pin().close();
      assertThat(old.newApp()).isNotNull();
    }
  }

  @Test
  void a_version_retired_while_it_serves_is_closed_when_it_is_replaced() {
    try (FollowedFolder folder = first()) {
      LoadedPlugin old = folder.serving("acme");
      old.retire();
      assertThat(old.newApp()).isNotNull();
      folder.put(PluginJar.idle("acme").version("2.0.0"));
      folder.refresh();
      assertClosed(old);
    }
  }

  @Test
  void close_of_the_catalog_closes_all_versions_pinned_or_not() {
    FollowedFolder folder = first();
    LoadedPlugin old = replace(folder);
    LoadedPlugin current = folder.serving("acme");
    Path copies = PrivateCopy.allBeside(old);
    Pin pin = old.pin();
    folder.close();
    assertClosed(old);
    assertClosed(current);
    pin.close();
    old.retire();
    assertThat(copies).doesNotExist();
  }

  @Test
  void a_version_that_only_waited_is_closed_when_its_file_is_gone() throws IOException {
    try (FollowedFolder folder = first()) {
      Path copies = PrivateCopy.allBeside(folder.serving("acme"));
      folder.put(PluginJar.idle("acme").file("other.jar").version("2.0.0"));
      folder.refresh();
      assertThat(count(copies)).isEqualTo(2);
      folder.delete("other.jar");
      folder.refresh();
      folder.put("other.jar", "no JAR");
      folder.refresh();
      assertThat(count(copies)).isEqualTo(1);
    }
  }

  @Test
  void hundreds_of_replacements_leave_no_loader_no_class_and_no_copy_behind() throws Exception {
    Map<String, byte[]> classes = JavaSources.compile(Map.of("acme.App", greedy()));
    jar(classes, 0).buildInto(plugins);
    ClassLoadingMXBean loading = ManagementFactory.getClassLoadingMXBean();
    List<WeakReference<ClassLoader>> old = new ArrayList<>();
    try (FollowedFolder folder = new FollowedFolder(plugins)) {
      for (int i = 1; i <= 5; i++) { // Whatever is loaded only once is now.
        replaceAndUse(folder, classes, i);
      }
      collect(List.of());
      int loadedBefore = loading.getLoadedClassCount();
      long unloadedBefore = loading.getUnloadedClassCount();
      for (int i = 6; i < 6 + VERSIONS; i++) {
        old.add(replaceAndUse(folder, classes, i));
      }
      collect(old);
      assertThat(old).allSatisfy(loader -> assertThat(loader.get()).isNull());
      assertThat(loading.getUnloadedClassCount() - unloadedBefore)
          .isGreaterThanOrEqualTo((long) VERSIONS * classes.size());
      assertThat(loading.getLoadedClassCount() - loadedBefore).isLessThan(CLASSES_BY_THE_WAY);
      Path copies = PrivateCopy.allBeside(folder.serving("acme"));
      assertThat(count(copies)).isEqualTo(1);
      assertThat(openDeletedFiles(copies)).isEmpty();
    }
  }

  /** Uses the version that serves, has the next one take its place, and retires it. */
  private static WeakReference<ClassLoader> replaceAndUse(
      FollowedFolder folder, Map<String, byte[]> classes, int next) throws Exception {
    LoadedPlugin plugin = folder.serving("acme");
    try (Pin pin = plugin.pin()) {
      assertThat(Reports.ask(folder.catalog, "acme")).isEqualTo("version " + (next - 1));
      folder.put(jar(classes, next));
      PluginChanges changes = folder.refresh();
      assertThat(changes.replaced()).hasSize(1);
      changes.replaced().forEach(replaced -> replaced.before().retire());
      assertThat(pin.plugin().classLoader().getResource("acme/version.txt")).isNotNull();
      return new WeakReference<>(plugin.classLoader());
    }
  }

  private static void collect(List<WeakReference<ClassLoader>> loaders) {
    for (int i = 0; i < MOST_COLLECTIONS; i++) {
      System.gc();
      if (i > 1 && loaders.stream().allMatch(loader -> loader.get() == null)) {
        return;
      }
    }
  }

  private static PluginJar jar(Map<String, byte[]> classes, int version) {
    PluginJar jar =
        PluginJar.named("acme")
            .service("acme.App")
            .version("1.0." + version)
            .entry("acme/version.txt", "version " + version)
            .entry("acme/Words.properties", "word=" + version);
    classes.forEach(jar::entry);
    return jar;
  }

  /** An app that has the JDK remember as much of it as an honest app may. */
  private static String greedy() {
    return """
        package acme;
        import io.mysimbdp.tenant.*;
        import java.io.*;
        import java.net.*;
        import java.nio.charset.StandardCharsets;
        import java.util.*;
        public class App implements ClientBatchIngestApp, java.util.concurrent.Callable<String> {
          static final ThreadLocal<App> MINE = new ThreadLocal<>();
          static final org.slf4j.Logger LOG = org.slf4j.LoggerFactory.getLogger(App.class);
          enum Colour { RED }
          record Point(int x) {}
          public static class Words extends ListResourceBundle {
            protected Object[][] getContents() { return new Object[][] {{"a", new App()}}; }
          }
          public void ingest(BatchContext context) {}
          public String call() throws Exception {
            URL url = App.class.getResource("version.txt");
            String text;
            try (InputStream in = url.openStream()) {
              text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
            new URL(url.toString()).openStream(); // Left open.
            Thread.currentThread().getContextClassLoader().getResourceAsStream("acme/App.class");
            ResourceBundle.getBundle("acme.Words").getString("word");
            ResourceBundle.getBundle("acme.App$Words").getObject("a");
            for (ClientBatchIngestApp app : ServiceLoader.load(ClientBatchIngestApp.class)) {
              MINE.set((App) app);
            }
            MINE.remove();
            Object proxy = java.lang.reflect.Proxy.newProxyInstance(
                App.class.getClassLoader(), new Class<?>[] {Runnable.class}, (p, m, a) -> null);
            ((Runnable) proxy).run();
            Map<Object, Object> many = new HashMap<>(Map.of(Colour.RED, new Point(1)));
            many.values().stream().map(Object::toString).sorted().toList();
            LOG.debug("text {}", text, new IOException("for the log"));
            return text;
          }
        }
        """;
  }

  private FollowedFolder first() {
    PluginJar.idle("acme").buildInto(plugins);
    return new FollowedFolder(plugins);
  }

  /** Returns the version that was replaced. */
  private static LoadedPlugin replace(FollowedFolder folder) {
    LoadedPlugin old = folder.serving("acme");
    folder.put(PluginJar.idle("acme").version("2.0.0"));
    assertThat(folder.refresh().replaced())
        .containsExactly(new PluginChanges.Replacement(old, folder.serving("acme")));
    return old;
  }

  private static void assertClosed(LoadedPlugin plugin) {
    String message = plugin + " is closed";
    assertThatThrownBy(plugin::pin).isInstanceOf(IllegalStateException.class).hasMessage(message);
    assertThatThrownBy(plugin::newApp).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(plugin::classLoader).isInstanceOf(IllegalStateException.class);
  }

  /** Returns how many copies a folder holds: each is in a folder of its own, beside the lock. */
  private static long count(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isDirectory).count();
    }
  }

  /** Returns which files of a folder this process has open though they are deleted, on Linux. */
  private static List<String> openDeletedFiles(Path folder) throws IOException {
    Path descriptors = Path.of("/proc/self/fd");
    if (!Files.isDirectory(descriptors)) {
      return List.of();
    }
    List<String> open = new ArrayList<>();
    try (Stream<Path> links = Files.list(descriptors)) {
      links.forEach(link -> target(link).ifPresent(open::add));
    }
    return open.stream()
        .filter(file -> file.startsWith(folder.toString()) && file.endsWith("(deleted)"))
        .toList();
  }

  private static Optional<String> target(Path link) {
    try {
      return Optional.of(Files.readSymbolicLink(link).toString());
    } catch (IOException e) {
      return Optional.empty(); // Closed meanwhile.
    }
  }
}
