package io.mysimbdp.engine.config;

import java.io.Serializable;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one tenant is and may do: its {@code tenant.conf} over the defaults. Part of the run value,
 * so serialisable, with nothing in it that a worker elsewhere could not use.
 *
 * @param id the tenant's id, also the name of its folder
 * @param plan the plan it is on; null: none
 * @param pluginId the {@code Plugin-Id} of its JAR; the tenant's id unless set
 * @param keyspace where its tables live
 * @param replication CQL replication options, for example {@code class} and {@code
 *     replication_factor}; used when the keyspace is created
 * @param schemaFile a CQL file in the tenant's folder that declares the tables; null: the JAR's own
 * @param tables the tables that it may declare, write and read
 * @param files which files are ingested
 * @param dialect how its files are split
 * @param write how rows are written
 * @param rejects when a run has failed for its rejects
 * @param limits how much of the platform it may use
 * @param runWindows when its batches may begin
 * @param weight its share of the platform when several tenants wait
 * @param priority who is first when several tenants with the same claim wait
 * @param confinement what keeps its app away from the others
 * @param heapBytes how much memory one of its batches gets: of the engine's heap set aside, or the
 *     heap of a process of its own
 * @param retention how long its finished files are kept
 * @param settingsHocon the app's own block, rendered as HOCON text with comments that hold origins
 */
public record TenantProfile(
    String id,
    @Nullable String plan,
    String pluginId,
    String keyspace,
    Map<String, String> replication,
    @Nullable String schemaFile,
    NamePatterns tables,
    FileRules files,
    Dialect dialect,
    WriteSettings write,
    RejectThreshold rejects,
    Limits limits,
    RunWindows runWindows,
    int weight,
    Priority priority,
    Confinement confinement,
    long heapBytes,
    Retention retention,
    String settingsHocon)
    implements Serializable {

  /**
   * Copies. The text of a profile is the same in every process, which an unordered map's is not:
   * its digest tells whether a file can be resumed.
   */
  public TenantProfile {
    replication = Collections.unmodifiableMap(new TreeMap<>(replication));
  }

  /**
   * Returns the keys of the app's own block that seem to name secrets, as in {@code
   * settings.api.token}, sorted.
   */
  public List<String> secretSettings() {
    return SettingsText.secrets(settingsHocon);
  }

  /** Returns the same with a process of its own for the app. */
  public TenantProfile isolated() {
    return new TenantProfile(
        id,
        plan,
        pluginId,
        keyspace,
        replication,
        schemaFile,
        tables,
        files,
        dialect,
        write,
        rejects,
        limits,
        runWindows,
        weight,
        priority,
        confinement.isolated(),
        heapBytes,
        retention,
        settingsHocon);
  }

  /**
   * How rows are written.
   *
   * @param consistency the name of the consistency level, for example LOCAL_QUORUM
   * @param nulls whether a null value leaves the column as it is or deletes it
   * @param windowBytes rows of up to this size are held back to be grouped; or {@link #AUTO}
   * @param batchBytes the most bytes in one request; or {@link #AUTO}
   * @param batchRows the most rows in one request; or {@link #AUTO}
   * @param inFlightRequests the most requests under way at a time
   * @param targetLatency fewer requests are sent at a time when they take longer on average
   * @param retryFor how long a failed request is tried again before the run fails
   * @param path how rows get into Cassandra
   */
  public record WriteSettings(
      String consistency,
      Nulls nulls,
      long windowBytes,
      int batchBytes,
      int batchRows,
      int inFlightRequests,
      Duration targetLatency,
      Duration retryFor,
      WritePath path)
      implements Serializable {

    /** For a size that is measured and changed while rows are written. */
    public static final int AUTO = -1;
  }

  /** How rows get into Cassandra; the more it takes of the machine, the later. */
  public enum WritePath {
    /** By statements. */
    CQL,
    /** By statements, and by Cassandra's own files what is left when that is faster. */
    AUTO,
    /** By Cassandra's own files, where that is possible. */
    BULK
  }

  /** What a null value in a row does. */
  public enum Nulls {
    /** The column keeps what it holds. */
    UNSET,
    /** The column is deleted, by a tombstone. */
    DELETE
  }

  /**
   * When a run has failed for its rejects.
   *
   * @param maxCount the run fails when more records than this are rejected
   * @param maxRatio the run fails when a larger share than this is rejected, 0 to 1
   * @param minSample the share is looked at only after this many records
   */
  public record RejectThreshold(long maxCount, double maxRatio, long minSample)
      implements Serializable {}
}
