package io.mysimbdp.engine.share;

/**
 * What all runs of one tenant share among each other, and with those of other tenants. Safe for
 * several threads.
 *
 * @param permits for its requests to Cassandra
 * @param throttle its rates and those of the platform
 */
public record TenantShare(PermitAccount permits, Throttle throttle) {}
