package io.mysimbdp.engine.failure;

/** Who must act on a failure. */
public enum Owner {
  /** The tenant staged something that cannot be ingested. */
  TENANT_DATA("tenant data"),
  /** The tenant's JAR is broken, misbehaves or was cancelled for it. */
  TENANT_CODE("tenant code"),
  /** The operator: a setting, a file or a registration of the installation is wrong. */
  OPERATOR("operator"),
  /** Cassandra, disk, memory or another resource is missing or exhausted. */
  RESOURCES("resources"),
  /** A defect of the engine itself. */
  ENGINE("engine");

  private final String label;

  Owner(String label) {
    this.label = label;
  }

  /** Returns the name for messages and reports. */
  public String label() {
    return label;
  }
}
