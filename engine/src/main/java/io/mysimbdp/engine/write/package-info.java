/**
 * Rows into Cassandra: statements, grouping by partition, flow control, retries, acknowledgements.
 *
 * <p>A row goes {@link io.mysimbdp.engine.write.RowWriter} → {@code TableStatement} (values to
 * bytes) → {@code GroupingWindow} (rows of one partition share a request) → {@code RequestSender}
 * (bounded number under way, retries) → {@link io.mysimbdp.engine.write.RowOrigin}, which hears
 * whether the row arrived. Nothing is reported as written before Cassandra has acknowledged it.
 *
 * <p>Or it goes {@link io.mysimbdp.engine.write.BulkRows} → {@code SettledRows} (rounds) → {@link
 * io.mysimbdp.engine.bulk.BulkTarget}, into files that Cassandra takes in. {@link
 * io.mysimbdp.engine.write.AutoRows} begins in the first way and goes over to the second one, by
 * the rule in {@link io.mysimbdp.engine.write.Crossover}.
 */
@NullMarked
package io.mysimbdp.engine.write;

import org.jspecify.annotations.NullMarked;
