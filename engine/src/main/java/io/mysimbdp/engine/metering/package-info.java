/**
 * What tenants have used and what they owe for it: pure computation on values, without Cassandra,
 * files or a clock.
 *
 * <p>Two kinds of values are what it is made of. Files, bytes and rows are those of the {@link
 * io.mysimbdp.engine.metering.FileCharge charges}: one for each content, at the time it became
 * done, written again without effect. CPU time and what lies in Cassandra are those of the {@link
 * io.mysimbdp.engine.metering.UsageRecord usage records}: one for each run, written before the
 * first of its files is committed. So whoever has a charge has a record, wherever the engine dies.
 */
@NullMarked
package io.mysimbdp.engine.metering;

import org.jspecify.annotations.NullMarked;
