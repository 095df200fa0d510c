package io.mysimbdp.engine.metrics;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one moment, to be read by Prometheus.
 *
 * @param contentType the format, as a header of HTTP has it
 * @param text the figures
 */
public record Exposition(String contentType, String text) {

  /** The text format of Prometheus, as most read it. */
  static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  /** Its standard, for those that ask for it. */
  static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

  /** Returns the format for whoever takes what a header {@code Accept} says; null: anything. */
  static String typeFor(@Nullable String accept) {
    boolean isOpen =
        accept != null && accept.toLowerCase(Locale.ROOT).contains("application/openmetrics-text");
    return isOpen ? OPEN_METRICS : TEXT;
  }
}
