package io.mysimbdp.engine.console;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that a test sets. */
final class TestingClock implements InstantSource {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private volatile Instant now = NOON;

  @Override
  public Instant instant() {
    return now;
  }

  /** Returns the same time for what measures. */
  long nanos() {
    return Duration.between(NOON, now).toNanos();
  }

  void pass(Duration time) {
    now = now.plus(time);
  }
}
