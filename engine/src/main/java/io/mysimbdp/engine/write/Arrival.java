package io.mysimbdp.engine.write;

/** Hears that a row has arrived. Called on other threads than the app's: must not block. */
@FunctionalInterface
public interface Arrival {

  /** Cassandra has acknowledged the row. */
  void acknowledged();
}
