package io.mysimbdp.engine.failure;

/** The kinds of failure. Names are stable: they stand in logs, reports and the ledger. */
public enum FailureCode {
  // Tenant data.
  FILE_UNUSABLE(Owner.TENANT_DATA),
  FILE_CHANGED(Owner.TENANT_DATA),
  TOO_MANY_REJECTS(Owner.TENANT_DATA),

  // Tenant code.
  PLUGIN_UNREADABLE(Owner.TENANT_CODE),
  PLUGIN_MANIFEST(Owner.TENANT_CODE),
  PLUGIN_API_VERSION(Owner.TENANT_CODE),
  PLUGIN_BUNDLES_SHARED(Owner.TENANT_CODE),
  PLUGIN_DUPLICATE_ID(Owner.TENANT_CODE),
  PLUGIN_NO_SERVICE(Owner.TENANT_CODE),
  PLUGIN_BROKEN_CLASS(Owner.TENANT_CODE),
  APP_FAILED(Owner.TENANT_CODE),
  APP_LEFT_RECORDS(Owner.TENANT_CODE),
  APP_TIMED_OUT(Owner.TENANT_CODE),
  STATEMENT_REFUSED(Owner.TENANT_CODE),
  SCHEMA_INVALID(Owner.TENANT_CODE),
  SCHEMA_CONFLICT(Owner.TENANT_CODE),

  // Operator.
  CONFIG_INVALID(Owner.OPERATOR),
  PLUGIN_MISSING(Owner.OPERATOR),
  TENANT_FOLDER_MISSING(Owner.OPERATOR),
  TENANT_BUSY(Owner.OPERATOR),
  LEASE_LOST(Owner.OPERATOR),
  CANCELLED(Owner.OPERATOR),

  // Resources.
  CASSANDRA_UNREACHABLE(Owner.RESOURCES),
  CASSANDRA_START(Owner.RESOURCES),
  CASSANDRA_OVERLOADED(Owner.RESOURCES),
  CASSANDRA_WRITE(Owner.RESOURCES),
  DISK(Owner.RESOURCES),
  MEMORY(Owner.RESOURCES),

  // Engine.
  INTERNAL(Owner.ENGINE);

  private final Owner owner;

  FailureCode(Owner owner) {
    this.owner = owner;
  }

  /** Returns who must act. */
  public Owner owner() {
    return owner;
  }
}
