package io.mysimbdp.engine.verify;

import io.mysimbdp.engine.ledger.LedgerEntry;
import io.mysimbdp.engine.write.Comparison;
import java.util.List;

/**
 * What the verification of a file has found.
 *
 * @param entry what the ledger says of it
 * @param state whether all is so
 * @param comparison of its rows with those in Cassandra
 * @param findings a sentence for each thing that is not as the ledger says, or why nobody can tell
 */
public record Verified(
    LedgerEntry entry, State state, Comparison comparison, List<String> findings) {

  /** Copies. */
  public Verified {
    findings = List.copyOf(findings);
  }

  /** How a verification can end. */
  public enum State {
    /** All is as the ledger says. */
    AS_RECORDED,
    /** Something is not as the ledger says. */
    DIFFERENT,
    /** Nobody can tell: the file is gone, or the app is another one by now. */
    NOT_VERIFIABLE
  }

  /** Returns that nobody can tell. */
  public static Verified notVerifiable(LedgerEntry entry, String why) {
    return new Verified(entry, State.NOT_VERIFIABLE, Comparison.NONE, List.of(why));
  }
}
