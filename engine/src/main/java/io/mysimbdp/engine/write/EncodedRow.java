package io.mysimbdp.engine.write;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import java.nio.ByteBuffer;

/**
 * A row ready to be sent.
 *
 * @param statement its insert, with all values and the write time bound
 * @param partition its partition key as the driver routes it; equal keys of one table share a
 *     request
 * @param bytes the size of its values on the wire
 * @param origin who hears what became of it
 */
record EncodedRow(BoundStatement statement, ByteBuffer partition, int bytes, RowOrigin origin) {}
