package io.mysimbdp.engine.ledger;

/**
 * The right of one engine to serve a tenant, for a time that is renewed.
 *
 * @param tenant the tenant's id
 * @param engineId the engine
 * @param token grows with each lease of the tenant: whatever is written under an older one is
 *     refused (a fencing token, as in M. Kleppmann, "How to do distributed locking", 2016)
 * @param lastWriteMicros the latest write time that a former lease of the tenant has used, in
 *     microseconds since 1970; 0: none
 */
public record Lease(String tenant, String engineId, long token, long lastWriteMicros) {}
