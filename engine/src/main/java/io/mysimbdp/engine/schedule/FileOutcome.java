package io.mysimbdp.engine.schedule;

import io.mysimbdp.engine.run.Counts;
import org.jspecify.annotations.Nullable;

/**
 * What a pass made of one staged file.
 *
 * @param name its name
 * @param state how it ended
 * @param counts what was done
 * @param reason one sentence why it is not simply done; null when it is
 */
public record FileOutcome(String name, State state, Counts counts, @Nullable String reason) {

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
    /** Still being written to, or not come to its turn when the engine was stopped. */
    WAITING
  }
}
