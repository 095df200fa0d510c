package io.mysimbdp.engine.admission;

import java.time.Instant;

/**
 * A file that a tenant wants to be ingested now.
 *
 * @param bytes its size as staged
 * @param use what the tenant has used
 * @param now the time
 */
public record Claim(long bytes, TenantUse use, Instant now) {}
