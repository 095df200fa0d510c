package io.mysimbdp.engine.schedule;

import io.mysimbdp.engine.admission.TenantUse;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one tenant of a service stood at one moment. Immutable.
 *
 * @param tenant its id
 * @param plan the name of its plan; null: it has none
 * @param phase what was being done for it
 * @param hold what all its files wait for that are not being run; null: nothing
 * @param waiting its files that waited
 * @param running how many of its batches ran
 * @param quotas how much of its limited quotas was used; empty as well while nobody has asked the
 *     ledger
 * @param tally what was made of its files, and its trouble
 */
public record TenantView(
    String tenant,
    @Nullable String plan,
    Phase phase,
    @Nullable Hold hold,
    FilesWaiting waiting,
    int running,
    List<TenantUse.Amount> quotas,
    ServiceTally tally) {

  /** Copies. */
  public TenantView {
    quotas = List.copyOf(quotas);
  }

  /**
   * What all files of a tenant wait for.
   *
   * @param cause the kind of reason
   * @param reason one sentence
   * @param until when that may change by itself; null: nobody knows, or somebody must act
   */
  public record Hold(FileWait.Cause cause, String reason, @Nullable Instant until) {}

  /** What is being done for a tenant. */
  public enum Phase {
    /** Nothing: none of its files could be run; another engine may serve it. */
    IDLE,
    /** Its tables and its lease are being seen to. */
    OPENING,
    /** This engine serves it. */
    OPEN,
    /** Its lease is being given back. */
    CLOSING
  }
}
