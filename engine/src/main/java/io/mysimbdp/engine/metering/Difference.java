package io.mysimbdp.engine.metering;

import org.jspecify.annotations.Nullable;

/**
 * Something that is written down in one place and not, or otherwise, in another.
 *
 * @param kind what it is
 * @param runId the run concerned
 * @param contentSha256 the content concerned; null: the run as a whole
 * @param detail one sentence with both sides
 */
public record Difference(Kind kind, String runId, @Nullable String contentSha256, String detail) {

  /** What can differ. */
  public enum Kind {
    /** The ledger has a file that is done, and the tenant is not charged for it. */
    NOT_CHARGED("charge it as the ledger says: engine usage --reconcile --repair"),
    /** The tenant is charged for something other than what the ledger says. */
    CHARGED_OTHERWISE("charge it as the ledger says: engine usage --reconcile --repair"),
    /** The tenant is charged for a content that the ledger does not know. */
    CHARGE_WITHOUT_FILE(
        "find out whether it was ingested; if not, take its charge off the invoice by hand"),
    /** Files of a run are charged, and the run has no usage record. */
    RUN_WITHOUT_RECORD(
        "nothing: its bytes and rows are charged, its CPU time is not; an engine from before usage"
            + " was recorded made it, or the record is lost"),
    /** The usage record of a run does not have the files that are charged. */
    RECORD_DIFFERS("nothing: the charges hold for bytes and rows; find out who has written it");

    private final String remedy;

    Kind(String remedy) {
      this.remedy = remedy;
    }

    /** Returns what to do about it. */
    public String remedy() {
      return remedy;
    }

    /** Tells whether charging once more mends it. */
    public boolean isRepairable() {
      return this == NOT_CHARGED || this == CHARGED_OTHERWISE;
    }
  }
}
