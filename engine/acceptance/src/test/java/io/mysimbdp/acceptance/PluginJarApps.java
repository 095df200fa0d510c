package io.mysimbdp.acceptance;

import io.mysimbdp.engine.plugin.PluginJar;

/** Tenant apps written in a line. */
final class PluginJarApps {

  /** The line of the body in the source of {@link #app}. */
  static final int BODY_LINE = 5;

  private PluginJarApps() {}

  /** Returns a correct JAR with this id whose app does this with its {@code context}. */
  static PluginJar app(String id, String body) {
    return PluginJar.named(id)
        .source(
            "acme.App",
            """
            package acme;
            import io.mysimbdp.tenant.*;
            public class App implements ClientBatchIngestApp {
              public void ingest(BatchContext context) throws Exception {
                %s
              }
            }
            """
                .formatted(body))
        .service("acme.App");
  }
}
