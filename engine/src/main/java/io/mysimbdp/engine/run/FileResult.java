package io.mysimbdp.engine.run;

import io.mysimbdp.engine.admission.Decision.Refused;
import io.mysimbdp.engine.failure.FailureCode;
import java.io.Serializable;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a run made of one file.
 *
 * @param name the file's name
 * @param state how it ended
 * @param counts what was done
 * @param code why it is not done; null when it is
 * @param reason one sentence why it is not done; null when it is
 * @param rejectsPath where its rejects are; null when there are none
 * @param refusal the rule that it breaks; null when it breaks none that is configured
 * @param rejectKinds how many of the rejects there are of each kind, as far as that is known
 */
public record FileResult(
    String name,
    State state,
    Counts counts,
    @Nullable FailureCode code,
    @Nullable String reason,
    @Nullable String rejectsPath,
    @Nullable Refused refusal,
    Map<String, Long> rejectKinds)
    implements Serializable {

  /** How a file can end. */
  public enum State {
    /** Every record is acknowledged, rejected or skipped. */
    DONE,
    /** The file as a whole cannot be ingested. */
    REFUSED,
    /** The run failed on it, or before it. */
    FAILED,
    /** Nothing is wrong with it, but the run ended for another file; to be run again. */
    SET_BACK
  }

  /** Checks and copies. */
  public FileResult {
    Objects.requireNonNull(name, "name");
    rejectKinds = Map.copyOf(rejectKinds);
    if ((state == State.DONE) != (reason == null)) {
      throw new IllegalArgumentException("File " + name + " is " + state + ": " + reason);
    }
  }

  /** Makes a result without rejects of a kind that is known. */
  public FileResult(
      String name,
      State state,
      Counts counts,
      @Nullable FailureCode code,
      @Nullable String reason,
      @Nullable String rejectsPath,
      @Nullable Refused refusal) {
    this(name, state, counts, code, reason, rejectsPath, refusal, Map.of());
  }

  /** Returns the same of a file that is to be run again. */
  FileResult setBack() {
    return new FileResult(
        name, State.SET_BACK, counts, code, reason, rejectsPath, refusal, rejectKinds);
  }

  /** Returns the result of a file of which nothing was read. */
  static FileResult of(String name, State state, @Nullable FailureCode code, String reason) {
    return new FileResult(name, state, Counts.ZERO, code, reason, null, null);
  }
}
