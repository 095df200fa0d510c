package io.mysimbdp.engine.plugin;

import io.mysimbdp.engine.Eventually;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LingeringLoadersTest {

  private final LingeringLoaders lingering = new LingeringLoaders();
  private @Nullable ClassLoader kept = new ClassLoader() {};

  @Test
  void a_closed_loader_lingers_for_as_long_as_something_keeps_it() throws Exception {
    lingering.add("acme", Objects.requireNonNull(kept));
    lingering.add("acme", new ClassLoader() {});
    Eventually.await(
        "one to be collected",
        () -> {
          System.gc();
          return lingering.counts().equals(Map.of("acme", 1));
        });

    kept = null;

    Eventually.await(
        "the other to be collected",
        () -> {
          System.gc();
          return lingering.counts().isEmpty();
        });
  }
}
