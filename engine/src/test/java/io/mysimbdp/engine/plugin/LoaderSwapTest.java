package io.mysimbdp.engine.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The context class loader during and after a swap. */
@SuppressWarnings("try") // Swaps are there for their close.
class LoaderSwapTest {

  private final ClassLoader platform = ClassLoader.getPlatformClassLoader();
  private final ClassLoader system = ClassLoader.getSystemClassLoader();

  @Test
  void sets_the_loader_and_puts_the_former_one_back() {
    ClassLoader before = context();
    try (LoaderSwap outer = LoaderSwap.to(platform)) {
      assertThat(context()).isSameAs(platform);
      try (LoaderSwap inner = LoaderSwap.to(system)) {
        assertThat(context()).isSameAs(system);
      }
      assertThat(context()).isSameAs(platform);
    }
    assertThat(context()).isSameAs(before);
  }

  @Test
  void puts_back_even_the_lack_of_a_loader() {
    ClassLoader before = context();
    Thread.currentThread().setContextClassLoader(null);
    try {
      try (LoaderSwap swap = LoaderSwap.to(platform)) {
        assertThat(context()).isSameAs(platform);
      }
      assertThat(context()).isNull();
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  private static @Nullable ClassLoader context() {
    return Thread.currentThread().getContextClassLoader();
  }
}
