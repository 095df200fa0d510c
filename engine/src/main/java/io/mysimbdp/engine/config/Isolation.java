package io.mysimbdp.engine.config;

/** How far an app is kept away from the engine and other tenants; the later, the stricter. */
public enum Isolation {
  /** Classes of its own in the engine's process. */
  CLASSLOADER,
  /** A process of its own. */
  PROCESS
}
