package io.mysimbdp.engine.ledger;

import io.mysimbdp.engine.admission.Decision;
import org.jspecify.annotations.Nullable;

/**
 * A staged file, and what was decided on it.
 *
 * @param leftBytes the size of the file, if it has left staging by this decision and without a run;
 *     null: it has not
 */
public record Judged(String fileName, Decision decision, @Nullable Long leftBytes) {

  /** Makes a decision by which the file stays where it is, or that a run has come to. */
  public Judged(String fileName, Decision decision) {
    this(fileName, decision, null);
  }
}
