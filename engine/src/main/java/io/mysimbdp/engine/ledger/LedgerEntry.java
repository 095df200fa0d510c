package io.mysimbdp.engine.ledger;

import io.mysimbdp.engine.run.Counts;
import io.mysimbdp.engine.run.ResumePoint;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger knows of one content of one tenant.
 *
 * @param tenant the tenant's id
 * @param contentSha256 the SHA-256 of the bytes as staged, hexadecimal
 * @param name the name under which it was run last
 * @param sizeBytes its size as staged
 * @param state where it stands
 * @param token the fencing token of the lease that it was written under last
 * @param attempts how many runs have begun with it
 * @param runId the run that brought it to its state
 * @param engineId the engine that ran it
 * @param pluginVersion the version of the app
 * @param pluginSha256 the SHA-256 of its JAR
 * @param profileSha256 the SHA-256 of the profile
 * @param firstSeen when it was run first
 * @param startedAt when its last run began
 * @param finishedAt when that run ended; null while it runs
 * @param counts what its last run has made of it; of a file that is not done, up to {@code
 *     position}
 * @param position where a run may resume; null: at the beginning
 * @param firstError why it was not done the first time; null: no run has failed
 * @param lastError why it was not done the last time that it was not; null: no run has failed
 * @param reason why it is not done; null when it is, or while it runs
 * @param lastWriteMicros the write time of its last row, in microseconds since 1970
 * @param rejectsPath where the rejects of its last run are; null: there are none
 * @param originRun the run whose rejects it holds, mended; null: it holds no rejects
 * @param rejectKinds how many of its rejects there are of each kind, as far as that is known; empty
 *     when it is not done
 */
public record LedgerEntry(
    String tenant,
    String contentSha256,
    String name,
    long sizeBytes,
    FileState state,
    long token,
    int attempts,
    String runId,
    String engineId,
    String pluginVersion,
    String pluginSha256,
    String profileSha256,
    Instant firstSeen,
    Instant startedAt,
    @Nullable Instant finishedAt,
    Counts counts,
    @Nullable ResumePoint position,
    @Nullable String firstError,
    @Nullable String lastError,
    @Nullable String reason,
    long lastWriteMicros,
    @Nullable String rejectsPath,
    @Nullable String originRun,
    Map<String, Long> rejectKinds) {

  /** Copies. */
  public LedgerEntry {
    rejectKinds = Map.copyOf(rejectKinds);
  }

  /** Returns when it was done, for a file that is. */
  Instant doneAt() {
    return finishedAt == null ? startedAt : finishedAt;
  }
}
