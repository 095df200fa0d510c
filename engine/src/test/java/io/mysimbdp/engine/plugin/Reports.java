package io.mysimbdp.engine.plugin;

import java.util.concurrent.Callable;

/** A tenant's app that is asked for a text: tests see through it what the tenant sees. */
final class Reports {

  private Reports() {}

  /** Returns a JAR whose app is also a {@code Callable} with this body. */
  static PluginJar jar(String id, String imports, String body) {
    return PluginJar.named(id)
        .source(
            "acme.App",
            "package acme; import io.mysimbdp.tenant.*; import java.util.*; "
                + imports
                + " public class App implements ClientBatchIngestApp,"
                + " java.util.concurrent.Callable<String> {"
                + " public void ingest(BatchContext context) {}"
                + " public String call() throws Exception { "
                + body
                + " } }")
        .service("acme.App");
  }

  /** Calls the app of a plugin under its loader. */
  @SuppressWarnings("try") // The swap is there for its close.
  static Object ask(PluginCatalog catalog, String id) throws Exception {
    LoadedPlugin plugin = catalog.find(id).orElseThrow();
    try (LoaderSwap swap = LoaderSwap.to(plugin.classLoader())) {
      return ((Callable<?>) plugin.newApp()).call();
    }
  }
}
