package io.mysimbdp.engine.console;

import org.jspecify.annotations.Nullable;

/** Says what {@code /metrics} answers. Called on several threads. */
@FunctionalInterface
public interface MetricsPage {

  /**
   * Returns the figures of this moment.
   *
   * @param accept what the reader takes, as the header {@code Accept} says; null: anything
   */
  Page of(@Nullable String accept);

  /**
   * Figures, written down.
   *
   * @param contentType the format, as a header of HTTP has it
   */
  record Page(String contentType, String text) {}
}
