package io.mysimbdp.engine.confine;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/** Hands a line that came to one logger on to another. */
final class Relay {

  private Relay() {}

  static void to(
      Logger log,
      Level level,
      @Nullable Marker marker,
      String message,
      Object @Nullable [] arguments,
      @Nullable Throwable thrown) {
    LoggingEventBuilder event = log.atLevel(level);
    if (marker != null) {
      event = event.addMarker(marker);
    }
    if (thrown != null) {
      event = event.setCause(thrown);
    }
    if (arguments == null) {
      event.log(message);
    } else {
      event.log(message, arguments);
    }
  }
}
