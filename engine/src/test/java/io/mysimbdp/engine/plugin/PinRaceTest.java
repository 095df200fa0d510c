package io.mysimbdp.engine.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Versions are pinned and retired at the same time. */
class PinRaceTest {

  private static final int REPLACEMENTS = 100;
  private static final int THREADS = 2;

  /** Each replacement meets some use of the app, however the threads are scheduled. */
  private static final int USES_PER_REPLACEMENT = 5;

  @TempDir Path plugins;

  @Test
  void nobody_who_holds_a_pin_ever_meets_a_closed_loader() throws Exception {
    // A second class, which is loaded from the JAR only when the app is called.
    Map<String, byte[]> classes =
        JavaSources.compile(
            Map.of(
                "acme.App",
                "package acme; import io.mysimbdp.tenant.*; public class App implements"
                    + " ClientBatchIngestApp { public void ingest(BatchContext context) {}"
                    + " public String toString() { return Late.text(); } }",
                "acme.Late",
                "package acme; class Late { static String text() { return \"late\"; } }"));
    jar(classes, 0).buildInto(plugins);
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger uses = new AtomicInteger();
    ExecutorService users = Executors.newFixedThreadPool(THREADS);
    List<LoadedPlugin> old = new ArrayList<>();
    try (FollowedFolder folder = new FollowedFolder(plugins)) {
      List<Future<?>> using = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        using.add(
            users.submit(
                () -> {
                  while (!over.get()) {
                    use(folder.catalog);
                    uses.incrementAndGet();
                  }
                }));
      }
      for (int i = 1; i <= REPLACEMENTS; i++) {
        int before = uses.get();
        while (uses.get() < before + USES_PER_REPLACEMENT
            && using.stream().noneMatch(Future::isDone)) {
          Thread.onSpinWait();
        }
        folder.put(jar(classes, i));
        for (PluginChanges.Replacement replaced : folder.refresh().replaced()) {
          replaced.before().retire();
          old.add(replaced.before());
        }
      }
      over.set(true);
      for (Future<?> user : using) {
        user.get();
      }
      assertThat(old).hasSize(REPLACEMENTS);
      assertThat(old).allSatisfy(plugin -> assertThat(plugin.pinIfOpen()).isEmpty());
      assertThat(folder.serving("acme").version()).isEqualTo("1.0." + REPLACEMENTS);
    } finally {
      over.set(true);
      users.shutdownNow();
    }
  }

  private static void use(PluginCatalog catalog) {
    LoadedPlugin chosen = catalog.find("acme").orElseThrow();
    // Empty when it was closed since it was chosen: then it is chosen anew.
    Optional<Pin> pin = catalog.pin(chosen.id(), chosen.sha256());
    if (pin.isPresent()) {
      try (Pin held = pin.get()) {
        assertThat(held.plugin().newApp()).hasToString("late");
        assertThat(held.plugin().classLoader().getResource("acme/Late.class")).isNotNull();
      }
    }
  }

  private static PluginJar jar(Map<String, byte[]> classes, int version) {
    PluginJar jar = PluginJar.named("acme").service("acme.App").version("1.0." + version);
    classes.forEach(jar::entry);
    return jar;
  }
}
