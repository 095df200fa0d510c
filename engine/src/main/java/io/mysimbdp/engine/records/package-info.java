/**
 * Files into records, with exact positions.
 *
 * <p>{@link io.mysimbdp.engine.records.DelimitedReader} cuts a stream of bytes into records by a
 * {@link io.mysimbdp.engine.config.Dialect}, strictly: what is no record of the dialect comes out
 * as {@link io.mysimbdp.engine.records.MalformedRecord}, with the line and byte at which it begins,
 * and reading goes on with the next line. Cutting works on bytes, so that positions are exact and
 * memory is bounded by the longest record allowed.
 */
@NullMarked
package io.mysimbdp.engine.records;

import org.jspecify.annotations.NullMarked;
