package io.mysimbdp.testkit;

import io.mysimbdp.tenant.ClientBatchIngestApp;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What lies in an app's JAR beside its classes. */
final class AppResources {

  static final String SCHEMA = "META-INF/mysimbdp/schema.cql";

  private AppResources() {}

  /** Returns the declaration of the app's tables; null when it has none. */
  static @Nullable String schema(ClientBatchIngestApp app) {
    try (InputStream in = app.getClass().getResourceAsStream("/" + SCHEMA)) {
      return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
