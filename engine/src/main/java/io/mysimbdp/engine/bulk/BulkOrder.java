package io.mysimbdp.engine.bulk;

import io.mysimbdp.bulk.WriterStart.TableSchema;
import java.time.Duration;

/**
 * What is to be written by files.
 *
 * @param schema the table
 * @param expectedBytes roughly how much is going to be written
 * @param retryFor how long Cassandra is asked again to take files in while it is away
 */
public record BulkOrder(TableSchema schema, long expectedBytes, Duration retryFor) {}
