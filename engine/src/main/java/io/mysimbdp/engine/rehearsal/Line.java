package io.mysimbdp.engine.rehearsal;

import java.time.Duration;

/** The way between engine and Cassandra, which can be made a bad one. Safe for all threads. */
public interface Line {

  /** Has each answer arrive later by this; {@link Duration#ZERO}: at once. */
  void delay(Duration time);

  /** Has no answer arrive for a while; then all of them do. */
  void stall(Duration time);

  /** Closes all connections; new ones are taken. */
  void drop();

  /** Closes all connections, and takes no more until {@link #heal}. */
  void cut();

  /** Makes it a good one again. */
  void heal();
}
