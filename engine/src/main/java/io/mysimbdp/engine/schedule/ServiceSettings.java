package io.mysimbdp.engine.schedule;

import java.time.Duration;

/**
 * How the service works; may be changed while it does.
 *
 * @param concurrentRuns how many batches run at a time
 * @param rescan how often staging directories are looked at that tell of no change
 * @param linger how long the lease of a tenant is kept that has nothing to do
 * @param drain how long running batches may go on when the service is stopped
 * @param suspendAfter a tenant is suspended after this many failed runs in a row
 */
public record ServiceSettings(
    int concurrentRuns, Duration rescan, Duration linger, Duration drain, long suspendAfter) {}
