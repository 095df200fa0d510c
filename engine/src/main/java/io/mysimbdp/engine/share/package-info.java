/**
 * Sharing what there is between tenants: by weight, in the long run and in the short, and nothing
 * is left unused while somebody waits for it.
 *
 * <p>{@link io.mysimbdp.engine.share.FairClock} is the order, {@link
 * io.mysimbdp.engine.share.FairPermits} shares the requests to Cassandra under way, {@link
 * io.mysimbdp.engine.share.FairRate} what may be done in a second, and {@link
 * io.mysimbdp.engine.share.TenantShares} holds what each tenant has of both. {@link
 * io.mysimbdp.engine.share.TenantMeter} hears of it.
 */
@NullMarked
package io.mysimbdp.engine.share;

import org.jspecify.annotations.NullMarked;
