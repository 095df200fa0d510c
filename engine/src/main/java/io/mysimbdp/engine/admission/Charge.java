package io.mysimbdp.engine.admission;

import java.time.Instant;

/**
 * What a tenant has used up at one time.
 *
 * @param at when
 * @param files files ingested
 * @param bytes their bytes as staged
 * @param rows rows acknowledged
 */
public record Charge(Instant at, long files, long bytes, long rows) {}
