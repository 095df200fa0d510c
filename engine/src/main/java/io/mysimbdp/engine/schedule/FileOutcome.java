package io.mysimbdp.engine.schedule;

import io.mysimbdp.engine.admission.Decision;
import io.mysimbdp.engine.run.Counts;
import org.jspecify.annotations.Nullable;

/**
 * What a pass made of one staged file.
 *
 * @param name its name
 * @param state how it ended
 * @param counts what was done
 * @param reason one sentence why it is not simply done; null when it is
 * @param decision the rule that it waits for or breaks; null when there is none
 */
public record FileOutcome(
    String name, State state, Counts counts, @Nullable String reason, @Nullable Decision decision) {

  /** Makes an outcome that no rule has decided. */
  public FileOutcome(String name, State state, Counts counts, @Nullable String reason) {
    this(name, state, counts, reason, null);
  }

  static FileOutcome failed(String name, String reason) {
    return new FileOutcome(name, State.FAILED, Counts.ZERO, reason);
  }

  static FileOutcome refused(String name, Decision.Refused decision) {
    return new FileOutcome(name, State.REFUSED, Counts.ZERO, decision.reason(), decision);
  }

  static FileOutcome deferred(String name, Decision.Deferred decision) {
    return new FileOutcome(name, State.DEFERRED, Counts.ZERO, decision.reason(), decision);
  }

  /** How a pass can leave a file. */
  public enum State {
    /** Ingested now. */
    DONE,
    /** Its content had been ingested before; not ingested again. */
    DUPLICATE,
    /** Cannot be ingested as it is; in the tenant's folder {@code refused} with the reason. */
    REFUSED,
    /** The run failed; still in staging. */
    FAILED,
    /** May not be run yet; still in staging. */
    DEFERRED,
    /** Still being written to, or not come to its turn when the engine was stopped. */
    WAITING
  }
}
