package io.mysimbdp.engine.metering;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant is charged for one content that became done.
 *
 * @param contentSha256 the content
 * @param runId the run that brought it to its end
 * @param at when that was
 * @param files how many files that is, 1
 * @param bytes its bytes as staged
 * @param rows rows acknowledged
 * @param records its records, the rejected ones among them; null: an engine has charged it that did
 *     not note them
 * @param rejects its rejects; null as well then
 */
public record FileCharge(
    String contentSha256,
    String runId,
    Instant at,
    long files,
    long bytes,
    long rows,
    @Nullable Long records,
    @Nullable Long rejects) {

  /** Checks. */
  public FileCharge {
    if ((records == null) != (rejects == null)) {
      throw new IllegalArgumentException(
          "Records and rejects come together: " + contentSha256 + " of run " + runId);
    }
  }
}
