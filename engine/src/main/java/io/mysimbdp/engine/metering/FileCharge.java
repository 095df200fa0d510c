package io.mysimbdp.engine.metering;

import java.time.Instant;

/**
 * What a tenant is charged for one content that became done.
 *
 * @param contentSha256 the content
 * @param runId the run that brought it to its end
 * @param at when that was
 * @param files how many files that is, 1
 * @param bytes its bytes as staged
 * @param rows rows acknowledged
 */
public record FileCharge(
    String contentSha256, String runId, Instant at, long files, long bytes, long rows) {}
