package io.mysimbdp.engine.config;

/** Who is first of tenants with the same claim to be next; the later, the sooner. */
public enum Priority {
  /** After the others. */
  LOW,
  /** As most. */
  NORMAL,
  /** Before the others. */
  HIGH
}
