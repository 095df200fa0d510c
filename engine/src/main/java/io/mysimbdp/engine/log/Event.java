package io.mysimbdp.engine.log;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the engine tells of, by names that stay: whoever reads {@code events.jsonl} may rely on
 * them, and on the fields that each has beside time, level, tenant and run. {@code conf/EVENTS.md}
 * lists them.
 */
public enum Event {
  ENGINE_BEGAN("an engine begins to serve", "registered", "present"),
  ENGINE_STOPPING("an engine was told to stop while batches run", "batches", "seconds"),
  NOTHING_STAGED("no tenant has a file"),
  FILES_SETTLING("files that may still be written to are waited for", "seconds"),

  CASSANDRA_PROGRESS("Cassandra is started, waited for or stopped"),
  CASSANDRA_WARNING("Cassandra warns about a statement", "keyspace", "number", "reason"),
  SCHEMA_CHANGED("a keyspace, a table or a column was made"),
  ROLE_CHANGED("the tenant's role in Cassandra was made or mended"),

  CLUSTER_JOINED("runs can be executed by a cluster", "application", "master"),
  CLUSTER_LOST("the process that is a driver to the cluster has ended", "reason"),
  EXECUTOR_CAME("an executor of the cluster takes runs", "executor", "host", "slots"),
  EXECUTOR_WENT("an executor of the cluster is gone", "executor", "runs", "reason"),
  RUN_LOST("a run was lost with its executor, and is run again", "executor", "reason"),

  CONFIGURATION_WARNING("a setting, a JAR or a folder has no effect"),
  CONFIGURATION_BROKEN("a change of the configuration is wrong and not followed"),
  CONFIGURATION_READ("the configuration was read again"),
  JAR_ADDED("a JAR has come", "jar"),
  JAR_REPLACED("a JAR has taken the place of another one", "jar"),
  JAR_REMOVED("a JAR has gone", "jar"),
  JAR_REFUSED("a JAR cannot be loaded, or is not trusted"),

  TENANT_UNSERVABLE("a tenant cannot be served", "code", "owner", "reason"),
  TENANT_SUSPENDED("a tenant's files wait until somebody says otherwise", "by", "reason"),
  TENANT_RESUMED("a suspended tenant is served again"),
  TENANT_LIMITED("the operator has changed a tenant's rates"),
  TENANT_LEAVING("a tenant takes no more files, for it is registered no more"),
  TENANT_GONE("a tenant is served no more"),
  TENANT_ENDED(
      "all that an engine did for a tenant, said when it ends",
      "batches",
      "files",
      "records_read",
      "rows_written",
      "rejects",
      "bytes",
      "seconds"),
  QUOTA_NEARLY_USED(
      "a file has brought the use of a quota to the share notify.quota-ratio",
      "window",
      "unit",
      "limit",
      "used"),
  TENANT_TROUBLE("something about a tenant does not work, and is tried again", "reason"),

  LEASE_AWAITED("another engine has the lease, and may be dead", "engine", "seconds"),
  LEASE_LOST("another engine has taken the lease"),
  LEASE_NOT_RENEWED("Cassandra does not answer, and the lease may be lost", "reason"),

  BATCH_BEGAN("a run begins", "batch", "files", "bytes", "keyspace"),
  TABLE_LEFT_TO_STATEMENTS(
      "a table is written by statements although write.path = bulk, or although auto would have it"
          + " written by files",
      "table",
      "reason"),
  TABLE_GOES_BY_FILES(
      "with write.path = auto, the rest of a table is written by files, for that is faster",
      "table",
      "rows_per_second",
      "bytes_left",
      "seconds_left"),
  BATCH_PROGRESS(
      "a run that takes long, every 5 s",
      "bytes",
      "total_bytes",
      "records_read",
      "rows_written",
      "rows_per_second",
      "seconds_left",
      "activity"),
  BATCH_ENDED(
      "a run has ended",
      "batch",
      "files",
      "records_read",
      "rows_written",
      "rejects",
      "skipped",
      "bytes",
      "seconds",
      "rows_per_second",
      "code",
      "owner",
      "reason"),
  FILES_ADMITTED("which files are in a batch", "names"),
  FILES_DEFERRED("files wait, all for the same reason", "files", "state", "reason"),
  FILE_RESUMED(
      "a file goes on where an earlier run has come to", "file", "line", "byte", "records_read"),
  FILE_JUDGED("a file was deferred, refused or found a duplicate", "file", "state", "reason"),
  FILE_ENDED(
      "what a run made of a file",
      "file",
      "state",
      "records_read",
      "rows_written",
      "rejects",
      "skipped",
      "bytes",
      "seconds",
      "rows_per_second",
      "rejects_file",
      "code",
      "owner",
      "reason"),
  FILE_EXPIRED("a finished file was deleted, for it has been kept long enough"),
  THREADS_LEFT("an app has left threads behind", "threads"),

  NOTICE_DROPPED(
      "a message to a webhook was not delivered, and is not tried again",
      "notice",
      "about",
      "reason"),

  APP("a line of the tenant's app"),
  DEFECT("the engine is broken somewhere; please report it");

  private final String meaning;

  @SuppressWarnings("ImmutableEnumChecker") // It is: Set.copyOf.
  private final Set<String> fields;

  Event(String meaning, String... fields) {
    this.meaning = meaning;
    this.fields = Set.copyOf(List.of(fields));
  }

  /** Returns the name as it stands in events, for example {@code batch_began}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns in words what it tells of. */
  public String meaning() {
    return meaning;
  }

  /** Returns the fields that it may have, beside those that all have. */
  public Set<String> fields() {
    return fields;
  }
}
