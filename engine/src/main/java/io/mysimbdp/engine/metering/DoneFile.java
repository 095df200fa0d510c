package io.mysimbdp.engine.metering;

import java.time.Instant;

/**
 * A content that is done, as the ledger has it.
 *
 * @param contentSha256 the content
 * @param name the name of its file
 * @param runId the run that brought it to its end
 * @param at when that was
 * @param bytes its bytes as staged
 * @param rows rows acknowledged
 */
public record DoneFile(
    String contentSha256, String name, String runId, Instant at, long bytes, long rows) {

  boolean isChargedBy(FileCharge charge) {
    return isAskedBy(charge)
        && charge.runId().equals(runId)
        && charge.bytes() == bytes
        && charge.rows() == rows;
  }

  /** Tells whether a charge is for this, whatever it says. */
  boolean isAskedBy(FileCharge charge) {
    return charge.contentSha256().equals(contentSha256) && charge.at().equals(at);
  }
}
