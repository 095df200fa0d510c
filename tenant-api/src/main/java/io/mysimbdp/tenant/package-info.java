/**
 * The contract between a tenant's ingestion app and the engine.
 *
 * <p>A tenant compiles against this package alone and ships one JAR. Start at {@link
 * io.mysimbdp.tenant.WranglingApp} for the usual case, a file of records that become rows; at
 * {@link io.mysimbdp.tenant.ClientBatchIngestApp} for full control.
 *
 * <p>Types named in a signature here are promises for years: this package, {@code java.*}, slf4j's
 * {@code Logger}, and the statement and result types of the Cassandra driver's public API. All
 * other types, pf4j's among them, stay out.
 *
 * <p>Reference parameters, results and fields are never null unless marked {@code Nullable}.
 */
@NullMarked
package io.mysimbdp.tenant;

import org.jspecify.annotations.NullMarked;
